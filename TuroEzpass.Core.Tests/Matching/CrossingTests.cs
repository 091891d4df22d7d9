using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>Rule 3: the rows of one crossing share its outcome, and its net is owed.</summary>
public sealed class CrossingTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");

    [Fact]
    public void A_re_rated_toll_is_owed_at_its_last_price()
    {
        var decided = Scenario.With(First).Nj(
            Nj("2025-11-12 12:00:00", "($18.31)", agency: "PANYNJ", plaza: "GWU"),
            Nj("2025-11-12 12:00:00", "$18.31", agency: "PANYNJ", plaza: "GWU", posted: "12/02/2025"),
            Nj("2025-11-12 12:00:00", "($16.06)", agency: "PANYNJ", plaza: "GWU", posted: "12/02/2025")).Run();

        Assert.All(decided.Answers, answer => Assert.Equal((Outcome.Matched, "50000001"), (answer.Outcome, answer.Trip)));
        Assert.Equal(["18.31", "-18.31", "16.06"], decided.Answers.Select(answer => answer.Amount));
        Assert.Equal((1, 16_06), (decided.Claims[0].Tolls.Count, decided.Claims[0].Amount.Cents));
    }

    [Theory]
    [InlineData("CXC", "$3.00", null, null)]
    [InlineData("CX1", "$1.50", "CC1", "$1.50")]
    [InlineData("CX1", "$1.50", "CX2", "$1.50")]
    public void The_congestion_zone_nets_across_its_plazas(string plaza, string credit, string? plaza2, string? credit2)
    {
        var lines = new List<string> { Nj("2025-11-12 12:00:00", "($9.00)", agency: "CBDTP", plaza: "CRZ"), Nj("2025-11-12 12:00:00", credit, agency: "CBDTP", plaza: plaza, posted: "11/14/2025") };
        if (plaza2 is not null)
            lines.Add(Nj("2025-11-12 12:00:00", credit2!, agency: "CBDTP", plaza: plaza2, posted: "11/14/2025"));

        var decided = Scenario.With(First).Nj([.. lines]).Run();

        Assert.All(decided.Outcomes, outcome => Assert.Equal(Outcome.Matched, outcome));
        Assert.Equal(6_00, decided.Claims[0].Amount.Cents);
    }

    [Fact]
    public void Elsewhere_different_plazas_are_different_crossings()
    {
        var decided = Scenario.With(First).Nj(
            Nj("2025-11-12 12:00:00", "($9.00)", plaza: "RAS"), Nj("2025-11-12 12:00:00", "$3.00", plaza: "PVK")).Run();

        Assert.Equal([Outcome.Matched, Outcome.NeedsReview], decided.Outcomes);
        Assert.Equal(9_00, decided.Claims[0].Amount.Cents);
    }

    [Fact]
    public void Charges_without_a_credit_are_no_crossing_of_several_rows()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-12 12:01:14")).Run();

        Assert.Equal((2, 4_34), (decided.Claims[0].Tolls.Count, decided.Claims[0].Amount.Cents));
    }

    [Fact]
    public void A_crossing_that_nets_to_nothing_is_excluded()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-12 12:00:00", "$2.17", posted: "11/20/2025")).Run();

        Assert.All(decided.Answers, answer => Assert.Equal((Outcome.Excluded, "netted"), (answer.Outcome, answer.Kind)));
        Assert.Empty(decided.Claims);
    }

    [Fact]
    public void A_credit_without_its_charge_needs_review()
    {
        var answer = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", "$2.17")).Run().Only;

        Assert.Equal((Outcome.NeedsReview, "-2.17"), (answer.Outcome, answer.Amount));
        Assert.Contains("credit without its charge", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credit_larger_than_its_charge_needs_review_with_its_charge()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-12 12:00:00", "$5.00", posted: "11/20/2025")).Run();

        Assert.Equal([Outcome.NeedsReview, Outcome.NeedsReview], decided.Outcomes);
        Assert.Empty(decided.Claims);
    }

    [Fact]
    public void A_credit_in_a_later_file_finds_its_charge()
    {
        var decided = Scenario.With(First)
            .Nj(Nj("2025-11-12 12:00:00", "($9.00)", agency: "CBDTP", plaza: "CRZ"))
            .Nj(Nj("2025-11-12 12:00:00", "($9.00)", agency: "CBDTP", plaza: "CRZ"), Nj("2025-11-12 12:00:00", "$3.00", agency: "CBDTP", plaza: "CXC", posted: "11/14/2025"))
            .Run();

        Assert.Equal([Outcome.Matched, Outcome.Duplicate, Outcome.Matched], decided.Outcomes);
        Assert.Equal(6_00, decided.Claims[0].Amount.Cents);
    }

    [Fact]
    public void A_credit_on_the_tag_of_a_car_reaches_the_charge_on_its_plate()
    {
        var decided = Scenario.With(First).Fleet("tag,00500000012,,1000001,,").Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-12 12:00:00", "$2.17", "00500000012")).Run();

        Assert.Equal([Outcome.Excluded, Outcome.Excluded], decided.Outcomes);
    }

    [Fact]
    public void A_credit_of_another_agency_takes_nothing_off()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-12 12:00:00", "$2.17", agency: "NJTP")).Run();

        Assert.Equal([Outcome.Matched, Outcome.NeedsReview], decided.Outcomes);
    }

    [Theory]
    [InlineData("2025-11-12 12:00:01", "$2.17", Outcome.NeedsReview)]
    [InlineData("2026-06-25 08:00:00", "$2.17", Outcome.NeedsReview)] // 225 days
    [InlineData("2026-06-26 08:00:00", "$2.17", Outcome.Matched)]
    [InlineData("2025-11-12 11:59:00", "$2.17", Outcome.Matched)] // earlier than the charge
    [InlineData("2025-11-20 08:00:00", "$1.00", Outcome.NeedsReview)] // a part of it
    [InlineData("2025-11-20 08:00:00", "$3.00", Outcome.Matched)] // more than it
    public void An_open_credit_holds_the_earlier_charge_that_it_may_give_back(string at, string amount, Outcome expected)
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00"), Nj(at, amount)).Run();

        Assert.Equal([expected, Outcome.NeedsReview], decided.Outcomes);
        Assert.Equal(expected == Outcome.NeedsReview ? Reason.MayBeRefunded : Reason.InsideTrip, decided.Answers[0].Reason);
    }

    [Fact]
    public void An_open_credit_asks_about_charges_of_its_own_amount_before_larger_ones()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-12 18:00:00", "($4.00)"), Nj("2025-11-20 08:00:00", "$2.17")).Run();

        Assert.Equal([Outcome.NeedsReview, Outcome.Matched, Outcome.NeedsReview], decided.Outcomes);
    }

    [Fact]
    public void A_credit_with_the_id_of_a_charge_nets_it_on_whatever_day()
    {
        var decided = Scenario.With(First).Ny(Ny("2025-11-12 12:00:00", "$-9.11", "33237100002"), Ny("2025-11-13 12:00:00", "$9.11", "33237100002")).Run();
        var netted = Scenario.With(First).Ny(Ny("2025-11-12 12:00:00", "$-9.11", "33237100002"), Ny("2025-11-12 12:00:00", "$9.11", "33237100003")).Run();

        Assert.Equal([Outcome.Excluded, Outcome.Excluded], decided.Outcomes);
        Assert.Equal([Outcome.Excluded, Outcome.Excluded], netted.Outcomes);
    }

    [Fact]
    public void A_discount_that_names_its_toll_lowers_what_is_owed()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", "($6.94)"), Nj("2025-11-12 12:00:00", "$2.50", type: "Resident Discount", posted: "11/20/2025")).Run();

        Assert.Equal(4_44, Assert.Single(decided.Claims).Amount.Cents);
    }

    [Fact]
    public void A_crossing_outside_trips_shares_the_hosts_outcome()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-12-12 12:00:00", "($9.00)", agency: "CBDTP", plaza: "CRZ"), Nj("2025-12-12 12:00:00", "$3.00", agency: "CBDTP", plaza: "CXC")).Run();

        Assert.Equal([Outcome.HostExpense, Outcome.HostExpense], decided.Outcomes);
    }

    [Fact]
    public void The_order_of_files_does_not_decide_whether_a_credit_finds_its_charge()
    {
        // The first download has seconds; the second one, with the reversal, was saved again without them.
        var exact = $"{NjHeader}\n{Nj("2025-11-12 12:00:10", "($18.31)", agency: "PANYNJ", plaza: "GWU")}\n";
        var resaved = $"{NjHeader}\n"
            + "11/12/2025,11/12/2025,ABC1234-NY,PANYNJ,TOLL,,-,-,12:00,GWU,4,1,($18.31),Y,BUSINESS,N,$467.11\n"
            + "12/2/2025,11/12/2025,ABC1234-NY,PANYNJ,TOLL,,-,-,12:00,GWU,4,1,$18.31 ,Y,BUSINESS,N,$467.11\n";
        var one = Scenario.With(First).Statement("a.csv", exact).Statement("b.csv", resaved).Run();
        var other = Scenario.With(First).Statement("b.csv", resaved).Statement("a.csv", exact).Run();

        Assert.Equal(one.Outcomes.Order(), other.Outcomes.Order());
        Assert.Equal(other.Claims.Sum(claim => claim.Amount.Cents), one.Claims.Sum(claim => claim.Amount.Cents));
    }

    private const string PaPlateCharge = "01/08/2026,AWAY AGENCY VTOLL,,ABC1234    NY,,,11/12/2025 12:00 PM,Central Bus. Dist. - CRZ,,$9.00,,,,";
    private const string PaTagAndPlateCredit = "01/08/2026,AWAY AGENCY VTOLL CREDIT,005 00000011,ABC1234    NY,,,11/12/2025 12:00 PM,Central Bus. Dist. - CXC,,($3.00),,,,";
    private const string PaTagCredit = "01/08/2026,AWAY AGENCY TOLL CREDIT,005 00000011,,,,11/12/2025 12:00 PM,Central Bus. Dist. - CXC,,($3.00),,,,";

    [Theory]
    [InlineData(PaPlateCharge, PaTagAndPlateCredit)]
    [InlineData(PaTagAndPlateCredit, PaPlateCharge)]
    public void A_charge_by_plate_and_its_credit_by_tag_and_plate_are_one_crossing(string one, string other)
    {
        var decided = Scenario.With(First).Fleet("tag,00500000011,,1000001,,").Statement("pa.csv", $"{PaHeader}\n{one}\n{other}\n").Run();

        Assert.Equal([Outcome.Matched, Outcome.Matched], decided.Outcomes);
        Assert.Equal(6_00, Assert.Single(decided.Claims).Amount.Cents);
    }

    [Fact]
    public void A_credit_that_names_only_the_tag_reaches_the_charge_by_plate_of_the_same_car()
    {
        var decided = Scenario.With(First).Fleet("tag,00500000011,,1000001,,").Statement("pa.csv", $"{PaHeader}\n{PaPlateCharge}\n{PaTagCredit}\n").Run();

        Assert.Equal([Outcome.Matched, Outcome.Matched], decided.Outcomes);
        Assert.Equal(6_00, Assert.Single(decided.Claims).Amount.Cents);
    }

    [Fact]
    public void Two_accounts_charged_for_one_tag_are_seen_also_where_one_row_names_another_cars_plate()
    {
        // The Pennsylvania row's plate belongs to the other car, so its car is uncertain; the tag is the same.
        var decided = Scenario.With(First, Trip("50000002", "2025-11-11 09:30", "2025-11-14 21:30", vehicle: "1000002", plate: "NY #LCA1034"))
            .Fleet("tag,00500000011,,1000001,,")
            .Nj("11/13/2025,11/12/2025,00500000011,CBDTP,TOLL,,-,-,12:00:00,CRZ,3,1,($9.00),Y,BUSINESS,N,$4.00")
            .Statement("pa.csv", $"{PaHeader}\n11/14/2025,AWAY AGENCY TOLL,005 00000011,LCA1034    NY,,,11/12/2025 12:00 PM,Central Bus. Dist. - CRZ,,$9.00,,,,\n")
            .Run();

        Assert.Equal([Outcome.NeedsReview, Outcome.NeedsReview], decided.Outcomes);
    }
}
