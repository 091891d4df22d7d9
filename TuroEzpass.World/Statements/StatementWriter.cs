using System.Text;
using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>Writes an account's rows in the format of a site's export. Each layout has its own writer.</summary>
/// <param name="header">The comma-separated column names.</param>
internal abstract class StatementWriter(string header)
{
    /// <summary>The header line.</summary>
    public virtual string Header => header;

    /// <summary>The column names.</summary>
    public IReadOnlyList<string> Columns { get; } = header.Split(',');

    /// <summary>A row's cells, one per column.</summary>
    public abstract string[] Cells(StatementLine line);

    /// <summary>A row's line.</summary>
    public string Row(StatementLine line) => Join(Cells(line));

    /// <summary>A row's line with some cells changed.</summary>
    /// <param name="line">The row.</param>
    /// <param name="texts">The changed cells, by column name.</param>
    public string Row(StatementLine line, params ReadOnlySpan<(string Column, string Text)> texts)
    {
        var cells = Cells(line);
        foreach (var (column, text) in texts)
            cells[Ordinal(column)] = text;
        return Join(cells);
    }

    /// <summary>Joins cells to a line.</summary>
    protected virtual string Join(string[] cells) => string.Join(',', cells);

    private int Ordinal(string column)
    {
        for (var ordinal = 0; ordinal < Columns.Count; ordinal++)
        {
            if (Columns[ordinal] == column)
                return ordinal;
        }

        throw new ArgumentException($"There is no column {column}.", nameof(column));
    }

    /// <summary>The lines before the header.</summary>
    public virtual IEnumerable<string> Preface(IReadOnlyList<StatementLine> lines) => [];

    /// <summary>Whether the export shows a row below the header.</summary>
    protected virtual bool Shows(StatementLine line) => true;

    /// <summary>The lines after the rows.</summary>
    public virtual IEnumerable<string[]> Footer(IReadOnlyList<StatementLine> lines) => [];

    /// <summary>The export as CSV.</summary>
    public byte[] File(IReadOnlyList<StatementLine> lines)
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
        {
            foreach (var text in Preface(lines))
                writer.WriteLine(text);
            writer.WriteLine(Header);
            foreach (var line in lines.Where(Shows))
                writer.WriteLine(Row(line));
            foreach (var cells in Footer(lines))
                writer.WriteLine(Join(cells));
        }

        return stream.ToArray();
    }
}
