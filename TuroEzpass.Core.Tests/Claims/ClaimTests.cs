using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Tests.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Claims;

/// <summary>claims.csv: what a guest owes, the deadlines, and what to check first.</summary>
public sealed class ClaimTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");
    private static readonly string Toll = Nj("2025-11-12 12:00:00");

    /// <summary>A row that extends the statement past the day on which the claim is ready.</summary>
    private static readonly string Later = Nj("2025-12-20 12:00:00");

    [Fact]
    public void One_line_for_each_reservation_with_its_sum_and_its_days()
    {
        var decided = new Scenario { AsOf = new(2025, 12, 25) }
            .Trips(First, Trip("50000002", "2025-12-01 10:00", "2025-12-02 10:00", guest: "Guest B", tolls: "$7.25"))
            .Nj(Toll, Nj("2025-11-13 12:00:00", "($5.00)"), Nj("2025-12-01 12:00:00", "($1.25)"), Later).Run();
        var cells = Decided.Cells(decided.Claims_csv);

        Assert.Equal(
            ["reservation_id", "guest", "vehicle", "toll_count", "amount", "trip_end", "ready_on", "file_by", "support_until", "turo_tolls_tickets", "warnings", "state"], cells[0]);
        Assert.Equal(["50000001", "Guest 50000001"], cells[1].Take(2));
        Assert.Equal(["2", "7.17", "2025-11-14T21:30:00-05:00", "2025-11-29", "2026-02-12", "2026-05-13", "0.00"], cells[1].Skip(3).Take(7));
        Assert.Equal(["50000002", "Guest B"], cells[2].Take(2));
        Assert.Equal(["1", "1.25", "2025-12-02T10:00:00-05:00", "2025-12-17", "2026-03-02", "2026-05-31", "7.25"], cells[2].Skip(3).Take(7));
        Assert.Equal(3, cells.Count);
    }

    [Theory]
    [InlineData("2025-11-20", ClaimState.Wait)]
    [InlineData("2025-11-28", ClaimState.Wait)]
    [InlineData("2025-11-29", ClaimState.Open)]
    [InlineData("2026-01-28", ClaimState.Open)]
    [InlineData("2026-01-29", ClaimState.Urgent)] // 14 days before 2026-02-12
    [InlineData("2026-02-12", ClaimState.Urgent)]
    [InlineData("2026-02-13", ClaimState.Late)]
    [InlineData("2026-05-13", ClaimState.Late)]
    [InlineData("2026-05-14", ClaimState.Lost)]
    public void The_state_is_that_of_the_day(string asOf, ClaimState expected) => Assert.Equal(expected, State(Day(asOf), First, proof: true).State);

    [Fact]
    public void What_Turo_charged_already_and_warnings_ask_for_a_look()
    {
        var day = new LocalDate(2025, 12, 25);

        Assert.Equal(ClaimState.Open, State(day, First, proof: true).State);
        Assert.Equal(ClaimState.Check, State(day, First, proof: false).State);
        Assert.Equal(ClaimState.Check, State(day, Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", tolls: "$18.22"), proof: true).State);
        Assert.Equal(ClaimState.Check, State(day, Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", tolls: "- $1.00"), proof: true).State);
    }

    [Fact]
    public void Without_the_agencys_statement_it_warns()
    {
        Assert.Contains(State(Day("2025-12-25"), First, proof: false).Warnings, warning => warning.Code == ClaimCode.AttachStatement);
        Assert.DoesNotContain(State(Day("2025-12-25"), First, proof: true).Warnings, warning => warning.Code == ClaimCode.AttachStatement);
    }

    [Fact]
    public void A_toll_that_was_read_by_tag_alone_warns()
    {
        var claim = Assert.Single(new Scenario { AsOf = new(2025, 12, 25), HasProof = true }.Trips(First).Fleet("tag,00500000012,,1000001,,").Nj(Nj("2025-11-12 12:00:00", id: "00500000012"), Later).Run().Claims);

        Assert.Contains(new Remark<ClaimCode>(ClaimCode.ReadByTagOnly, new RemarkArgs { Count = 1, Of = 1 }), claim.Warnings);
    }

    [Theory]
    [InlineData("($30.00)", "1", false)]
    [InlineData("($30.01)", "1", true)]
    [InlineData("($2.17)", "5H", true)]
    [InlineData("($2.17)", "6", true)]
    [InlineData("($2.17)", "2L", false)]
    [InlineData("($2.17)", "31", false)]
    [InlineData("($2.17)", "-", false)]
    public void A_high_toll_or_a_trucks_class_warns(string amount, string vehicleClass, bool warns)
    {
        var claim = Assert.Single(new Scenario { AsOf = new(2025, 12, 25), HasProof = true }.Trips(First).Nj(Nj("2025-11-12 12:00:00", amount, vehicleClass: vehicleClass), Later).Run().Claims);

        Assert.Equal(warns ? 1 : 0, claim.Warnings.Count);
    }

    [Fact]
    public void It_warns_while_more_tolls_may_post()
    {
        Assert.Contains(State(Day("2025-11-20"), First, proof: true).Warnings, warning => warning.Code == ClaimCode.MoreMayPost);
        // That day has passed, but the statement does not reach so far.
        var short_ = Assert.Single(new Scenario { AsOf = new(2025, 12, 25), HasProof = true }.Trips(First).Nj(Toll).Run().Claims);
        Assert.Contains(new Remark<ClaimCode>(ClaimCode.MoreMayPost, new RemarkArgs { Date = "2025-11-12", By = "2025-11-29" }), short_.Warnings);
    }

    [Fact]
    public void The_days_are_settings()
    {
        var rules = new ClaimRules { ReadyAfterDays = 1, FileWithinDays = 2, SupportWithinDays = 3 };
        var claim = Assert.Single(new Scenario { Rules = rules }.Trips(First).Nj(Toll).Run().Claims);

        Assert.Equal((new LocalDate(2025, 11, 15), new LocalDate(2025, 11, 16), new LocalDate(2025, 11, 17)), (claim.ReadyOn, claim.FileBy, claim.SupportUntil));
    }

    [Fact]
    public void Nothing_doubtful_is_ever_claimed()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-14 22:00:00"), Nj("2025-12-20 12:00:00"), Nj("2025-11-12 12:00:00", id: "00500000099"), Nj("2025-11-12 12:00:00", "$2.17")).Run();

        Assert.Empty(decided.Claims);
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static Claim State(LocalDate asOf, string trip, bool proof) =>
        Assert.Single(new Scenario { AsOf = asOf, HasProof = proof }.Trips(trip).Nj(Toll, Later).Run().Claims);
}
