using TuroEzpass.Core;
using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary><c>--filed</c>: what a person confirmed as filed is not claimed again.</summary>
public sealed class FiledTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");
    private static readonly string Toll = Nj("2025-11-12 12:00:00");

    [Fact]
    public void What_was_filed_is_already_charged_and_only_what_is_new_is_claimed()
    {
        var earlier = Scenario.With(First).Nj(Toll).Run();
        var decided = Scenario.With(First).Nj(Toll, Nj("2025-11-13 12:00:00", "($5.00)")).Filed(earlier.Outcomes_csv).Run();

        Assert.Equal([Outcome.AlreadyCharged, Outcome.Matched], decided.Outcomes);
        Assert.Equal(5_00, Assert.Single(decided.Claims).Amount.Cents);
    }

    [Fact]
    public void The_reservation_of_a_filed_toll_is_still_named()
    {
        var earlier = Scenario.With(First).Nj(Toll).Run();
        var again = Scenario.With(First).Nj(Toll).Filed(earlier.Outcomes_csv).Run();

        Assert.Equal(["50000001"], Decided.Column(again.Outcomes_csv, "reservation_id"));
        Assert.Equal([Outcome.AlreadyCharged], Scenario.With(First).Nj(Toll).Filed(again.Outcomes_csv).Run().Outcomes);
    }

    [Fact]
    public void It_is_known_again_in_another_file_on_another_line()
    {
        var earlier = Scenario.With(First).Nj(Toll).Run();
        var decided = Scenario.With(First).Nj(Nj("2025-12-20 12:00:00"), Toll).Filed(earlier.Outcomes_csv).Run();

        Assert.Equal([Outcome.HostExpense, Outcome.AlreadyCharged], decided.Outcomes);
    }

    [Fact]
    public void A_second_real_toll_like_the_filed_one_is_still_owed()
    {
        var earlier = Scenario.With(First).Nj(Toll).Run();
        var decided = Scenario.With(First).Nj(Toll, Nj("2025-11-12 12:01:14")).Filed(earlier.Outcomes_csv).Run();

        Assert.Single(decided.Outcomes, Outcome.AlreadyCharged);
        Assert.Single(decided.Outcomes, Outcome.Matched);
    }

    [Fact]
    public void Rows_that_were_not_matched_are_not_filed()
    {
        var earlier = Scenario.With().Trips(First).Nj(Nj("2025-12-20 12:00:00"), Nj("2025-11-14 22:00:00")).Run();
        var decided = Scenario.With(Trip("50000001", "2025-11-11 09:30", "2025-12-21 21:30")).Nj(Nj("2025-12-20 12:00:00"), Nj("2025-11-14 22:00:00")).Filed(earlier.Outcomes_csv).Run();

        Assert.Equal([Outcome.Matched, Outcome.Matched], decided.Outcomes);
    }

    [Fact]
    public void A_credit_after_filing_needs_review()
    {
        var earlier = Scenario.With(First).Nj(Toll).Run();
        var decided = Scenario.With(First).Nj(Toll, Nj("2025-11-12 12:00:00", "$1.00", posted: "12/20/2025")).Filed(earlier.Outcomes_csv).Run();

        Assert.All(decided.Outcomes, outcome => Assert.NotEqual(Outcome.Matched, outcome));
        Assert.Contains(Outcome.NeedsReview, decided.Outcomes);
        Assert.Empty(decided.Claims);
    }

    [Fact]
    public void A_filed_crossing_with_its_credit_is_wholly_charged()
    {
        string[] lines = [Nj("2025-11-12 12:00:00", "($9.00)", agency: "CBDTP", plaza: "CRZ"), Nj("2025-11-12 12:00:00", "$3.00", agency: "CBDTP", plaza: "CXC")];
        var earlier = Scenario.With(First).Nj(lines).Run();

        Assert.Equal([Outcome.AlreadyCharged, Outcome.AlreadyCharged], Scenario.With(First).Nj(lines).Filed(earlier.Outcomes_csv).Run().Outcomes);
    }

    [Fact]
    public void A_toll_with_a_formula_for_a_car_is_known_again()
    {
        var trip = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", vehicle: "=1+1");
        var earlier = Scenario.With(trip).Nj(Toll).Run();

        Assert.Equal(Outcome.Matched, earlier.Only.Outcome);
        Assert.Equal(Outcome.AlreadyCharged, Scenario.With(trip).Nj(Toll).Filed(earlier.Outcomes_csv).Run().Only.Outcome);
    }

    [Fact]
    public void A_file_that_is_no_outcomes_csv_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => Scenario.With(First).Nj(Toll).Filed("a,b\n1,2\n"u8.ToArray()).Run());

        Assert.Equal("filed.csv", fault.File);
    }

    [Fact]
    public void A_fully_credited_filed_toll_asks_for_a_refund()
    {
        var charge = Nj("2025-11-12 12:00:00", "($16.06)", agency: "PANYNJ", plaza: "GWU");
        var earlier = Scenario.With(First).Nj(charge).Run();

        var decided = Scenario.With(First).Nj(charge, Nj("2025-11-12 12:00:00", "$16.06", agency: "PANYNJ", plaza: "GWU")).Filed(earlier.Outcomes_csv).Run();

        Assert.Equal([Outcome.NeedsReview, Outcome.NeedsReview], decided.Outcomes);
        Assert.All(decided.Answers, answer => Assert.Equal(Reason.ChangedAfterFiling, answer.Reason));
    }
}
