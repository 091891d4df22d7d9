using TuroEzpass.Core.Matching;
using TuroEzpass.Tests.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Claims;

/// <summary>outcomes.csv and review.csv: their lines, and that spreadsheets run no cell as a formula.</summary>
public sealed class ReportTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");

    [Fact]
    public void Outcomes_has_a_line_for_each_row_of_every_statement_in_order()
    {
        var decided = Scenario.With(First)
            .Nj(Nj("2025-11-12 12:00:00"), "", Nj("2025-12-20 12:00:00"), "-----", Nj("2025-11-12 12:00:00", "oops"))
            .Nj(Nj("2025-11-12 12:00:00"), "3/12/2025,3/12/2025,-,NJ E-ZPass,Prepaid Payment,,-,-,14:00:24,-,-,-,$45.00 ,Y,-,-,$48.45 ").Run();
        var cells = Decided.Cells(decided.Outcomes_csv);

        Assert.Equal(["statement", "line", "outcome", "kind", "reason", "reservation_id", "vehicle_id", "amount", "transaction_at", "reason_code"], cells[0]);
        Assert.Equal(
            ["nj1.csv 2 Matched toll 50000001 1000001 2.17 2025-11-12T12:00:00-05:00", "nj1.csv 4 HostExpense toll  1000001 2.17 2025-12-20T12:00:00-05:00", "nj1.csv 6 Unreadable     2025-11-12T12:00:00-05:00",
                "nj2.csv 2 Duplicate toll   2.17 2025-11-12T12:00:00-05:00", "nj2.csv 3 Excluded payment   -45.00 2025-03-12T14:00:24-04:00"],
            cells.Skip(1).Select(line => $"{line[0]} {line[1]} {line[2]} {line[3]} {line[5]} {line[6]} {line[7]} {line[8]}"));
        Assert.All(cells.Skip(1), line => Assert.NotEmpty(line[4]));
    }

    [Fact]
    public void Only_a_matched_row_names_a_reservation()
    {
        var decided = Scenario.With(First).Nj(Nj("2025-11-14 22:00:00"), Nj("2025-11-20 12:00:00"), Nj("2025-11-12 12:00:00")).Run();

        Assert.Equal(["", "", "50000001"], Decided.Column(decided.Outcomes_csv, "reservation_id"));
    }

    [Fact]
    public void Review_names_the_candidates_the_nearest_trip_and_the_gap()
    {
        var decided = Scenario.With(First, Trip("50000002", "2025-11-14 23:00", "2025-11-16 09:00"), Trip("50000003", "2025-11-20 09:00", "2025-11-22 09:00"))
            .Nj(Nj("2025-11-14 22:13:00"), Nj("2025-11-12 12:00:00"), Nj("2025-11-20 08:30:00")).Run();
        var csv = decided.Review_csv;

        Assert.Equal(["2", "4"], Decided.Column(csv, "line"));
        Assert.Equal(["50000001 50000002", "50000003"], Decided.Column(csv, "candidates"));
        Assert.Equal(["50000001", "50000003"], Decided.Column(csv, "nearest_trip"));
        Assert.Equal(["43", "30"], Decided.Column(csv, "gap_minutes"));
    }

    [Fact]
    public void Every_row_that_needs_review_is_in_review()
    {
        var decided = Scenario.With(First).Nj(
            Nj("2025-11-14 22:13:00"), Nj("2026-03-08 02:30:00"), Nj("2025-11-12 12:00:00", type: "Moon Dust"), Nj("2025-11-12 13:00:00", "$2.17"), Nj("2026-07-01 10:00:00")).Run();

        Assert.All(decided.Outcomes, outcome => Assert.Equal(Outcome.NeedsReview, outcome));
        Assert.Equal(["2", "3", "4", "5", "6"], Decided.Column(decided.Review_csv, "line"));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(1)")]
    [InlineData(" =1+1")]
    [InlineData("\t=1+1")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\u00A0=1+1")]
    public void No_cell_runs_as_a_formula(string poison)
    {
        var quoted = $"\"{poison}\"";
        var trip = Trip(poison, "2025-11-11 09:30", "2025-11-14 21:30", vehicle: poison, guest: poison, name: poison, label: $"{poison} (NY #ABC1234)");
        var decided = Scenario.With(trip)
            .Statement($"{poison}.csv", $"{NjHeader}\n" + string.Join('\n',
                Nj("2025-11-12 12:00:00"), Nj("2025-11-14 22:00:00", plaza: quoted), Nj("2025-11-12 13:00:00", agency: quoted, plaza: quoted), Nj("2025-11-12 14:00:00", type: quoted),
                Nj("2025-11-12 14:00:00", "oops" + poison.Trim()), Nj("2025-11-12 15:00:00", id: quoted), Nj("2025-11-12 16:00:00", vehicleClass: quoted), Nj("2025-11-12 17:00:00", id: "-", type: quoted))).Run();

        Assert.NotEmpty(decided.Claims);
        foreach (var csv in new[] { decided.Outcomes_csv, decided.Claims_csv, decided.Review_csv, decided.Unmapped_csv })
        {
            foreach (var cell in Decided.Cells(csv).SelectMany(line => line))
            {
                var start = cell.TrimStart(' ', '\t', '\r', '\n', '\u00A0');
                var isNumber = decimal.TryParse(cell, System.Globalization.NumberStyles.Number, null, out _);
                Assert.True(start.Length == 0 || isNumber || !"=+-@\uFF1D\uFF0B\uFF0D\uFF20".Contains(start[0], StringComparison.Ordinal), $"a cell runs: '{cell}'");
            }
        }
    }

    [Fact]
    public void A_name_with_commas_quotes_and_line_breaks_stays_one_cell()
    {
        var decided = Scenario.With(Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", guest: "O'Neil, \"Bob\"\nJr")).Nj(Nj("2025-11-12 12:00:00")).Run();
        var text = System.Text.Encoding.UTF8.GetString(decided.Claims_csv);

        Assert.Contains("\"O'Neil, \"\"Bob\"\"\nJr\"", text, StringComparison.Ordinal);
    }
}
