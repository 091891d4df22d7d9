using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>Ways in which a wrong guest could pay, or an amount could get lost.</summary>
public sealed class AdversaryTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");
    private static readonly string Next = Trip("50000002", "2025-11-15 09:00", "2025-11-17 09:00");

    [Fact]
    public void Marylands_entry_is_judged_even_when_the_row_has_three_different_times()
    {
        // Entered during the first trip; left during the next one, which was booked a second later.
        var toll = Md("2025-11-15 10:00:05", entry: "2025-11-14 21:00:00", entryPlaza: "T 247", exit: "2025-11-15 10:00:00", agency: "PTC", type: "E-ZPass Away Toll Charge");

        Assert.Equal(Outcome.NeedsReview, Scenario.With(First, Next).Statement("md.csv", $"{MdHeader}\n{toll}\n").Run().Only.Outcome);
    }

    [Theory]
    [InlineData("$6.00")]
    [InlineData("($6.00)")]
    [InlineData("-$6.00")]
    public void A_credit_of_Maryland_is_never_a_charge_whatever_its_sign(string amount)
    {
        var decided = Scenario.With(First).Statement("md.csv", $"{MdHeader}\n{Md("2025-11-12 12:00:00")}\n{Md("2025-11-12 12:00:00", amount: amount, type: "Toll Charge Reversal")}\n").Run();

        // Subtracted completely, or the odd row needs review; never added.
        Assert.InRange(decided.Claims.Sum(claim => claim.Amount.Cents), 0, 6_00);
    }

    [Theory]
    [InlineData("2.050")]
    [InlineData("2.05")]
    public void A_payment_is_never_a_cost_to_the_host(string amount)
    {
        var row = Scenario.With(First).Statement("r.csv", $"Payment Journal ID,Transaction Type,Amount,Aging Cycle ID,Transaction Number,DateTime,Lane,Plaza,Tag Number,Plate Number,Plate State\n72046004,Credit Adjustment - Assigned,{amount},,,,,,,,\n").Run().Only;

        Assert.Equal((Outcome.Excluded, "-2.05"), (row.Outcome, row.Amount));
    }

    [Fact]
    public void A_tag_of_one_car_never_matches_the_plate_of_another()
    {
        // A plate of digits only, in the form of a tag, belongs to the other car.
        string[] trips = [First, Trip("60000001", "2025-11-11 09:30", "2025-11-14 21:30", vehicle: "1000002", plate: "NY #5000012")];
        var answers = Scenario.With(trips).Fleet("tag,0005000012,,1000001,,").Nj(Nj("2025-11-12 12:00:00", id: "0005000012"), Nj("2025-11-12 13:00:00", id: "5000012-NY")).Run().Answers;

        Assert.Equal(["50000001", "60000001"], answers.Select(answer => answer.Trip));
    }

    [Fact]
    public void A_stateless_number_that_is_one_cars_tag_and_anothers_plate_is_not_matched_to_the_plates_car()
    {
        string[] trips = [First, Trip("60000001", "2025-11-11 09:30", "2025-11-14 21:30", vehicle: "1000002", plate: "NY #5000012")];
        var answer = Scenario.With(trips).Nj(Nj("2025-11-12 12:00:00", id: "5000012")).Run().Only;

        Assert.NotEqual(Outcome.Matched, answer.Outcome);
    }

    [Fact]
    public void Two_charges_of_one_crossing_with_different_entries_are_not_matched_unless_both_lie_inside()
    {
        var decided = Scenario.With(First, Next).Nj(
            Nj("2025-11-15 12:00:00", "($18.31)", agency: "NJTP", plaza: "18E", entryTime: "11:00:00", entryPlaza: "14"),
            Nj("2025-11-15 12:00:00", "$18.31", agency: "NJTP", plaza: "18E", posted: "12/02/2025"),
            Nj("2025-11-15 12:00:00", "($16.06)", agency: "NJTP", plaza: "18E", entryTime: "08:00:00", entryPlaza: "14", posted: "12/02/2025")).Run();

        Assert.DoesNotContain(Outcome.Matched, decided.Outcomes);
    }

    [Fact]
    public void A_ticket_across_a_short_trip_is_not_the_trips_nor_the_hosts()
    {
        // Entered before a trip of another guest and left after it.
        var toll = Nj("2025-11-20 23:30:00", agency: "NYSTA", entryTime: "06:00:00", entryPlaza: "15", plaza: "50");

        Assert.Equal(Outcome.NeedsReview, Scenario.With(First, Trip("50000002", "2025-11-20 09:00", "2025-11-20 12:00")).Nj(toll).Run().Only.Outcome);
    }

    [Fact]
    public void A_ticket_across_another_guests_trip_within_one_long_trip_needs_review()
    {
        var toll = Nj("2025-11-12 23:30:00", agency: "NYSTA", entryTime: "06:00:00", entryPlaza: "15", plaza: "50");

        Assert.Equal(Outcome.NeedsReview, Scenario.With(First, Trip("50000002", "2025-11-12 09:00", "2025-11-12 12:00")).Nj(toll).Run().Only.Outcome);
    }

    [Fact]
    public void A_date_without_a_time_is_not_matched_when_another_trip_lies_within_its_day()
    {
        const string Line = "11/12/2025,11/12/2025,ABC1234-NY,GSP,TOLL,,-,-,,RAS,12S,1,($2.17),Y,BUSINESS,N,$4.00";

        Assert.Equal(Outcome.NeedsReview, Scenario.With(First, Trip("50000002", "2025-11-12 09:00", "2025-11-12 12:00")).Nj(Line).Run().Only.Outcome);
    }

    [Fact]
    public void The_same_reservation_twice_in_one_file_is_one_trip_when_alike_and_none_for_certain_when_not()
    {
        Assert.Equal(Outcome.Matched, Scenario.With(First, First).Nj(Nj("2025-11-12 12:00:00")).Run().Only.Outcome);
        Assert.Equal(Outcome.NeedsReview, Scenario.With(First, Trip("50000001", "2025-11-11 09:30", "2025-11-13 21:30")).Nj(Nj("2025-11-12 12:00:00")).Run().Only.Outcome);
    }

    [Fact]
    public void A_charge_a_charge_on_a_second_account_and_a_credit_need_a_person()
    {
        var decided = Scenario.With(First)
            .Nj(Nj("2025-11-12 12:00:00", "($5.00)", agency: "DelDOT", plaza: "D95"))
            .Statement("pa.csv", $"{PaHeader}\n{Pa("2025-11-12 12:00", plaza: "Delaware DOT - D95", amount: "$5.00", type: "AWAY AGENCY TOLL")}\n{Pa("2025-11-12 12:00", plaza: "Delaware DOT - D95", amount: "($1.00)", type: "AWAY AGENCY VTOLL CREDIT")}\n")
            .Run();

        Assert.All(decided.Outcomes, outcome => Assert.Equal(Outcome.NeedsReview, outcome));
    }

    [Fact]
    public void Outcomes_that_a_spreadsheet_saved_again_still_tell_what_was_filed()
    {
        string[] lines = [Nj("2025-11-12 12:00:00", "($6.90)"), Nj("2025-11-13 12:00:00", "($7.00)")];
        var text = System.Text.Encoding.UTF8.GetString(Scenario.With(First).Nj(lines).Run().Outcomes_csv);
        var saved = "\uFEFF" + text.Replace(",6.90,", ",6.9,", StringComparison.Ordinal).Replace(",7.00,", ",7,", StringComparison.Ordinal).ReplaceLineEndings("\r\n") + ",,,,,,,,\r\n";

        Assert.Equal([Outcome.AlreadyCharged, Outcome.AlreadyCharged], Scenario.With(First).Nj(lines).Filed(System.Text.Encoding.UTF8.GetBytes(saved)).Run().Outcomes);
    }

    [Fact]
    public void A_toll_that_a_person_took_out_of_the_filed_rows_is_still_owed()
    {
        string[] lines = [Nj("2025-11-12 12:00:00", "($6.90)"), Nj("2025-11-13 12:00:00", "($7.00)")];
        var kept = System.Text.Encoding.UTF8.GetString(Scenario.With(First).Nj(lines).Run().Outcomes_csv).Split('\n')[..2];

        Assert.Equal([Outcome.AlreadyCharged, Outcome.Matched], Scenario.With(First).Nj(lines).Filed(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', kept) + "\n")).Run().Outcomes);
    }

    [Fact]
    public void No_damage_to_a_sample_breaks_a_whole_run()
    {
        var samples = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.csv").Where(file => !file.Contains("turo-trip", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(20251102);
        var rounds = Rounds.Of(100, 4_000);
        for (var round = 0; round < rounds; round++)
        {
            var file = samples[round % samples.Length];
            var bytes = File.ReadAllBytes(file);
            for (var change = 0; change < 1 + (round % 8); change++)
                bytes[random.Next(bytes.Length)] = (byte)"0123456789,,\"\n-$()APM/: EZ"[random.Next(26)];
            Decided decided;
            try
            {
                decided = Scenario.With(First, Next).Fleet("tag,00500000011,,1000001,,2025-12-31", "plate,ABC12D,NJ,1000001,,").Statement(Path.GetFileName(file), bytes, "1000001").Run();
            }
            catch (Core.InputException)
            {
                continue;
            }

            Assert.Equal(decided.Answers.Count, Decided.Cells(decided.Outcomes_csv).Count - 1);
            Assert.NotEmpty(decided.Review_csv);
            Assert.NotEmpty(decided.Unmapped_csv);
            Assert.NotEmpty(decided.Claims_csv);
        }
    }

    [Fact]
    public void Each_row_keeps_the_spelling_of_its_own_file()
    {
        // Two statements of one agency with two spellings: each row says what its own file says.
        var one = $"{NjHeader}\n{Nj("2025-11-14 22:00:00", agency: "NJTP", plaza: "07")}\n";
        var other = $"{NjHeader}\n{Nj("2025-11-14 23:00:00", agency: "NJTP", plaza: "7")}\n";
        var reader = new StatementReader(LayoutCatalog.BuiltIn, new Symbols());

        Assert.Equal("07", reader.Read("a.csv", System.Text.Encoding.UTF8.GetBytes(one)).Rows[0].Plaza!.Code);
        Assert.Equal("7", reader.Read("b.csv", System.Text.Encoding.UTF8.GetBytes(other)).Rows[0].Plaza!.Code);
    }
}
