using System.Text;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>What no car can have driven, and what a statement cannot know, is a person's to see to.</summary>
public sealed class ImpossibleTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");

    [Theory]
    [InlineData("2025-11-12 12:10:00", Outcome.NeedsReview)] // New York and Maine within minutes
    [InlineData("2025-11-12 13:30:00", Outcome.NeedsReview)] // 189 miles at least in an hour and a half
    [InlineData("2025-11-12 19:00:00", Outcome.Matched)] // a day's drive
    public void A_car_is_not_at_two_places_too_far_apart_for_the_time(string at, Outcome expected)
    {
        // The tag in New York, the plate in Maine: the tag may be in another car.
        var decided = Scenario.With(First).Fleet("tag,00500000012,,1000001,,")
            .Nj(Nj("2025-11-12 12:00:00", agency: "PANYNJ", plaza: "GWU", id: "00500000012"), Nj(at, agency: "MeTA", plaza: "SPP")).Run();

        Assert.Equal([expected, expected], decided.Outcomes);
        if (expected == Outcome.NeedsReview)
            Assert.All(decided.Answers, answer => Assert.Equal(Reason.TooFarApart, answer.Reason));
    }

    [Fact]
    public void Between_two_such_jumps_within_a_day_and_a_half_nothing_is_certain()
    {
        var decided = Scenario.With(First).Fleet("tag,00500000012,,1000001,,").Nj(
            Nj("2025-11-12 12:00:00", agency: "PANYNJ", plaza: "GWU", id: "00500000012"), Nj("2025-11-12 12:10:00", agency: "MeTA", plaza: "SPP"),
            Nj("2025-11-12 14:00:00", agency: "MeTA", plaza: "SPP"),
            Nj("2025-11-12 16:00:00", agency: "MeTA", plaza: "SPP"), Nj("2025-11-12 16:10:00", agency: "PANYNJ", plaza: "GWU", id: "00500000012"),
            Nj("2025-11-13 16:10:00", agency: "PANYNJ", plaza: "GWU", id: "00500000012")).Run();

        Assert.Equal(5, decided.Outcomes.Count(outcome => outcome == Outcome.NeedsReview));
        Assert.Equal(Outcome.Matched, decided.Answers[5].Outcome);
    }

    [Fact]
    public void An_agency_without_a_region_takes_no_part()
    {
        var agencies = new Symbols().Directory;

        Assert.Equal(0, AgencyRegions.MilesBetween(agencies.Find("NJ E-ZPass")!, agencies.Find("MeTA")!));
        Assert.InRange(AgencyRegions.MilesBetween(agencies.Find("PANYNJ")!, agencies.Find("MeTA")!), 150, 300);
        Assert.Equal(0, AgencyRegions.MilesBetween(agencies.Find("GSP")!, agencies.Find("NJTP")!));
    }

    [Fact]
    public void One_tag_is_not_at_two_bridges_in_one_second()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:10", agency: "MTAB&T", plaza: "VNB"), Nj("2025-11-12 12:00:10", agency: "MTAB&T", plaza: "RKB", balance: "$464.94")).Run();

        Assert.All(decided.Answers, answer => Assert.Equal((Outcome.NeedsReview, Reason.TwoPlacesAtOnce), (answer.Outcome, answer.Reason)));
    }

    [Fact]
    public void A_second_charge_of_the_congestion_zone_on_one_day_needs_a_person()
    {
        var decided = Scenario.With(First).Nj(
            Nj("2025-11-12 08:00:00", "($9.00)", agency: "CBDTP", plaza: "CRZ"), Nj("2025-11-12 19:00:00", "($2.25)", agency: "CBDTP", plaza: "CRZ"),
            Nj("2025-11-13 19:00:00", "($9.00)", agency: "CBDTP", plaza: "CRZ")).Run();

        Assert.Equal([Outcome.Matched, Outcome.NeedsReview, Outcome.Matched], decided.Outcomes);
        Assert.Equal(Reason.ZoneTwiceADay, decided.Answers[1].Reason);
    }

    [Fact]
    public void What_posted_before_it_was_driven_needs_a_person()
    {
        var answer = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", posted: "11/11/2025")).Run().Only;

        Assert.Equal((Outcome.NeedsReview, Reason.PostedBeforeTravel), (answer.Outcome, answer.Reason));
    }

    [Fact]
    public void What_is_later_than_the_file_was_read_needs_a_person()
    {
        var symbols = new Symbols();
        var statement = new StatementReader(LayoutCatalog.BuiltIn, symbols).Read("nj.csv", Encoding.UTF8.GetBytes($"{NjHeader}\n{Nj("2025-11-12 12:00:00")}\n{Nj("2025-11-13 12:00:00")}\n"));
        statement.ReadOn(new NodaTime.LocalDate(2025, 11, 12));
        var scenario = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00")).Run().Reconciliation;
        var decided = Reconciler.Decide([statement], scenario.Trips, scenario.Fleet, symbols, new MatchingOptions());

        Assert.Equal([Reason.InsideTrip, Reason.InTheFuture], decided.DecisionsOf(0).Select(decision => decision.Reason));
    }

    [Theory]
    [InlineData("2025-11-12 00:00:00", Outcome.Matched)] // one guest has the car all day
    [InlineData("2025-11-14 00:00:00", Outcome.NeedsReview)] // the trip ends on that day
    [InlineData("2025-11-20 00:00:00", Outcome.HostExpense)]
    public void Midnight_is_no_time_on_a_day_with_several_holders(string at, Outcome expected) =>
        Assert.Equal(expected, Scenario.With(First, Trip("50000002", "2025-11-25 09:00", "2025-11-27 09:00")).Nj(Nj(at)).Run().Only.Outcome);

    [Theory]
    [InlineData("ABC1230-NY", "NY #ABC123O", Outcome.NeedsReview)]
    [InlineData("ABC1230-NY", "NJ #ABC123O", Outcome.Matched)] // another state's
    [InlineData("ABC1230-NY", "NY #ABC1239", Outcome.Matched)]
    public void A_plate_that_looks_like_another_of_the_hosts_needs_a_person(string read, string other, Outcome expected)
    {
        var answer = Scenario.With(
            Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", plate: "NY #ABC1230"),
            Trip("50000002", "2025-11-11 09:30", "2025-11-14 21:30", vehicle: "1000002", plate: other)).Nj(Nj("2025-11-12 12:00:00", id: read)).Run().Only;

        Assert.Equal(expected, answer.Outcome);
    }

    [Theory]
    [InlineData("MCO GARAGE B EXIT")]
    [InlineData("TRANSPONDER PURCHASE")]
    [InlineData("UTC INVOICE FEE")]
    public void A_place_that_names_a_garage_a_purchase_or_a_fee_is_not_matched(string plaza) =>
        Assert.NotEqual(Outcome.Matched, Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", plaza: plaza)).Run().Only.Outcome);
}
