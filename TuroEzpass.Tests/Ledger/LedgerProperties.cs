using System.Text.Json;
using CsCheck;
using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Properties of every sequence of imports, edits, decisions and claims.</summary>
public sealed class LedgerProperties
{
    private const string Trips10 = "trip_earnings_export_20251110.csv", Trips31 = "trip_earnings_export_20260331.csv";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stored_data_follows_from_the_facts_in_any_order()
    {
        await Gen.Select(RandomRun.Any, Gen.Int[0, 1 << 20]).SampleAsync(
            async (run, seed) =>
            {
                await using var world = await LedgerWorld.NewAsync();
                var random = new Random(seed);
                foreach (var import in Shuffled(Imports(run), random))
                {
                    await import(world.Ledger);
                    for (var more = random.Next(4); more > 0; more--)
                        await LedgerChild.StepAsync(world.Ledger, random, "ann", Cancel);
                }

                await world.VerifyAsync();
                Assert.DoesNotContain(world.State.Claims.SelectMany(world.State.FlagsOf), flag => flag.Code == ClaimCode.TollGone);
                var incremental = await world.WrittenAsync();
                var projected = Projected(world.State);

                await world.ReopenAsync();
                Assert.Equal(projected, Projected(world.State));
                Assert.Equal(0, await world.Ledger.RebuildAsync(Cancel));
                Assert.Equal(incremental, await world.WrittenAsync());
            },
            iter: Rounds.Of(10, 20), threads: 1);
    }

    [Fact]
    public async Task The_order_of_imports_changes_no_outcome()
    {
        await Gen.Select(RandomRun.Any, Gen.Int[0, 1 << 20]).SampleAsync(
            async (run, seed) =>
            {
                var random = new Random(seed);
                await using var one = await LedgerWorld.NewAsync();
                await using var other = await LedgerWorld.NewAsync();
                foreach (var import in Imports(run))
                    await import(one.Ledger);
                foreach (var import in Shuffled(Imports(run), random))
                    await import(other.Ledger);

                Assert.Equal(await OutcomesAsync(one), await OutcomesAsync(other));
                Assert.Equal(await DraftsAsync(one), await DraftsAsync(other));
            },
            iter: Rounds.Of(10, 20), threads: 1);
    }

    [Fact]
    public async Task A_claimed_toll_stays_in_its_claim_whatever_download_of_it_comes_later()
    {
        // Two layouts of one account list the same tolls in different words.
        var toll = Gen.Select(Gen.Int[0, 1], Gen.OneOf(5, 5, 40), Gen.OneOf("RAS", "PVK"));
        await Gen.Select(toll.Array[1, 5], toll.Array[1, 5], Gen.Bool).SampleAsync(
            async (first, second, turned) =>
            {
                await using var world = await LedgerWorld.NewAsync();
                await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-11 09:30", "2025-11-14 21:30"));
                var a = LedgerWorld.Lines(Rows.NjHeader, first.Select(row => Rows.Nj(At(row.Item1, row.Item2), plaza: row.Item3)));
                var b = LedgerWorld.Lines(Rows.Nj18Header, second.Select(row => Rows.Nj18(At(row.Item1, row.Item2), plaza: row.Item3)));
                await world.Ledger.ImportStatementAsync("1.csv", turned ? b : a, "ann", cancellation: Cancel);
                await world.ApproveAsync("50000001-1");
                await world.Ledger.ImportStatementAsync("2.csv", turned ? a : b, "ann", cancellation: Cancel);

                Assert.Empty(world.State.FlagsOf(Assert.Single(world.State.Claims)));
                var real = Enumerable.Range(0, 2).Sum(minute => Math.Max(first.Count(row => row.Item1 == minute), second.Count(row => row.Item1 == minute)));
                var claimed = world.State.Claims.Single().Lines.Count + world.State.Drafts(new(), new LocalDate(2025, 12, 20)).Sum(draft => draft.Claim.Tolls.Count);
                Assert.Equal(real, claimed);
                await world.VerifyAsync();
            },
            iter: Rounds.Of(20, 40), threads: 1);

        static string At(int minute, int second) => $"2025-11-12 12:0{minute}:{second:00}";
    }

    private static List<Func<OwnerLedger, Task>> Imports(RandomRun run)
    {
        List<Func<OwnerLedger, Task>> imports =
        [
            ledger => ledger.ImportTripsAsync(Trips10, LedgerWorld.Lines(Rows.TripHeader, run.OlderTrips), "ann", Cancel),
            ledger => ledger.ImportTripsAsync(Trips31, LedgerWorld.Lines(Rows.TripHeader, run.Trips), "ann", Cancel),
        ];
        foreach (var (name, header, tolls) in run.Files)
            imports.Add(ledger => ledger.ImportStatementAsync(name, LedgerWorld.Lines(header, tolls.Select(toll => toll.Line)), "ann", cancellation: Cancel));
        return imports;
    }

    private static List<string> Projected(LedgerState state) =>
        [.. new ProjectedItems(LedgerWorld.Owner, state).All().Select(item => $"{item.Key} {item.Index1} {item.Index2} {Convert.ToHexString(item.Json)}")];

    /// <summary>Which file first had a toll depends on the order; nothing else may.</summary>
    private static async Task<List<string>> OutcomesAsync(LedgerWorld world) =>
        [.. (await world.TollsAsync()).Select(toll => JsonSerializer.Serialize(toll with { Import = "", File = "", Line = 0 })).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> DraftsAsync(LedgerWorld world) =>
        [.. (await world.ClaimsAsync()).Values.OrderBy(claim => claim.Id, StringComparer.Ordinal).Select(claim => $"{claim.Id} {claim.Cents} {claim.Lines.Count}")];

    private static Func<OwnerLedger, Task>[] Shuffled(List<Func<OwnerLedger, Task>> imports, Random random)
    {
        var shuffled = imports.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }
}
