using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Cli.Ledger;

/// <summary>The options that every command on a ledger has, and the ledger that they name.</summary>
internal sealed class LedgerSession : IAsyncDisposable
{
    public static readonly Option<DirectoryInfo?> Data = new("--data")
    {
        Description = "The folder that holds the ledger [the platform's application-data folder].",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<string> User = new("--user")
    {
        Description = "Whose ledger [host].",
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

    /// <summary>The ledger, opened.</summary>
    public OwnerLedger Ledger { get; }

    /// <summary>Who acts: the machine's user.</summary>
    public static string By => Environment.UserName;

    /// <summary>Today, on the clock of the ledger's zone.</summary>
    public LocalDate Today => SystemClock.Instance.GetCurrentInstant().InZone(Ledger.State.Settings.Zone.Zone).Date;

    /// <summary>The folder that a command line names.</summary>
    public static string FolderOf(ParseResult parsed) =>
        parsed.GetValue(Data)?.FullName
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "TuroEzpass");

    /// <summary>The configuration of the store that a command line names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayBegin">Whether a folder without data will do.</param>
    /// <exception cref="LedgerRefusedException">It will not, and there is no data.</exception>
    public static IConfigurationRoot ConfigurationOf(ParseResult parsed, bool mayBegin)
    {
        var local = new Dictionary<string, string?> { ["Storage:Engine"] = "Local", ["Storage:DataFolder"] = FolderOf(parsed) };
        // The environment (Storage__Engine=Aws …) names another engine; a folder on the command line goes before it.
        var configuration = parsed.GetValue(Data) is null
            ? new ConfigurationBuilder().AddInMemoryCollection(local).AddEnvironmentVariables().Build()
            : new ConfigurationBuilder().AddInMemoryCollection(local).Build();
        if (!mayBegin && string.Equals(configuration["Storage:Engine"], "Local", StringComparison.OrdinalIgnoreCase)
            && !File.Exists(Path.Combine(configuration["Storage:DataFolder"]!, SqliteDatabase.FileName)))
        {
            throw new LedgerRefusedException($"There is no ledger in {configuration["Storage:DataFolder"]}. Import something first, or name its folder with --data.");
        }

        return configuration;
    }

    /// <summary>Opens the ledger that a command line names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayBegin">Whether a ledger is begun where there is none; a slip in --data must not look like an empty one.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<LedgerSession> OpenAsync(ParseResult parsed, bool mayBegin, CancellationToken cancellation)
    {
        if (!OwnerId.TryParse(parsed.GetValue(User), out var owner))
            throw new LedgerRefusedException($"'{parsed.GetValue(User)}' is not a user id: 1 to 64 small letters, digits, '-', '_' or '.'.");
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
