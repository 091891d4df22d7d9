using System.Text;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Distributed;

/// <summary>The complete contents of a ledger: every toll with its cents and outcome, every trip, claim and total. Two ledgers that imported
/// the same files have the same contents.</summary>
internal static class LedgerPicture
{
    private static readonly string[] ToldWithTheTime = ["IMPORT"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The contents of the store, after checks: nothing is missing, extra or different from what follows from the facts, every cent is
    /// kept, and no toll is in two claims.</summary>
    public static async Task<List<string>> CheckedAsync(IRecordStore records, IProofStore proofs, OwnerId owner)
    {
        var ledger = await OwnerLedger.OpenAsync(new LedgerHost(records, proofs, SystemClock.Instance, "the test", _ => false), owner, Cancel);
        Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
        LedgerWorld.Sound(ledger.State);
        return Of(ledger.State, owner);
    }

    /// <summary>The contents for these files when nothing goes wrong: on the embedded engine, in this process.</summary>
    public static async Task<List<string>> ExpectedAsync(IEnumerable<(string Name, byte[] Content)> files, OwnerId owner)
    {
        await using var engine = new LocalEngine();
        var ledger = await OwnerLedger.OpenAsync(new LedgerHost(await engine.RecordsAsync(), await engine.ProofsAsync(), SystemClock.Instance, "the test", _ => false), owner, Cancel);
        foreach (var (name, content) in files)
        {
            await (name switch
            {
                FleetFiles.TripsName => ledger.ImportTripsAsync(name, content, "host", Cancel),
                "fleet.csv" => ledger.ImportFleetAsync(name, content, "host", Cancel),
                _ => ledger.ImportStatementAsync(name, content, "host", cancellation: Cancel),
            });
        }

        return Of(ledger.State, owner);
    }

    private static List<string> Of(LedgerState state, OwnerId owner) =>
    [
        .. new ProjectedItems(owner, state).All()
            .Where(item => !ToldWithTheTime.Any(kind => item.Key.Partition == owner.Partition(kind)))
            .Select(item => $"{item.Key} {item.Index1} {item.Index2} {Encoding.UTF8.GetString(item.Json)}").Order(StringComparer.Ordinal),
    ];
}
