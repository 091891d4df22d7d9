using System.Text;
using CsCheck;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Trips;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>The rules are local: after each fact, only rows that it touches have another outcome (docs/couplings.md). The ledger depends on it.</summary>
public sealed class LocalityTests
{
    private const string Me = LedgerWorld.Me;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_changes_lies_in_what_a_fact_touches() =>
        await Gen.Select(RandomRun.Any, Gen.Int[0, 1 << 20]).SampleAsync(
            async (run, seed) =>
            {
                await using var world = await LedgerWorld.NewAsync();
                var random = new Random(seed);
                var acts = Acts(run, random);
                random.Shuffle(acts);
                foreach (var act in acts)
                {
                    var before = world.State;
                    try
                    {
                        await act(world.Ledger);
                    }
                    catch (Exception refused) when (refused is LedgerRefusedException or Core.InputException)
                    {
                        continue;
                    }

                    Check(before, world.State);
                }
            },
            iter: Rounds.Of(15, 150), threads: 1);

    private static void Check(LedgerState before, LedgerState after)
    {
        if (after.Seq == before.Seq)
            return;
        var fact = after.Facts[^1];
        var touched = Touched.By(fact, before, after);
        var (old, now) = (OutcomesOf(before), OutcomesOf(after));
        foreach (var id in old.Keys.Union(now.Keys))
        {
            var was = old.GetValueOrDefault(id);
            var becomes = now.GetValueOrDefault(id);
            if (was.Text == becomes.Text)
                continue;
            var isCovered = (was.Text is not null && touched.Covers(before, was.Place)) || (becomes.Text is not null && touched.Covers(after, becomes.Place));
            Assert.True(isCovered, $"{fact.GetType().Name} {fact.Seq} changed toll {id} from '{was.Text}' to '{becomes.Text}', which it does not touch");
        }
    }

    /// <summary>The outcomes by toll. The trips around a gap and the files of copies are looked up when they are shown.</summary>
    private static Dictionary<string, (RowPlace Place, string Text)> OutcomesOf(LedgerState state)
    {
        var found = new Dictionary<string, (RowPlace, string)>(StringComparer.Ordinal);
        for (var file = 0; file < state.Reconciliation.Statements.Count; file++)
        {
            for (var index = 0; index < state.Reconciliation.Statements[file].Rows.Count; index++)
            {
                var place = new RowPlace(file, index);
                if (state.TollIdAt(place) is not { } id)
                    continue;
                var decision = state.Reconciliation.DecisionAt(place);
                var trips = decision.Reason is Reason.BetweenTrips ? "" : $"{decision.Trip?.ReservationId} {decision.Other?.ReservationId}";
                found[id] = (place, $"{decision.Outcome} {decision.Reason} {trips} {decision.Vehicle?.Id} {state.HolderOf(id)} {state.NetOf(place).Cents}");
            }
        }

        return found;
    }

    /// <summary>Every kind of fact, with the run's files.</summary>
    private static Func<OwnerLedger, Task>[] Acts(RandomRun run, Random random)
    {
        var acts = new List<Func<OwnerLedger, Task>>
        {
            ledger => ledger.ImportTripsAsync("trip_earnings_export_20251110.csv", LedgerWorld.Lines(Rows.TripHeader, run.OlderTrips), Me, Cancel),
            ledger => ledger.ImportTripsAsync("trip_earnings_export_20260331.csv", LedgerWorld.Lines(Rows.TripHeader, run.Trips), Me, Cancel),
            ledger => FleetAsync(ledger, "tag,00499000111,,1000001,2025-06-01,,", "plate,NONE123,NY,1000002,2025-11-01,2025-11-20,"),
            ledger => FleetAsync(ledger, "tag,00499000111,,1000002,2025-11-05,,", "plate,XYZ9876,NY,1000002,2025-11-01,,", "plate,NONEI23,NY,1000001,,,"),
            ledger => ledger.ChangeSettingsAsync(LedgerSettings.Default with { Matching = new MatchingOptions { ReviewAfter = TimeSpan.FromHours(2) } }, Me, cancellation: Cancel),
            ledger => ledger.StateCoverageAsync(new StatedCoverage("1000001", new(2025, 10, 1), new(2025, 10, 30)), Me, Cancel),
            ledger => ledger.StateCoverageAsync(new StatedCoverage("1000002", new(2025, 11, 3), new(2025, 11, 30)), Me, Cancel),
            ledger => ledger.StateCoverageAsync(new StatedCoverage("1000002", new(2025, 11, 10), new(2025, 11, 12), IsComplete: false), Me, Cancel),
        };
        foreach (var (name, header, tolls) in run.Files)
            acts.Add(ledger => ledger.ImportStatementAsync(name, LedgerWorld.Lines(header, tolls.Select(toll => toll.Line)), Me, cancellation: Cancel));
        for (var more = 0; more < 6; more++)
        {
            var pick = random.Next();
            acts.Add(ledger => ledger.State.Reconciliation.Trips.Trips is { Count: > 0 } trips && trips[pick % trips.Count] is var trip
                ? ledger.StateHandoversAsync([new Handover(trip.ReservationId)
                {
                    PickedUp = pick % 3 == 0 ? null : new StatedTime(StatedTime.BookedText(trip.Start.PlusMinutes((pick % 200) - 60))),
                    Returned = pick % 5 == 0 ? null : new StatedTime(StatedTime.BookedText(trip.End.PlusMinutes((pick % 700) - 200))),
                }], Me, cancellation: Cancel)
                : Task.CompletedTask);
            acts.Add(ledger => ledger.State.Reconciliation.Trips.Trips is { Count: > 0 } trips
                ? ledger.ImportHandoversAsync($"h{pick}.csv", Encoding.UTF8.GetBytes($"reservation_id,picked_up_at,returned_at\n{trips[pick % trips.Count].ReservationId},,{StatedTime.BookedText(trips[pick % trips.Count].End.PlusMinutes(pick % 90))}\n"), Me, Cancel)
                : Task.CompletedTask);
            acts.Add(ledger => ledger.Imports().Where(import => import.WithdrawnAt is null).ToList() is { Count: > 0 } imports
                ? ledger.WithdrawImportAsync(imports[pick % imports.Count].Id, Me, cancellation: Cancel)
                : Task.CompletedTask);
            acts.Add(ledger => LedgerChild.StepAsync(ledger, new Random(pick), "ann", Cancel));
        }

        return [.. acts];
    }

    private static Task FleetAsync(OwnerLedger ledger, params string[] lines) =>
        ledger.ImportFleetAsync("fleet.csv", LedgerWorld.Lines("kind,value,state,vehicle,from,to,zone", lines), Me, Cancel);
}
