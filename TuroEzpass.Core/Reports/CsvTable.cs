using System.Globalization;
using System.Text;
using CsvHelper;

namespace TuroEzpass.Core.Reports;

/// <summary>Writes a CSV file that a spreadsheet shows and never runs: a text that would begin a formula gets an apostrophe.</summary>
public sealed class CsvTable : IDisposable
{
    private readonly CsvWriter writer;

    /// <summary>Begins a file; the stream is closed with it.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="columns">The header.</param>
    public CsvTable(Stream stream, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        writer = new CsvWriter(new StreamWriter(stream, new UTF8Encoding(false), 1 << 16), new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var column in columns)
            writer.WriteField(column);
        End();
    }

    /// <summary>A cell with text from elsewhere.</summary>
    public CsvTable Text(string text)
    {
        writer.WriteField(Safe(text));
        return this;
    }

    /// <summary>A cell with a number, a date or a word of ours.</summary>
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

    /// <summary>The text as a cell that no spreadsheet runs (OWASP: CSV injection).</summary>
    internal static string Safe(string text)
    {
        var start = text.AsSpan().TrimStart();
        return text.Length > 0 && ("\t\r\n".Contains(text[0], StringComparison.Ordinal) || (start.Length > 0 && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".Contains(start[0], StringComparison.Ordinal)))
            ? "'" + text
            : text;
    }
}
