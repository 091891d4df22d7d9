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
    public virtual string Row(StatementLine line) => string.Join(',', Cells(line));

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
