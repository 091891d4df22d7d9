using System.Text;
using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>Writes an account's rows as one site's export has them. Each layout has one writer.</summary>
/// <param name="header">The columns' names, separated by commas.</param>
internal abstract class StatementWriter(string header)
{
    /// <summary>The header's line.</summary>
    public string Header => header;

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Columns { get; } = header.Split(',');

    /// <summary>A row's cells, one for each column.</summary>
    public abstract string[] Cells(StatementLine line);

    /// <summary>A row's line.</summary>
    public string Row(StatementLine line) => Join(Cells(line));

    /// <summary>A row's line with some cells as a person or a spreadsheet changed them.</summary>
    /// <param name="line">The row.</param>
    /// <param name="texts">The changed cells by their columns' names.</param>
    public string Row(StatementLine line, params ReadOnlySpan<(string Column, string Text)> texts)
    {
        var cells = Cells(line);
        foreach (var (column, text) in texts)
            cells[Ordinal(column)] = text;
        return Join(cells);
    }

    /// <summary>Cells as one line.</summary>
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

    /// <summary>What follows the rows, one entry a row.</summary>
    public virtual IEnumerable<string[]> Footer(IReadOnlyList<StatementLine> lines) => [];

    /// <summary>The export as CSV.</summary>
    public byte[] File(IReadOnlyList<StatementLine> lines)
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
        {
            writer.WriteLine(Header);
            foreach (var line in lines)
                writer.WriteLine(Row(line));
            foreach (var cells in Footer(lines))
                writer.WriteLine(string.Join(',', cells));
        }

        return stream.ToArray();
    }
}
