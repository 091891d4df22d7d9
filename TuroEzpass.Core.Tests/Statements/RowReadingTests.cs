using System.Text;
using TuroEzpass.Core.Statements;
using TuroEzpass.Tests.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Statements;

/// <summary>What counts as a row, on which line, and with which values.</summary>
public sealed class RowReadingTests
{
    private static readonly string Toll = Nj("2025-11-12 12:00:00");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Blank_and_dash_lines_are_no_rows_and_count_as_lines(string end)
    {
        string[] lines = [NjHeader, "", Toll, "----------", ",,,,,,,,,,,,,,,,", "  ", "-,-,-,-,-,-,-,-,-,-,-,-,-,-,-,-,-", Toll, "", ""];

        Assert.Equal([3, 8], Lines(string.Join(end, lines)));
    }

    [Fact]
    public void A_repeated_header_is_no_row()
    {
        Assert.Equal([2, 4], Lines($"{NjHeader}\n{Toll}\n{NjHeader}\n{Toll}\n"));
        Assert.Equal([2, 4], Lines($"{NyHeader}\n{Ny("2025-11-12 12:00:00")}\n{NyHeader.ToUpperInvariant()}\n{Ny("2025-11-12 13:00:00")}\n"));
    }

    [Fact]
    public void Rows_after_a_repeated_header_of_another_order_are_read_by_it()
    {
        // A user joined two files; in the second, the two dates are in the opposite order.
        var swapped = NjHeader.Replace("POSTING DATE,TRANSACTION DATE", "TRANSACTION DATE,POSTING DATE", StringComparison.Ordinal);
        var rows = Read($"{NjHeader}\n{Nj("2025-11-12 12:00:00", posted: "11/20/2025")}\n{swapped}\n{Nj("2025-11-12 12:00:00", posted: "11/20/2025")}\n").Rows;

        Assert.Equal(["2025-11-12", "2025-11-20"], rows.Select(row => row.Travel.Date.ToString("uuuu-MM-dd", null)));
    }

    [Fact]
    public void The_titles_of_sections_are_no_rows_and_each_section_has_its_columns()
    {
        const string Text = """
            Account Activity
            Account Number,Date,Posting Date,Description,Location,Amount
            "1000001","01-MAR-25","01-MAR-25","REPLENISHMENT","","25.00"
            "---------","---------","---------","---------","---------","---------"

            Vehicle Activity
            Transponder Number,Date,Time,Posting Date,Location,Amount,Toll Type
            "3000001","05-MAR-25","07:41:09","06-MAR-25","Dean Mainline","1.25","E"
            """;
        var rows = Read(Text).Rows;

        Assert.Equal([3, 8], rows.Select(row => row.Line));
        Assert.Equal([RowKind.Payment, RowKind.Toll], rows.Select(row => row.Kind));
        Assert.Equal([-25_00, 1_25], rows.Select(row => row.Amount!.Value.Cents));
    }

    [Fact]
    public void Ragged_rows_are_read_as_far_as_they_go()
    {
        const string Header = "POSTED DATE,TRANSACTION DATE,TRANSACTION TIME,TOLL TAG # / PLATE #,EXIT PLAZA,EXIT LANE,ENTRY DATE/TIME,ENTRY PLAZA,ENTRY LANE,DEBIT(-),CREDIT(+),BALANCE,,,,,,,,,,,,,,,,,";
        var row = Assert.Single(Read($"{Header}\n11/22/2020,11/20/2020,02:53:14 PM,AB12345-OR,IRVINE RANCH SOUTH,11,-,-,-,$10.36,-,$.02,\n").Rows);

        Assert.Equal((RowKind.Toll, 10_36L, null), (row.Kind, row.Amount!.Value.Cents, row.Unreadable));
        Assert.Equal("OR AB12345", row.Plate!.Text);
    }

    [Fact]
    public void A_row_with_more_cells_than_the_header_is_not_misread()
    {
        // An unquoted comma in the plaza shifts everything after it: the class is where the lane was, and so on.
        var row = Assert.Single(Read($"{MdHeader}\n6/16/2026 3:25:37 AM,6/15/2026 4:20:40 PM,ABC1234-NY,MDTA,Toll Charge,,***,0,,I-95, JFK,8,2,$6.00,$121.39\n").Rows);

        Assert.True(row.Unreadable is not null || row.Amount!.Value.Cents == 6_00);
    }

    [Fact]
    public void An_unquoted_thousands_comma_in_an_unused_balance_does_no_harm()
    {
        var row = Assert.Single(Read($"{NjHeader}\n{Toll.Replace("$467.11", "$2,467.11", StringComparison.Ordinal)}\n").Rows);

        Assert.Equal((null, 2_17L), (row.Unreadable, row.Amount!.Value.Cents));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(16)]
    public void A_stray_quotation_mark_loses_no_following_row(int cell)
    {
        var cells = Toll.Split(',');
        cells[cell] = "\"" + cells[cell];
        var rows = Read($"{NjHeader}\n{Toll}\n{string.Join(',', cells)}\n{string.Concat(Enumerable.Range(0, 30).Select(second => Nj($"2025-11-13 12:00:{second:00}") + "\n"))}").Rows;

        Assert.Equal(Enumerable.Range(2, 32), rows.Select(row => row.Line));
        Assert.NotNull(rows[1].Unreadable);
        Assert.All(rows.Skip(2), row => Assert.Null(row.Unreadable));
    }

    [Fact]
    public void Two_stray_quotation_marks_lose_no_row_between_them()
    {
        var cells = Toll.Split(',');
        cells[3] = "\"GSP";
        var broken = string.Join(',', cells);

        Assert.Equal(Enumerable.Range(2, 6), Lines($"{NjHeader}\n{broken}\n{Toll}\n{Toll}\n{broken}\n{Toll}\n{Toll}\n"));
    }

    [Fact]
    public void A_stray_quotation_mark_in_the_last_row_loses_nothing() =>
        Assert.Equal([2, 3], Lines($"{NjHeader}\n{Toll}\n{Toll.Replace("RAS", "\"RAS", StringComparison.Ordinal)}"));

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Any_one_line_ending_gives_the_same_rows(string end) =>
        Assert.Equal([2, 3, 5], Lines(string.Join(end, NjHeader, Toll, Toll, "", Toll)));

    [Fact]
    public void Mixed_line_endings_give_physical_lines()
    {
        Assert.Equal([2, 3, 4], Lines($"{NjHeader}\r\n{Toll}\n{Toll}\r\n{Toll}\n"));
        Assert.Equal([2, 3, 4], Lines($"{NjHeader}\n{Toll}\r\n{Toll}\n{Toll}"));
    }

    [Fact]
    public void A_lone_return_within_a_cell_neither_splits_a_row_nor_shifts_the_lines()
    {
        var rows = Read($"{NjHeader}\n{Toll.Replace("BUSINESS", "BUSI\rNESS", StringComparison.Ordinal)}\n{Toll}\n").Rows;

        Assert.Equal(3, rows[^1].Line);
        Assert.Equal([2, 3], rows.Select(row => row.Line).Distinct());
        Assert.Equal(2_17 * 2, rows.Where(row => row.Unreadable is null).Sum(row => row.Amount?.Cents ?? 0));
    }

    [Theory]
    [InlineData("1.29E+11")]
    [InlineData("1.29143E+11")]
    [InlineData("5E+08")]
    public void A_tag_that_a_spreadsheet_destroyed_is_unreadable(string tag)
    {
        var answer = Scenario.With(Trip("1", "2025-11-01 10:00", "2025-11-20 10:00")).Nj(Nj("2025-11-12 12:00:00", id: tag), Toll).Run();

        Assert.Equal([Core.Matching.Outcome.Unreadable, Core.Matching.Outcome.Matched], answer.Outcomes);
        Assert.Contains(tag, answer.Answers[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destroyed_plate_beside_its_state_is_unreadable()
    {
        const string Header = "Payment Journal ID,Transaction Type,Amount,Aging Cycle ID,Transaction Number,DateTime,Lane,Plaza,Tag Number,Plate Number,Plate State";

        Assert.NotNull(Assert.Single(Read($"{Header}\n145030001,Toll,10.510,,124753001,6/11/2020 2:30:50 AM,005,Kennedy Bridge - SB,,1.2E+46,IN\n").Rows).Unreadable);
    }

    [Theory]
    [InlineData("13/45/2025", "12:00:00", "($2.17)")]
    [InlineData("yesterday", "12:00:00", "($2.17)")]
    [InlineData("", "12:00:00", "($2.17)")]
    [InlineData("11/12/2025", "25:00:00", "($2.17)")]
    [InlineData("11/12/2025", "noon", "($2.17)")]
    [InlineData("11/12/2025", "12:00:00", "free")]
    [InlineData("11/12/2025", "12:00:00", "")]
    [InlineData("11/12/2025", "12:00:00", "($2.17")]
    [InlineData("11/12/2025", "12:00:00", "#######")]
    [InlineData("11/12/0025", "12:00:00", "($2.17)")]
    [InlineData("11/12/25", "12:00:00", "($2.17)")]
    [InlineData("2/29/2025", "12:00:00", "($2.17)")]
    [InlineData("11/12/2025", "24:00:00", "($2.17)")]
    public void A_toll_with_a_bad_date_time_or_amount_is_unreadable_and_the_rest_goes_on(string date, string time, string amount)
    {
        var rows = Read($"{NjHeader}\n11/13/2025,{date},ABC1234-NY,GSP,TOLL,,-,-,{time},RAS,12S,1,{amount},Y,BUSINESS,N,$467.11\n{Toll}\n").Rows;

        Assert.NotNull(rows[0].Unreadable);
        Assert.Null(rows[1].Unreadable);
    }

    [Theory]
    [InlineData("11/13/2025,11/12/2025,ABC1234-NY,GSP,TOLL,,-,-,12:00:00,RAS,12S,1")]
    [InlineData("11/13/2025,11/12/2025,ABC1234-NY,GSP,TOLL,,-,-,12:00")]
    [InlineData("11/13/2025,11/12/2025,ABC1234-NY,GSP,TOL")]
    [InlineData("11/13/2025,11/12/2025,ABC1234-")]
    public void A_row_that_was_cut_off_is_never_matched(string cut)
    {
        var answer = Scenario.With(Trip("1", "2025-11-01 10:00", "2025-11-20 10:00")).Statement("nj.csv", $"{NjHeader}\n{Toll}\n{cut}").Run().At(3);

        Assert.NotEqual(Core.Matching.Outcome.Matched, answer.Outcome);
    }

    [Fact]
    public void A_row_that_was_cut_off_within_its_amount_is_not_matched_at_another_price()
    {
        // "$16.20" cut to "$1": the download was interrupted.
        var whole = Pa("2025-11-12 12:00", amount: "$16.20");
        var cut = whole[..(whole.IndexOf("$16.20", StringComparison.Ordinal) + 2)];
        var answer = Scenario.With(Trip("1", "2025-11-01 10:00", "2025-11-20 10:00")).Statement("pa.csv", $"{PaHeader}\n{cut}").Run().Only;

        Assert.False(answer is { Outcome: Core.Matching.Outcome.Matched, Amount: "1.00" }, $"matched at {answer.Amount}");
    }

    [Fact]
    public void The_cells_that_go_into_the_evidence_are_those_of_the_row()
    {
        var text = $"{NjHeader}\r\n\r\n{Toll}\r\n{Nj("2025-11-13 08:00:00", "($5.54)", plaza: "EXIT 6\" E")}\r\n{Nj("2025-11-14 09:00:00", "($1.25)")}\r\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new StatementReader(LayoutCatalog.BuiltIn, new Symbols());
        var rows = reader.Read("statement.csv", bytes).Rows;
        var cells = reader.ReadCells("statement.csv", bytes, Enumerable.Range(0, rows.Count).ToHashSet());

        // A row that can be matched can be shown.
        Assert.All(rows.Index().Where(row => row.Item.Unreadable is null), row => Assert.Contains(cells[row.Index].Cells, cell => AmountText.TryRead(cell, out var cents) && cents == -row.Item.Amount!.Value.Cents));
    }

    private static IEnumerable<int> Lines(string text) => Read(text).Rows.Select(row => row.Line);

    private static Statement Read(string text) => new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read("statement.csv", Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("01/08/2026,TOLL CHARGE,005 00000011,,,,01/07/2026 10:00 AM,T1,,$1,016.06,,,,")]
    [InlineData("01/08/2026,TOLL CHARGE,005 00000011,,,,01/07/2026 10:00 AM,T1,,($1,016.06),,,,")]
    public void An_amount_over_a_thousand_without_quotes_is_not_a_dollar(string row) =>
        Assert.NotNull(Assert.Single(Read($"{PaHeader}\n{row}\n").Rows).Unreadable);
}
