using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Cli.Ledger;

/// <summary>The options of every command on a ledger, and the ledger that they select.</summary>
internal sealed class LedgerSession : IAsyncDisposable
{
    public static readonly Option<DirectoryInfo?> Data = new("--data")
    {
        Description = "The folder that holds the ledger [the application-data folder].",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<string> User = new("--user")
    {
        Description = "The user whose ledger to use.",
        DefaultValueFactory = _ => "host",
        HelpName = "ID",
        Recursive = true,
    };

    private readonly ServiceProvider services;

    private LedgerSession(ServiceProvider services, OwnerLedger ledger)
    {
        this.services = services;
        Ledger = ledger;
    }

    /// <summary>The opened ledger.</summary>
    public OwnerLedger Ledger { get; }

    /// <summary>The actor of changes: the machine's user.</summary>
    public static string By => Environment.UserName;

    /// <summary>Today's date in the ledger's time zone.</summary>
    public LocalDate Today => SystemClock.Instance.GetCurrentInstant().InZone(Ledger.State.Settings.Zone.Zone).Date;

    /// <summary>The data folder that a command line selects.</summary>
    public static string FolderOf(ParseResult parsed) =>
        parsed.GetValue(Data)?.FullName
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "TuroEzpass");

    /// <summary>The storage configuration that a command line selects.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayBegin">Whether a folder without data is accepted.</param>
    /// <exception cref="LedgerRefusedException">The folder has no data and must have some.</exception>
    public static IConfigurationRoot ConfigurationOf(ParseResult parsed, bool mayBegin)
    {
        var local = new Dictionary<string, string?> { ["Storage:Engine"] = "Local", ["Storage:DataFolder"] = FolderOf(parsed) };
        // The environment can select another engine (Storage__Engine=Aws …), but --data takes precedence.
        var configuration = parsed.GetValue(Data) is null
            ? new ConfigurationBuilder().AddInMemoryCollection(local).AddEnvironmentVariables().Build()
            : new ConfigurationBuilder().AddInMemoryCollection(local).Build();
        if (!mayBegin && string.Equals(configuration["Storage:Engine"], "Local", StringComparison.OrdinalIgnoreCase)
            && !File.Exists(Path.Combine(configuration["Storage:DataFolder"]!, SqliteDatabase.FileName)))
        {
            throw new LedgerRefusedException($"No ledger found in {configuration["Storage:DataFolder"]}. Import a file first, or give the right folder with --data.");
        }

        return configuration;
    }

    /// <summary>Opens the ledger that a command line selects.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayBegin">Whether to create a missing ledger. False for most commands: a typo in --data must not look like an empty ledger.</param>
    public static async Task<LedgerSession> OpenAsync(ParseResult parsed, bool mayBegin, CancellationToken cancellation)
    {
        if (!OwnerId.TryParse(parsed.GetValue(User), out var owner))
            throw new LedgerRefusedException($"'{parsed.GetValue(User)}' is not a valid user id. Use 1 to 64 lowercase letters, digits, '-', '_' or '.'.");
        var configuration = ConfigurationOf(parsed, mayBegin);
        var services = new ServiceCollection().AddTuroEzpassStorage(configuration).BuildServiceProvider();
        try
        {
            var host = new LedgerHost(
                services.GetRequiredService<IRecordStore>(), services.GetRequiredService<IProofStore>(), SystemClock.Instance, ProcessHolder.Current, ProcessHolder.IsGone);
            using var view = new UpgradeView(owner);
            var ledger = await OwnerLedger.OpenAsync(view.Of(host, services.GetRequiredService<ILedgerBackup>()), owner, cancellation).ConfigureAwait(false);
            ledger.Progress = null;
            return new LedgerSession(services, ledger);
        }
        catch
        {
            await services.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
