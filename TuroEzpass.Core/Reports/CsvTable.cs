using System.Globalization;
using System.Text;
using CsvHelper;

namespace TuroEzpass.Core.Reports;

/// <summary>Writes a CSV file whose cells a spreadsheet never runs as formulas: text that would start a formula gets an apostrophe.</summary>
public sealed class CsvTable : IDisposable
{
    private readonly CsvWriter writer;

    /// <summary>Starts a file; disposing closes the stream.</summary>
    /// <param name="stream">The target.</param>
    /// <param name="columns">The header.</param>
    public CsvTable(Stream stream, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        writer = new CsvWriter(new StreamWriter(stream, new UTF8Encoding(false), 1 << 16), new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var column in columns)
            writer.WriteField(column);
        End();
    }

    /// <summary>A cell with text from outside.</summary>
    public CsvTable Text(string text)
    {
        writer.WriteField(Safe(text));
        return this;
    }

    /// <summary>A cell with a number, a date or one of our own words.</summary>
    public CsvTable Value(string value)
    {
        writer.WriteField(value);
        return this;
    }

    /// <summary>A cell with a whole number.</summary>
    public CsvTable Value(long value) => Value(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends the line.</summary>
    public void End() => writer.NextRecord();

    /// <inheritdoc />
    public void Dispose() => writer.Dispose();

    /// <summary>The text as a cell that no spreadsheet runs as a formula (OWASP: CSV injection).</summary>
    internal static string Safe(string text)
    {
        var start = text.AsSpan().TrimStart();
        return text.Length > 0 && ("\t\r\n".Contains(text[0], StringComparison.Ordinal) || (start.Length > 0 && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".Contains(start[0], StringComparison.Ordinal)))
            ? "'" + text
            : text;
    }
}
