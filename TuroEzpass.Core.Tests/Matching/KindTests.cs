using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>Rule 2: only tolls are owed, and unknown rows need review.</summary>
public sealed class KindTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");

    [Theory]
    [InlineData("Prepaid Payment", "payment")]
    [InlineData("Prepaid Toll Payment", "payment")]
    [InlineData("Rev Prepaid Pmt", "payment")]
    [InlineData("Service Fee", "fee")]
    [InlineData("Monthly Service Fee", "fee")]
    [InlineData("Lease Tag Fee-INT", "fee")]
    [InlineData("Adjustment", "adjustment")]
    [InlineData("Paterson Plank Adj", "adjustment")]
    [InlineData("Violation", "violation")]
    [InlineData("Parking", "parking")]
    public void What_is_not_a_toll_is_excluded_with_its_kind(string type, string kind)
    {
        foreach (var id in new[] { "-", Plate })
        {
            var answer = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", type: type, id: id, agency: "NJ E-ZPass", plaza: "-")).Run().Only;
            Assert.Equal((Outcome.Excluded, kind), (answer.Outcome, answer.Kind));
        }
    }

    [Fact]
    public void An_unknown_kind_with_a_tag_or_plate_needs_review()
    {
        foreach (var id in new[] { "00500000012", Plate })
            Assert.Equal(Outcome.NeedsReview, Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", type: "Moon Dust", id: id)).Run().Only.Outcome);
        Assert.Equal(Outcome.Excluded, Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", type: "Moon Dust", id: "-", plaza: "-")).Run().Only.Outcome);
    }

    [Theory]
    [InlineData("", "PAYMENT", "$25.00", "payment")]
    [InlineData("PAYMENT", "", "$25.00", "payment")]
    [InlineData("", "TAG LEASING FEE", "$-1.50", "fee")]
    [InlineData("", "ADJUSTMENT", "$6.94", "adjustment")]
    public void New_York_marks_other_rows_in_the_plaza_or_the_class(string plaza, string vehicleClass, string amount, string kind)
    {
        var line = $"\"\",\" \",\"\",\"\",\"{plaza}\",\"{vehicleClass}\",\"12/29/2025\",\"\",\"{amount}\"";
        var answer = Scenario.With(First).Ny(line).Run().Only;

        Assert.Equal((Outcome.Excluded, kind, "2025-12-29"), (answer.Outcome, answer.Kind, answer.At));
    }

    [Fact]
    public void An_airports_parking_through_the_tag_is_never_a_guests_toll()
    {
        var answer = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", "($18.00)", agency: "PANYNJ", plaza: "JFK")).Run().Only;

        Assert.NotEqual(Outcome.Matched, answer.Outcome);
    }

    [Fact]
    public void A_row_of_an_agency_that_nobody_knows_is_not_matched()
    {
        var answer = Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", "($18.00)", agency: "QUICKPARK", plaza: "A1")).Run().Only;

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Fact]
    public void Pennsylvanias_total_is_excluded_and_has_no_amount()
    {
        var answer = Scenario.With(First).Statement("pa.csv", $"{PaHeader}\n,,,,,,,,,($26.60),Total Amount,,,\n").Run().Only;

        Assert.Equal((Outcome.Excluded, "total", ""), (answer.Outcome, answer.Kind, answer.Amount));
    }

    [Fact]
    public void A_footer_is_a_note_without_an_amount()
    {
        const string Maine = "\"Posting Date\",\"Tag/Vehicle Reg.\",\"Transaction Date\",\"Transaction Time\",\"Facility\",\"Entry/Barrier Plaza\",\"Exit Plaza\",\"Toll\",\"Discount Eligible?\"\n"
            + "\"Tolls may take 48 hours to post.\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n";
        var answer = Scenario.With(First).Statement("maine.csv", Maine).Run().Only;

        Assert.Equal((Outcome.Excluded, "note", "", ""), (answer.Outcome, answer.Kind, answer.Amount, answer.At));
    }

    [Fact]
    public void A_toll_without_tag_or_plate_is_unmapped()
    {
        Assert.Equal(Outcome.Unmapped, Scenario.With(First).Nj(Nj("2025-11-12 12:00:00", id: "-")).Run().Only.Outcome);
        Assert.Equal(Outcome.Unmapped, Scenario.With(First).Statement("md.csv", $"{MdHeader}\n{Md("2025-11-12 12:00:00", id: "")}\n").Run().Only.Outcome);
    }

    [Fact]
    public void A_row_of_New_York_that_lost_its_tag_is_not_passed_over()
    {
        // It has an id, an agency, a plaza, a car's class and a charge; only the tag is missing.
        var answer = Scenario.With(First).Ny(Ny("2025-11-12 12:00:00", tag: "")).Run().Only;

        Assert.Contains(answer.Outcome, new[] { Outcome.Unmapped, Outcome.NeedsReview });
    }
}
