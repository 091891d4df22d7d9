using System.Diagnostics;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A second process on a ledger's data folder: imports, decides and claims at random, and prints what was acknowledged.</summary>
public static class LedgerChild
{
    public const string Verb = "ledger-child";

    private static readonly LocalDateTime Beginning = new(2025, 11, 1, 0, 0);

    /// <summary>This process's name as a holder of the lease.</summary>
    public static string NewHolder() => $"{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Whether a holder's process has ended.</summary>
    public static bool IsGone(string holder)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(holder.Split('/')[0], null));
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Opens the ledger of a data folder like a separate program does.</summary>
    public static async Task<(SqliteDatabase Database, OwnerLedger Ledger)> OpenAsync(string folder, CancellationToken cancellation = default)
    {
        var clock = SystemClock.Instance;
        var database = SqliteDatabase.Open(folder);
        using var keys = LocalKeys.Open(folder);
        var host = new LedgerHost(new SqliteRecordStore(database, clock), new FileProofStore(folder, new FileProofLinks(keys, clock), clock), clock, NewHolder(), IsGone);
        return (database, await OwnerLedger.OpenAsync(host, LedgerWorld.Owner, cancellation));
    }

    /// <summary>Does <paramref name="steps"/> random actions, or continues until it is killed if that is 0.</summary>
    public static async Task<int> RunAsync(string folder, int seed, int steps)
    {
        var (database, ledger) = await OpenAsync(folder);
        using (database)
        {
            Console.WriteLine("ready");
            var random = new Random(seed);
            for (var step = 0; steps == 0 || step < steps; step++)
                Console.WriteLine(await StepAsync(ledger, random, $"{seed}-{step}"));
        }

        return 0;
    }

    /// <summary>One random action.</summary>
    /// <returns>What was acknowledged, as <see cref="IsKept"/> reads it.</returns>
    public static async Task<string> StepAsync(OwnerLedger ledger, Random random, string name, CancellationToken cancellation = default)
    {
        try
        {
            switch (random.Next(8))
            {
                case 0 or 1 or 2:
                    var statement = Statement(random);
                    await ledger.ImportStatementAsync($"nj-{name}.csv", statement, name, cancellation: cancellation);
                    return $"original {Core.Statements.FileContent.Sha256(statement)}";
                case 3:
                    var trips = Trips(random);
                    await ledger.ImportTripsAsync($"trip_earnings_export_202512{random.Next(1, 29):00}.csv", trips, name, cancellation);
                    return $"original {Core.Statements.FileContent.Sha256(trips)}";
                case 4:
                    var fleet = LedgerWorld.Lines("kind,value,state,vehicle,from,to,zone", $"tag,00499000111,,{Car(random)},2025-01-01,2025-11-{random.Next(2, 29):00},");
                    await ledger.ImportFleetAsync("fleet.csv", fleet, name, cancellation);
                    return $"original {Core.Statements.FileContent.Sha256(fleet)}";
                case 5:
                    if (Any(ledger, random) is not { } toll)
                        return "nothing";
                    if (ledger.State.DecisionOn(toll) is not null && random.Next(2) == 0)
                    {
                        await ledger.UndoAsync(toll, name, cancellation: cancellation);
                        return $"undo {name}";
                    }

                    await ledger.DecideAsync(toll, (DecisionKind)random.Next(5), $"{50000001 + random.Next(20)}", name, cancellation: cancellation);
                    return $"decision {name}";
                case 6:
                    if (ledger.State.Drafts(new(), new LocalDate(2026, 1, 1)) is not { Count: > 0 } drafts)
                        return "nothing";
                    await ledger.ApproveClaimAsync(drafts[random.Next(drafts.Count)].Id, name, cancellation: cancellation);
                    return $"claim {name}";
                default:
                    if (ledger.State.Claims.Select(claim => claim.Id).Order(StringComparer.Ordinal).ToList() is not { Count: > 0 } claims)
                        return "nothing";
                    var to = new[] { LedgerClaimState.Sent, LedgerClaimState.Withdrawn, LedgerClaimState.Disputed, LedgerClaimState.Paid };
                    await ledger.MoveClaimAsync(claims[random.Next(claims.Count)], to[random.Next(to.Length)], null, name, cancellation: cancellation);
                    return $"moved {name}";
            }
        }
        catch (LedgerRefusedException refused)
        {
            return $"refused {refused.Message}";
        }
    }

    /// <summary>Whether an acknowledged action is in the facts.</summary>
    public static bool IsKept(IReadOnlyList<Fact> facts, string acknowledged) => acknowledged.Split(' ') switch
    {
        ["original", var sha] => facts.Any(fact => fact is StatementImported { Sha256: var own } && own == sha || fact is TripsImported { Sha256: var trips } && trips == sha || fact is FleetReplaced { Sha256: var fleet } && fleet == sha),
        ["decision", var name] => facts.Any(fact => fact is DecisionMade && fact.By == name),
        ["undo", var name] => facts.Any(fact => fact is DecisionUndone && fact.By == name),
        ["claim", var name] => facts.Any(fact => fact is ClaimApproved && fact.By == name),
        ["moved", var name] => facts.Any(fact => fact is ClaimMoved && fact.By == name),
        _ => true,
    };

    /// <summary>Some tolls of November, including credits, within a few minutes, so that files overlap.</summary>
    public static byte[] Statement(Random random) => LedgerWorld.Lines(Rows.NjHeader, Enumerable.Range(0, random.Next(1, 40)).Select(_ => Toll(random)));

    private static string Toll(Random random)
    {
        var at = Beginning.PlusMinutes(random.Next(0, 200) * 217).ToString("uuuu-MM-dd HH:mm:ss", null);
        return Rows.Nj(at, random.Next(5) == 0 ? "$1.00 " : "($2.17)", random.Next(4) switch { 0 => "00499000111", 1 => "XYZ9876-NY", _ => Rows.Plate });
    }

    private static byte[] Trips(Random random) => LedgerWorld.Lines(
        Rows.TripHeader,
        Enumerable.Range(0, 20).Where(_ => random.Next(4) > 0).Select(trip =>
        {
            var start = Beginning.PlusHours((trip * 36) + random.Next(3));
            var car = trip % 2;
            return Rows.Trip(
                $"{50000001 + trip}", start.ToString("uuuu-MM-dd HH:mm", null), start.PlusHours(random.Next(20, 40)).ToString("uuuu-MM-dd HH:mm", null),
                random.Next(6) == 0 ? "Guest cancellation" : "Completed", $"{1000001 + car}", car == 0 ? "NY #ABC1234" : "NY #XYZ9876", tolls: random.Next(3) == 0 ? "$2.17" : "", distance: "0", price: "$0.00");
        }));

    private static string Car(Random random) => $"{1000001 + random.Next(2)}";

    private static string? Any(OwnerLedger ledger, Random random)
    {
        var state = ledger.State;
        if (state.Imports.Count == 0)
            return null;
        var file = random.Next(state.Imports.Count);
        return state.TollIdAt(new(file, random.Next(state.Imports[file].Rows)));
    }
}
