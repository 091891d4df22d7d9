using NodaTime;
using TuroEzpass.Cli.Demo;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Tests.Cli;

/// <summary>The invented half year: on a day in spring, on the days after the clocks change, and on New Year's Day.</summary>
public sealed class DemoFleetTests(DemoWorlds worlds) : IClassFixture<DemoWorlds>
{
    public static TheoryData<string> Days => ["2026-04-20", "2025-11-03", "2026-03-09", "2027-01-01"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Days))]
    public void Every_file_is_read_by_its_layout_without_an_unreadable_row(string day)
    {
        var files = DemoFleet.FilesOf(Day(day));

        var reader = new StatementReader(LayoutCatalog.BuiltIn, new Symbols());
        var statements = files.Where(file => file.Kind == DemoFileKind.Statement).Select(file => reader.Read(file.Name, file.Bytes)).ToList();
        Assert.Equal(["ezpassnj", "ezpassny", "paturnpike"], statements.Select(statement => statement.Layout.Id).Distinct().Order());
        Assert.All(statements, statement => Assert.All(statement.Rows, row => Assert.Null(row.Unreadable)));
        Assert.InRange(statements.Sum(statement => statement.Rows.Count), 2500, 4000);
        var trips = files.Where(file => file.Kind == DemoFileKind.Trips).Select(file => TripsReader.Read(file.Name, file.Bytes, Day(day))).ToList();
        Assert.True(trips.Count >= 2);
        Assert.Equal(Day(day), trips[^1].Date);
        Assert.Contains(trips[^1].Rows, trip => trip.Status == TripStatus.Booked);
        Assert.Contains(trips[^1].Rows, trip => trip.Status == TripStatus.Cancelled);
        Assert.Contains(trips[^1].Rows, trip => trip.TollsAndTickets > Core.Money.Zero);
    }

    [Fact]
    public void The_same_day_gives_the_same_files()
    {
        static IEnumerable<string> Files() => DemoFleet.FilesOf(Day("2026-04-20")).Select(file => $"{file.Name} {file.TakenIn} {LedgerSample.Sha(file.Bytes)}");
        Assert.Equal(Files(), Files());
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task The_ledger_has_something_of_everything_to_look_at(string day)
    {
        var demo = await worlds.OfAsync(Day(day));
        var (state, today) = (demo.Ledger.State, Day(day));

        Assert.Empty((await demo.Ledger.VerifyAsync(Cancel)).Problems);
        LedgerWorld.Sound(state);
        var outcomes = Decisions(state).CountBy(decision => decision.Outcome).ToDictionary();
        Outcome[] expected = [Outcome.Matched, Outcome.NeedsReview, Outcome.HostExpense, Outcome.Excluded, Outcome.Duplicate, Outcome.Unmapped];
        Assert.Equal(expected.Order(), outcomes.Keys.Order());
        Assert.InRange(outcomes[Outcome.NeedsReview], 15, 30);
        Assert.InRange(outcomes[Outcome.NeedsReview] + outcomes[Outcome.Unmapped], 16, 40);
        Assert.Single(await new LedgerReader(demo.Records, DemoWorld.Owner).UnknownDevicesAsync(Cancel));
        var drafts = state.Drafts(new ClaimRules(), today);
        Assert.InRange(drafts.Count(draft => draft.State == LedgerClaimState.Ready), 10, 50);
        Assert.InRange(drafts.Count(draft => draft.Claim.State == ClaimState.Urgent), 2, 10);
        Assert.DoesNotContain(drafts, draft => draft.Claim.State is ClaimState.Late or ClaimState.Lost);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Claims_are_in_every_possible_state(string day)
    {
        var demo = await worlds.OfAsync(Day(day));
        var (state, today) = (demo.Ledger.State, Day(day));

        LedgerClaimState[] expected = [LedgerClaimState.Sent, LedgerClaimState.Paid, LedgerClaimState.Answered, LedgerClaimState.Rejected, LedgerClaimState.Withdrawn];
        Assert.Equal(expected.Order(), state.Claims.Select(claim => claim.State).Distinct().Order());
        Assert.All(state.Claims, claim => Assert.All(claim.Steps.Zip(claim.Steps.Skip(1)), pair => Assert.True(LedgerClaim.MayFollow(pair.First.To, pair.Second.To))));
        var months = state.Claims.Where(claim => claim.State == LedgerClaimState.Paid).Select(claim => claim.Steps[^1].At[..7]).ToHashSet();
        for (var back = 1; back <= 4; back++)
            Assert.Contains(today.PlusMonths(-back).ToString("uuuu-MM", null), months);
        // Claims contain only tolls that are certain, or that the host assigned to the trip.
        Assert.All(state.Claims.SelectMany(claim => claim.Lines), line => Assert.Contains(
            state.Reconciliation.DecisionAt(state.PlaceOf(line.TollId)!.Value).Outcome, new[] { Outcome.Matched, Outcome.Excluded }));
        Assert.Equal(state.Facts.Select(fact => fact.At), state.Facts.Select(fact => fact.At).Order(StringComparer.Ordinal));
        Assert.True(string.CompareOrdinal(state.Facts[^1].At, DemoLedger.InstantOf(today.At(new LocalTime(0, 30))).ToString()) < 0);
    }

    [Fact]
    public async Task The_same_day_gives_the_same_facts()
    {
        var one = await worlds.OfAsync(Day("2026-04-20"));
        await using var other = await DemoWorld.FilledAsync(Day("2026-04-20"));

        Assert.Equal(one.Ledger.State.Facts.Select(fact => Convert.ToHexString(fact.ToBytes())), other.Ledger.State.Facts.Select(fact => Convert.ToHexString(fact.ToBytes())));
    }

    [Fact]
    public async Task Thirty_nights_of_collections_are_there_two_of_which_failed()
    {
        var demo = await worlds.OfAsync(Day("2026-04-20"));

        var runs = await new RunBook(demo.Records, DemoWorld.Owner).SinceAsync("2026-03-22", Cancel);
        Assert.Equal(60, runs.Count);
        Assert.Equal(2, runs.Count(run => run.ScrapeDate == "2026-04-20"));
        Assert.All(runs.Where(run => run.Status == RunStatus.Failed), run => Assert.Contains("Nothing was imported", run.Error, StringComparison.Ordinal));
        Assert.Equal(2, runs.Count(run => run.Status == RunStatus.Failed));
    }

    [Fact]
    public async Task It_requires_an_empty_ledger()
    {
        var demo = await worlds.OfAsync(Day("2026-04-20"));

        await Assert.ThrowsAsync<LedgerRefusedException>(() => demo.FillAsync(Day("2026-04-20")));
        Assert.Contains(demo.Said, text => text.Contains("fleet.csv", StringComparison.Ordinal));
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static IEnumerable<Decision> Decisions(LedgerState state) => state.Reconciliation.Statements
        .SelectMany((statement, file) => Enumerable.Range(0, statement.Rows.Count).Select(row => state.Reconciliation.DecisionAt(new RowPlace(file, row))));
}
