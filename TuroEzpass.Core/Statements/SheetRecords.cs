using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace TuroEzpass.Core.Statements;

/// <summary>Reads the rows of a workbook's sheets as text cells, with the sheet's own row numbers.</summary>
internal static class SheetRecords
{
    /// <summary>All sheets with their rows.</summary>
    /// <exception cref="InputException">It is not a readable workbook.</exception>
    public static IReadOnlyList<(string Sheet, IReadOnlyList<(int Line, string[] Cells)> Rows)> Read(string fileName, byte[] bytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var reader = ExcelReaderFactory.CreateReader(stream);
            var sheets = new List<(string, IReadOnlyList<(int, string[])>)>();
            do
            {
                var rows = new List<(int, string[])>();
                while (reader.Read())
                    rows.Add((reader.Depth + 1, Cells(reader)));
                sheets.Add((reader.Name, rows));
            }
            while (reader.NextResult());
            return sheets;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The reader throws many types on damaged files; to the user they all mean the same.
            throw new InputException(
                fileName, null, "this is not a readable Excel workbook.", "Download it again, or save it as CSV and use that file.", fault);
        }
    }

    private static string[] Cells(IExcelDataReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (var ordinal = 0; ordinal < cells.Length; ordinal++)
            cells[ordinal] = Text(reader.GetValue(ordinal));
        return cells;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime date when date.TimeOfDay == TimeSpan.Zero => date.ToString("M/d/yyyy", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) >= 1e15 => number.ToString("E2", CultureInfo.InvariantCulture),
        double number => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
