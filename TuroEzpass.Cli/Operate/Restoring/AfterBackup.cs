using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary>What an owner's ledger has that the restored one doesn't.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Facts">How many facts the restored ledger lacks.</param>
/// <param name="UpToMoment">How many of them happened up to the requested time.</param>
/// <param name="First">When the first of them happened.</param>
/// <param name="Last">When the last of them happened.</param>
/// <param name="Files">The files among them, to import again.</param>
internal sealed record AfterBackup(OwnerId Owner, int Facts, int UpToMoment, string First, string Last, IReadOnlyList<string> Files)
{
    /// <summary>Compares a folder in its current state with one that was restored from its backup.</summary>
    /// <exception cref="StorageException">The folder can't be read.</exception>
    public static async Task<IReadOnlyList<AfterBackup>> FindAsync(string folder, string restored, Instant moment, CancellationToken cancellation)
    {
        await using var now = Services(folder);
        await using var then = Services(restored);
        var found = new List<AfterBackup>();
        var records = now.GetRequiredService<IRecordStore>();
        foreach (var owner in await new OwnerDirectory(records).ListAsync(cancellation).ConfigureAwait(false))
        {
            var known = await new FactLog(then.GetRequiredService<IRecordStore>(), owner).NewestAsync(1, null, cancellation).ConfigureAwait(false);
            var later = await new FactLog(records, owner).ReadAsync(known is [var last] ? last.Seq : 0, cancellation).ConfigureAwait(false);
            if (later.Count > 0)
                found.Add(new AfterBackup(owner, later.Count, later.Count(fact => IsUpTo(fact, moment)), later[0].At, later[^1].At, [.. later.Select(FileOf).OfType<string>()]));
        }

        return found;
    }

    private static bool IsUpTo(Fact fact, Instant moment) => InstantPattern.ExtendedIso.Parse(fact.At) is { Success: true } at && at.Value <= moment;

    private static string? FileOf(Fact fact) => fact switch
    {
        StatementImported statement => statement.FileName,
        TripsImported trips => trips.FileName,
        HandoversImported handovers => handovers.FileName,
        FleetReplaced => "fleet.csv",
        _ => null,
    };

    private static ServiceProvider Services(string folder) => new ServiceCollection().AddTuroEzpassStorage(
        new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Engine", "Local"), new("Storage:DataFolder", folder)]).Build()).BuildServiceProvider();
}
