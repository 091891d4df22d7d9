namespace TuroEzpass.Core.Statements;

/// <summary>Collects the rows of a file's tables. Skips lines that are not rows (blank, dashes, a section title,
/// a repeated header) and uses each header for its section.</summary>
internal sealed class TableRows
{
    private readonly StatementLayout layout;
    private readonly Symbols symbols;
    private readonly HashSet<string> headerStarts;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> headerStartsBySpan;
    private RowParser parser;
    private string[] header;
    private readonly bool hasTitles;
    private bool lastColumnIsUnused;

    public TableRows(StatementLayout layout, TableColumns columns, string[] header, Symbols symbols, int capacity = 0)
    {
        this.layout = layout;
        this.symbols = symbols;
        hasTitles = layout.Titles.Count > 0;
        this.header = header;
        Rows = new RowList(capacity);
        headerStarts = new HashSet<string>(
            layout.Tables.SelectMany(table => table.Columns.Values.SelectMany(aliases => aliases).Concat(table.Ignored)).Append(header[0].Trim()),
            StringComparer.OrdinalIgnoreCase);
        headerStartsBySpan = headerStarts.GetAlternateLookup<ReadOnlySpan<char>>();
        parser = Enter(columns, header);
    }

    public RowList Rows { get; }

    /// <summary>A header in another order, or of another section: the lines after it are read with that header.</summary>
    public bool ColumnsChanged { get; private set; }

    /// <summary>The header of the current table.</summary>
    public IReadOnlyList<string> Header => header;

    /// <summary>Columns that have a name.</summary>
    public int NamedColumns => header.Count(name => name.Trim().Length > 0);

    public void AddUnreadable(int line, RowFault fault) => Rows.Add(new StatementRow { Line = line, Unreadable = fault });

    public void Add<TCells>(TCells cells, int line)
        where TCells : IRowCells, allows ref struct
    {
        if (IsBlankOrDashes(cells) || IsTitle(cells) || IsHeader(cells))
            return;
        if (cells.Count > header.Length && HasUnexplainedCells(cells))
            AddUnreadable(line, new RowFault(RowFaultCode.TooManyCells, Cells: cells.Count, Columns: header.Length));
        else
            Rows.Add(parser.Parse(cells, line));
    }

    private RowParser Enter(TableColumns columns, string[] cells)
    {
        header = cells;
        var last = Array.FindLastIndex(cells, cell => cell.Trim().Length > 0);
        lastColumnIsUnused = Enum.GetValues<StatementField>().All(field => field == StatementField.Balance || columns[field] != last);
        return parser = new RowParser(layout, columns, symbols);
    }

    private static bool IsBlankOrDashes<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        for (var ordinal = 0; ordinal < cells.Count; ordinal++)
        {
            var text = cells[ordinal];
            if (text.Length > 0 && text.IndexOfAnyExcept(" -\t\r") >= 0)
                return false;
        }

        return true;
    }

    private bool IsTitle<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        if (!hasTitles)
            return false;
        for (var ordinal = 1; ordinal < cells.Count; ordinal++)
        {
            if (!cells[ordinal].Trim().IsEmpty)
                return false;
        }

        foreach (var title in layout.Titles)
        {
            if (cells[0].Trim().Equals(title, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private bool IsHeader<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        // Only a line that starts with a header's name needs a closer check.
        var start = cells[0].Trim();
        if (start.IsEmpty || char.IsAsciiDigit(start[0]) || !headerStartsBySpan.Contains(start))
            return false;
        var texts = new string[cells.Count];
        for (var ordinal = 0; ordinal < texts.Length; ordinal++)
            texts[ordinal] = cells[ordinal].ToString();
        if (!LayoutCatalog.TryMatch(texts, layout, out var columns))
            return false;
        ColumnsChanged |= !texts.Select(LayoutCatalog.Name).SequenceEqual(header.Select(LayoutCatalog.Name));
        Enter(columns, texts);
        return true;
    }

    /// <summary>More cells than headers: empty ones are ignored, and so is a balance like <c>$2,467.11</c> without quotes in an
    /// unused last column. Anything else may have shifted the row.</summary>
    private bool HasUnexplainedCells<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        var extra = 0;
        for (var ordinal = header.Length; ordinal < cells.Count; ordinal++)
            extra += cells[ordinal].Trim().IsEmpty ? 0 : 1;
        if (extra == 0)
            return false;
        var split = $"{cells[header.Length - 1]},{cells[header.Length]}";
        return !(extra == 1 && lastColumnIsUnused && cells[header.Length - 1].Contains('$') && AmountText.TryRead(split, out _));
    }
}
