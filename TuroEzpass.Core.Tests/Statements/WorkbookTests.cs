using System.IO.Compression;
using System.Text;
using TuroEzpass.Core.Statements;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Statements;

/// <summary>Workbooks: lines are the sheet's own row numbers, and no sheet's rows are lost.</summary>
public sealed class WorkbookTests
{
    [Fact]
    public void A_sheets_row_number_is_the_line()
    {
        var rows = Read([(1, PaHeader), (3, Pa("2025-11-12 12:00")), (7, Pa("2025-11-13 12:00"))]);

        Assert.Equal([3, 7], rows.Select(row => row.Line));
        Assert.All(rows, row => Assert.Equal((RowKind.Toll, 1_72L), (row.Kind, row.Amount!.Value.Cents)));
    }

    [Fact]
    public void A_header_after_a_cover_is_found() =>
        Assert.Equal([6], Read([(1, "Transactions of my account"), (5, PaHeader), (6, Pa("2025-11-12 12:00"))]).Select(row => row.Line));

    [Fact]
    public void No_row_of_a_second_sheet_is_lost()
    {
        // January on one sheet, February on the next, each with the header.
        var rows = Read([(1, PaHeader), (2, Pa("2025-11-12 12:00"))], [(1, PaHeader), (2, Pa("2025-11-13 12:00")), (3, Pa("2025-11-14 12:00"))]);

        Assert.Equal(3, rows.Count);
    }

    [Fact]
    public void A_sheet_without_a_header_before_the_real_one_does_no_harm() =>
        Assert.Equal([2], Read([(1, "Cover"), (2, "nothing here")], [(1, PaHeader), (2, Pa("2025-11-12 12:00"))]).Select(row => row.Line));

    [Fact]
    public void The_cells_that_go_into_the_evidence_are_those_of_the_sheet_with_the_row()
    {
        var bytes = Workbook([[(1, PaHeader), (2, Pa("2025-11-12 12:00", amount: "$1.72"))], [(1, "My notes"), (2, "Something else")]]);
        var cells = new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).ReadCells("statement.xlsx", bytes, new HashSet<int> { 0 });

        Assert.Contains("$1.72", cells[0].Cells);
    }

    [Fact]
    public void The_sample_workbook_says_the_same_as_its_CSV()
    {
        var workbook = Sample("paturnpike-transactionsresult.xlsx").Rows;
        var text = Sample("paturnpike-transactionsresult.csv").Rows;

        Assert.Equal(text.Select(Facts), workbook.Select(Facts));

        static string Facts(StatementRow row) => $"{row.Line} {row.Kind} {row.Tag} {row.Plate} {row.Travel.LocalDateTime} {row.OtherEnd.LocalDateTime} {row.Amount} {row.Plaza?.Code} {row.Unreadable}";
    }

    private static Statement Sample(string name) =>
        new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(name, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name)));

    private static RowTable Read(params (int Row, string Line)[][] sheets) =>
        new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read("statement.xlsx", Workbook(sheets)).Rows;

    /// <summary>A minimal workbook: inline texts, split at the commas of a line.</summary>
    private static byte[] Workbook((int Row, string Line)[][] sheets)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, sheets.Length).ToList();
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + string.Concat(numbers.Select(number => $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")) + "</Types>");
            Add(zip, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                + string.Concat(numbers.Select(number => $"<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")) + "</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(numbers.Select(number => $"<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>")) + "</Relationships>");
            foreach (var number in numbers)
            {
                var rows = sheets[number - 1].Select(row => $"<row r=\"{row.Row}\">{string.Concat(row.Line.Split(',').Select((cell, ordinal) => cell.Length == 0 ? "" : $"<c r=\"{(char)('A' + ordinal)}{row.Row}\" t=\"inlineStr\"><is><t>{cell.Replace("&", "&amp;", StringComparison.Ordinal)}</t></is></c>"))}</row>");
                Add(zip, $"xl/worksheets/sheet{number}.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{string.Concat(rows)}</sheetData></worksheet>");
            }
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
