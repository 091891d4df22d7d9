using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>Rule 1: rows that an earlier file already has, and rows that only look like it.</summary>
public sealed class RepeatTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");
    private static readonly string Toll = Nj("2025-11-12 12:00:00");

    [Fact]
    public void A_row_that_an_earlier_file_has_is_a_duplicate()
    {
        var decided = Scenario.With(First).Nj(Toll).Nj(Toll, Nj("2025-11-12 13:00:00")).Run();

        Assert.Equal([Outcome.Matched, Outcome.Duplicate, Outcome.Matched], decided.Outcomes);
    }

    [Fact]
    public void Real_repeats_within_one_file_stay()
    {
        var later = Nj("2025-11-12 12:01:14", balance: "$464.94");

        Assert.Equal([Outcome.Matched, Outcome.Matched], Scenario.With(First).Nj(Toll, later).Run().Outcomes);
        Assert.Equal([Outcome.Matched, Outcome.Matched, Outcome.Duplicate, Outcome.Duplicate], Scenario.With(First).Nj(Toll, later).Nj(Toll, later).Run().Outcomes);
    }

    [Theory]
    [InlineData("12:00:00", "$464.94", Outcome.NeedsReview, Outcome.NeedsReview)] // one tag is not at one plaza twice in a second
    [InlineData("12:00:15", "$464.94", Outcome.NeedsReview, Outcome.NeedsReview)]
    [InlineData("12:00:16", "$464.94", Outcome.Matched, Outcome.Matched)]
    [InlineData("12:00:00", "$467.11", Outcome.Matched, Outcome.Duplicate)] // the very same balance: the line stands twice
    [InlineData("12:00:01", "$467.11", Outcome.Matched, Outcome.Duplicate)]
    public void Two_charges_within_seconds_are_of_one_passage(string time, string balance, Outcome first, Outcome second)
    {
        var decided = Scenario.With(First).Nj(Toll, Nj($"2025-11-12 {time}", balance: balance)).Run();

        Assert.Equal([first, second], decided.Outcomes);
        if (second != Outcome.Matched)
            Assert.Equal(new RowPlace(0, 0), decided.Reconciliation.RivalOf(new RowPlace(0, 1)));
    }

    [Fact]
    public void The_nth_occurrence_is_a_repeat_only_if_one_earlier_file_has_n()
    {
        // Files with one, two and three of it, each charged by itself: what is new in each file stands, and all of it is in doubt.
        string Of(int number) => Nj("2025-11-12 12:00:00", balance: $"${467 - number}.11");
        var decided = Scenario.With(First).Nj(Of(1)).Nj(Of(1), Of(2)).Nj(Of(1), Of(2), Of(3)).Run();

        Assert.Equal(
            [Outcome.NeedsReview, Outcome.Duplicate, Outcome.NeedsReview, Outcome.Duplicate, Outcome.Duplicate, Outcome.NeedsReview], decided.Outcomes);
    }

    [Fact]
    public void An_id_with_the_same_time_and_amount_is_the_same_toll()
    {
        var decided = Scenario.With(First)
            .Ny(Ny("2025-11-12 12:00:00", "$-6.94", "33237100001"))
            .Ny(Ny("2025-11-12 12:00:00", "$-6.94", "33237100001"), Ny("2025-11-12 14:00:00", "$-2.86", "33237100001"), Ny("2025-11-13 12:00:00", "$-6.94", "33237100001"))
            .Run();

        Assert.Equal([Outcome.Matched, Outcome.Duplicate, Outcome.Matched, Outcome.Matched], decided.Outcomes);
    }

    [Fact]
    public void An_id_with_another_amount_is_one_passage_with_a_corrected_price()
    {
        var decided = Scenario.With(First).Ny(Ny("2025-11-12 12:00:00", "$-9.11", "33237100001"), Ny("2025-11-12 12:00:00", "$-6.94", "33237100001")).Run();

        Assert.All(decided.Answers, answer => Assert.Equal((Outcome.NeedsReview, Reason.SamePassage), (answer.Outcome, answer.Reason)));
    }

    [Theory]
    [InlineData("id", Reason.SamePassage)]
    [InlineData("time", Reason.SamePassage)]
    [InlineData("plaza", Reason.TwoPlacesAtOnce)]
    [InlineData("agency", Reason.TwoPlacesAtOnce)]
    [InlineData("amount", Reason.SamePassage)]
    [InlineData("posted", Reason.SamePassage)]
    public void Without_an_id_every_part_of_the_row_must_be_the_same(string part, Reason expected)
    {
        const string Balance = "$400.00";
        var other = part switch
        {
            "id" => Nj("2025-11-12 12:00:00", id: "00500000012", balance: Balance),
            "time" => Nj("2025-11-12 12:00:01", balance: Balance),
            "plaza" => Nj("2025-11-12 12:00:00", plaza: "PVK", balance: Balance),
            "agency" => Nj("2025-11-12 12:00:00", agency: "NJTP", balance: Balance),
            "amount" => Nj("2025-11-12 12:00:00", amount: "($2.18)", balance: Balance),
            _ => Nj("2025-11-12 12:00:00", posted: "11/15/2025", balance: Balance),
        };

        Assert.All(
            Scenario.With(First).Fleet("tag,00500000012,,1000001,,").Nj(Toll).Nj(other).Run().Answers,
            answer => Assert.Equal((Outcome.NeedsReview, expected), (answer.Outcome, answer.Reason)));
    }

    [Fact]
    public void A_spreadsheet_that_took_off_zeros_does_not_make_another_toll()
    {
        var decided = Scenario.With(First).Fleet("tag,00500000012,,1000001,,")
            .Nj("11/13/2025,11/12/2025,00500000012,GSP,TOLL,,-,-,06:41:18,RAS,04,1,($2.17),Y,BUSINESS,N,$467.11")
            .Nj("11/13/2025,11/12/2025,500000012,GSP,TOLL,,-,-,6:41:18,RAS,4,1,($2.17),Y,BUSINESS,N,\"$2,356.54 \"")
            .Run();

        Assert.Equal([Outcome.Matched, Outcome.Duplicate], decided.Outcomes);
    }

    [Fact]
    public void A_repeated_payment_is_a_duplicate_too()
    {
        const string Payment = "3/12/2025,3/12/2025,-,NJ E-ZPass,Prepaid Payment,,-,-,14:00:24,-,-,-,\"$6,045.00 \",Y,-,-,\"$7,428.45 \"";

        Assert.Equal([Outcome.Excluded, Outcome.Duplicate], Scenario.With(First).Nj(Payment).Nj(Payment).Run().Outcomes);
    }

    [Fact]
    public void A_row_that_cannot_be_read_stays_unreadable_in_every_file()
    {
        var broken = Nj("2025-11-12 12:00:00", amount: "abc");

        Assert.Equal([Outcome.Unreadable, Outcome.Unreadable], Scenario.With(First).Nj(broken).Nj(broken).Run().Outcomes);
    }

    [Fact]
    public void Another_issuers_same_row_is_not_a_duplicate()
    {
        var decided = Scenario.With(First).Nj(Toll).Statement("pa.csv", $"{PaHeader}\n{Pa("2025-11-12 12:00", plaza: "Garden State Parkway - RAS", amount: "$2.17", type: "AWAY AGENCY TOLL")}\n").Run();

        Assert.DoesNotContain(Outcome.Duplicate, decided.Outcomes);
    }

    [Fact]
    public void Two_layouts_of_one_account_are_compared_by_minute_and_the_larger_count_is_kept()
    {
        // The same toll with and without seconds; the second file has two in that minute.
        var decided = Scenario.With(First)
            .Nj(Nj("2025-11-12 12:00:10"))
            .Statement("nj18.csv", $"{Nj18Header}\n{Nj18("2025-11-12 12:00:10", posted: "11/13/2025")}\n{Nj18("2025-11-12 12:00:40", posted: "11/13/2025")}\n")
            .Run();

        Assert.Equal(2, decided.Outcomes.Count(outcome => outcome == Outcome.Matched));
        Assert.Single(decided.Outcomes, Outcome.Duplicate);
    }

    [Fact]
    public void The_larger_count_is_kept_also_when_one_row_is_the_same_in_every_part()
    {
        // One toll in the 17 columns; the 18 columns have the same row and a second toll in its minute, at another plaza.
        var decided = Scenario.With(First)
            .Nj(Nj("2025-11-12 12:00:10"))
            .Statement("nj18.csv", $"{Nj18Header}\n{Nj18("2025-11-12 12:00:10")}\n{Nj18("2025-11-12 12:00:40", plaza: "PVK")}\n")
            .Run();

        Assert.Equal([Outcome.Matched, Outcome.Duplicate, Outcome.Matched], decided.Outcomes);
    }

    [Fact]
    public void Two_rows_of_one_file_are_never_repeats_of_each_other()
    {
        // One file whose rows come with and without seconds (half of it was saved again by a spreadsheet): two plazas, two tolls.
        var decided = Scenario.With(First)
            .Nj(Nj("2025-11-12 12:00:10", balance: "$469.28"), "11/12/2025,11/12/2025,ABC1234-NY,GSP,TOLL,,-,-,12:00,PVK,12S,1,($2.17),Y,BUSINESS,N,$467.11")
            .Nj(Nj("2025-11-13 12:00:10"))
            .Run();

        Assert.Equal([Outcome.Matched, Outcome.Matched, Outcome.Matched], decided.Outcomes);
    }

    [Fact]
    public void An_id_that_a_spreadsheet_destroyed_is_no_id()
    {
        // Two tolls of different days, both with the id 3.32371E+10 and the same price: neither is the other's copy.
        var decided = Scenario.With(First)
            .Ny(Ny("2025-11-12 12:00:00", "$-6.94", "3.32371E+10"))
            .Ny(Ny("2025-11-13 08:00:00", "$-6.94", "3.32371E+10"))
            .Run();

        Assert.DoesNotContain(Outcome.Duplicate, decided.Outcomes);
    }

    [Fact]
    public void New_Yorks_two_layouts_have_the_id_in_common()
    {
        const string Business = "33237100001,NY ABC1234,11/13/2025,MTAB&T,,VNB,31,11/12/2025,12:00:00 PM,($6.94),$1204.55";
        var decided = Scenario.With(First).Ny(Ny("2025-11-12 12:00:00", "$-6.94", "33237100001")).Statement("b.csv", $"{NyBusinessHeader}\n{Business}\n{Business.Replace("33237100001", "33237100002", StringComparison.Ordinal).Replace("12:00:00", "12:30:00", StringComparison.Ordinal)}\n").Run();

        Assert.Equal([Outcome.Matched, Outcome.Duplicate, Outcome.Matched], decided.Outcomes);
    }

    [Fact]
    public void The_same_crossing_on_two_accounts_needs_review()
    {
        // The tag on a New Jersey account, the plate on a Pennsylvania account: one car, one agency, one minute.
        var decided = Scenario.With(First).Fleet("tag,00500000012,,1000001,,")
            .Nj(Nj("2025-11-12 12:00:30", id: "00500000012", agency: "DelDOT", plaza: "D95", amount: "($5.00)"))
            .Statement("pa.csv", $"{PaHeader}\n{Pa("2025-11-12 12:00", plaza: "Delaware DOT - D95", amount: "$5.00", type: "AWAY AGENCY TOLL")}\n")
            .Run();

        Assert.Equal([Outcome.NeedsReview, Outcome.NeedsReview], decided.Outcomes);
        Assert.All(decided.Answers, answer => Assert.Equal(Reason.TwoAccounts, answer.Reason));
    }

    [Fact]
    public void Two_New_York_accounts_are_distinguished_by_file_name()
    {
        static string File(string id) => $"{NyHeader}\n{Ny("2025-11-12 12:00:00", "$-6.94", id)}\n";
        IEnumerable<Reason> Of(string first, string second) => Scenario.With(First).Statement(first, File("33237100001")).Statement(second, File("33237100002")).Run().Answers.Select(answer => answer.Reason);

        Assert.Equal([Reason.TwoAccounts, Reason.TwoAccounts], Of("Transaction_Report_123456789_20251201_101010.csv", "Transaction_Report_987654321_20251201_101010.csv"));
        Assert.Equal([Reason.SamePassage, Reason.SamePassage], Of("Transaction_Report_123456789_20251201_101010.csv", "Transaction_Report_123456789_20251202_101010.csv"));
    }
}
