using Sylvan.Data.Csv;

namespace TuroEzpass.Core.Statements;

/// <summary>A row's cells as they stand in the file, with the header of its table.</summary>
/// <param name="Headers">The table's header cells.</param>
/// <param name="Cells">The row's cells; may be fewer or more.</param>
public sealed record RowCells(IReadOnlyList<string> Headers, IReadOnlyList<string> Cells)
{
    /// <summary>No cells.</summary>
    public static readonly RowCells None = new([], []);
}

/// <summary>Reads a statement file: finds its layout by the header and turns every physical row into a
/// <see cref="StatementRow"/>. Nothing is dropped: a row that cannot be read is there, with why.</summary>
/// <param name="catalog">The layouts to choose from.</param>
/// <param name="symbols">The names that the statements of this run share.</param>
public sealed class StatementReader(LayoutCatalog catalog, Symbols symbols)
{
    private static readonly char[] Delimiters = [',', '\t', ';'];

    /// <summary>Below this size a second thread costs more than it saves.</summary>
    internal const int UsualParallelBytes = 4 << 20;

    /// <summary>The size from which several threads read a file; tests read small files so.</summary>
    internal int ParallelBytes { get; init; } = UsualParallelBytes;

    /// <summary>Reads a file.</summary>
    /// <param name="fileName">Its name, without the folder.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="assignedVehicle">Whose car the rows without tag or plate are of; null when nobody said.</param>
    /// <exception cref="InputException">It is not a statement of a known layout, or not readable at all.</exception>
    public Statement Read(string fileName, byte[] bytes, string? assignedVehicle = null)
    {
        var kind = FileContent.Kind(fileName, bytes, takesPages: true);
        var sha = Task.Run(() => FileContent.Sha256(bytes));
        var (layout, rows) = kind switch
        {
            ContentKind.Workbook => ReadSheets(fileName, SheetRecords.Read(fileName, bytes)),
            ContentKind.Page => ReadPage(fileName, bytes),
            _ => ReadText(fileName, bytes),
        };
        var account = layout.FileName?.Match(fileName) is { Success: true } match && match.Groups["account"] is { Success: true } group ? group.Value : null;
        return new Statement
        {
            FileName = fileName,
            Sha256 = sha.Result,
            Layout = layout,
            Account = account,
            AssignedVehicle = assignedVehicle,
            Rows = rows,
        };
    }

    /// <summary>Reads the cells of some rows once more, verbatim, for the evidence.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="bytes">The same bytes that the statement was read from.</param>
    /// <param name="wanted">The rows that are wanted, by their place among the statement's rows.</param>
    public IReadOnlyDictionary<int, RowCells> ReadCells(string fileName, byte[] bytes, IReadOnlySet<int> wanted)
    {
        var cells = new Dictionary<int, RowCells>();
        void Keep(int row, IReadOnlyList<string> header, string[] texts)
        {
            if (wanted.Contains(row))
                cells[row] = new RowCells(header, texts);
        }

        var kind = FileContent.Kind(fileName, bytes, takesPages: true);
        if (kind == ContentKind.Workbook)
            ReadSheets(fileName, SheetRecords.Read(fileName, bytes), Keep);
        else if (kind == ContentKind.Page)
            ReadSheets(fileName, PageRecords.Read(fileName, bytes), Keep);
        else if (FileContent.Utf8Text(bytes) is var text && FindHeader(catalog, text) is { } header)
            ReadCarefully(text, header, Keep);
        return cells;
    }

    /// <summary>A page without a table of transactions is most often the site's word that nobody is signed in.</summary>
    private (StatementLayout Layout, RowTable Rows) ReadPage(string fileName, byte[] bytes)
    {
        var tables = PageRecords.Read(fileName, bytes);
        return tables.Any(table => table.Rows.Any(row => row.Cells.Length > 1))
            ? ReadSheets(fileName, tables)
            : throw new InputException(fileName, null, "this is a web page without a table of transactions.", "The site had probably signed you out: sign in again, and download the file or save the page once more.");
    }

    private (StatementLayout Layout, RowTable Rows) ReadSheets(
        string fileName, IReadOnlyList<(string Name, IReadOnlyList<(int Line, string[] Cells)> Rows)> sheets, Action<int, IReadOnlyList<string>, string[]>? keep = null)
    {
        TableRows? table = null;
        StatementLayout? layout = null;
        foreach (var (_, rows) in sheets)
        {
            for (var index = 0; index < Math.Min(rows.Count, LayoutCatalog.HeaderLines); index++)
            {
                if (!catalog.TryMatch(rows[index].Cells, out var found, out var columns) || (layout is not null && found != layout))
                    continue;
                layout = found;
                // A further sheet with the same header goes on where the last one ended.
                table ??= new TableRows(found, columns, rows[index].Cells, symbols);
                foreach (var (line, cells) in rows.Skip(index))
                    Add(table, cells, line, keep);
                break;
            }
        }

        return layout is null
            ? throw Unknown(fileName, sheets.SelectMany(sheet => sheet.Rows.Take(LayoutCatalog.HeaderLines)).Select(row => row.Cells))
            : (layout, new RowTable([table!.Rows]));
    }

    private static void Add(TableRows table, string[] cells, int line, Action<int, IReadOnlyList<string>, string[]>? keep)
    {
        var before = table.Rows.Count;
        table.Add(new TextCells(cells), line);
        if (table.Rows.Count > before)
            keep?.Invoke(before, table.Header, cells);
    }

    private (StatementLayout Layout, RowTable Rows) ReadText(string fileName, byte[] bytes)
    {
        var text = FileContent.Utf8Text(bytes);
        if (FindHeader(catalog, text) is not { } header)
            throw Unknown(fileName, Delimiters.SelectMany(delimiter => CsvRecords.Read(Head(text), delimiter).Take(LayoutCatalog.HeaderLines)).Select(record => record.Cells ?? []));
        var rows = ReadFast(text, header, several: true) ?? ReadFast(text, header, several: false) ?? ReadCarefully(text, header, keep: null);
        return (header.Layout, rows);
    }

    private sealed record Header(StatementLayout Layout, TableColumns Columns, string[] Cells, char Delimiter, int NextLine);

    private static ReadOnlyMemory<byte> Head(ReadOnlyMemory<byte> text) => text[..Math.Min(text.Length, 1 << 16)];

    private static Header? FindHeader(LayoutCatalog catalog, ReadOnlyMemory<byte> text)
    {
        foreach (var delimiter in Delimiters)
        {
            using var records = CsvRecords.Read(Head(text), delimiter).GetEnumerator();
            for (var read = records.MoveNext(); read && records.Current.Line <= LayoutCatalog.HeaderLines;)
            {
                var (_, cells) = records.Current;
                read = records.MoveNext();
                if (cells is not null && catalog.TryMatch(cells, out var layout, out var columns))
                    return new Header(layout, columns, cells, delimiter, read ? records.Current.Line : int.MaxValue);
            }
        }

        return null;
    }

    /// <summary>The fast way, on several threads for a large file. Null when a record is not on one line, the last line was
    /// cut off, or a later header has other columns, which only one thread can follow.</summary>
    private RowTable? ReadFast(ReadOnlyMemory<byte> text, Header header, bool several)
    {
        var start = OffsetOfLine(text.Span, header.NextLine);
        var body = text[start..];
        var parts = Split(body, several && body.Length >= ParallelBytes ? Math.Min(Environment.ProcessorCount, body.Length / (ParallelBytes / 2)) : 1, header.NextLine);
        var results = new RowList?[parts.Count];
        if (parts.Count == 1)
            results[0] = ReadPart(parts[0].Text, parts[0].Line, header, mayChange: true);
        else
            Parallel.For(0, parts.Count, part => results[part] = ReadPart(parts[part].Text, parts[part].Line, header, mayChange: false));
        return results.Any(result => result is null) ? null : new RowTable(results!);
    }

    private RowList? ReadPart(ReadOnlyMemory<byte> text, int line, Header header, bool mayChange)
    {
        var table = new TableRows(header.Layout, header.Columns, header.Cells, symbols, text.Span.Count((byte)'\n') + 1);
        if (text.IsEmpty)
            return table.Rows;
        using var reader = CsvRecords.Open(text, header.Delimiter);
        var cells = 0;
        while (reader.Read())
        {
            cells = reader.RowFieldCount;
            if (!CsvRecords.IsOneLine(reader, header.Cells.Length))
                return null;
            table.Add(new ReaderCells(reader), line++);
            if (table.ColumnsChanged && !mayChange)
                return null;
        }

        return IsCutOff(text.Span, cells, table) ? null : table.Rows;
    }

    private RowTable ReadCarefully(ReadOnlyMemory<byte> text, Header header, Action<int, IReadOnlyList<string>, string[]>? keep)
    {
        var table = new TableRows(header.Layout, header.Columns, header.Cells, symbols);
        var lastLine = text.Span.Count((byte)'\n') + 1;
        foreach (var (line, cells) in CsvRecords.Read(text, header.Delimiter))
        {
            if (line < header.NextLine)
                continue;
            if (cells is null)
                table.AddUnreadable(line, "a quotation mark in it is not closed.");
            else if (line == lastLine && cells.Length > 1 && IsCutOff(text.Span, cells.Length, table))
                table.AddUnreadable(line, "the file breaks off within it; download the file again.");
            else
                Add(table, cells, line, keep);
        }

        return new RowTable([table.Rows]);
    }

    /// <summary>A last line without its end and with too few cells: the download broke off, perhaps within a number.</summary>
    private static bool IsCutOff(ReadOnlySpan<byte> text, int cells, TableRows table) =>
        text[^1] != (byte)'\n' && cells > 1 && cells < table.NamedColumns;

    private static int OffsetOfLine(ReadOnlySpan<byte> text, int line)
    {
        var offset = 0;
        for (var current = 1; current < line; current++)
        {
            var end = text[offset..].IndexOf((byte)'\n');
            if (end < 0)
                return text.Length;
            offset += end + 1;
        }

        return offset;
    }

    private static List<(ReadOnlyMemory<byte> Text, int Line)> Split(ReadOnlyMemory<byte> body, int count, int firstLine)
    {
        var parts = new List<(ReadOnlyMemory<byte>, int)>();
        var line = firstLine;
        var start = 0;
        for (var part = 1; part <= count; part++)
        {
            var end = part == count ? body.Length : (int)((long)body.Length * part / count);
            var newline = end < body.Length ? body.Span[end..].IndexOf((byte)'\n') : -1;
            end = newline < 0 ? body.Length : end + newline + 1;
            if (end <= start && part > 1)
                continue;
            var slice = body[start..end];
            parts.Add((slice, line));
            line += slice.Span.Count((byte)'\n');
            start = end;
        }

        return parts;
    }

    private InputException Unknown(string fileName, IEnumerable<IReadOnlyList<string>> lines)
    {
        var tried = lines.ToList();
        if (tried.Exists(cells => cells.Any(cell => LayoutCatalog.Name(cell) == "RESERVATION ID")))
            return new InputException(fileName, null, "this is Turo's trip export, not a toll statement.", "Give it as the trips.");
        const string Advice = "If it is a statement, describe its columns in a layout file (docs/LAYOUTS.md) and give that with it.";
        if (catalog.Nearest(tried) is not { } nearest)
        {
            var first = tried.FirstOrDefault(cells => cells.Any(cell => cell.Trim().Length > 0)) ?? [];
            return new InputException(fileName, null, $"no known statement header in the first {LayoutCatalog.HeaderLines} lines. The first line is: {Quote(first)}.", Advice) { Topic = InputTopic.Layout };
        }

        var missing = nearest.Missing.Count > 0 ? $" Missing from it: {string.Join(", ", nearest.Missing)}." : "";
        var unknown = nearest.Unknown.Count > 0 ? $" Not part of it: {string.Join(", ", nearest.Unknown)}." : "";
        return new InputException(
            fileName, null,
            $"its header is of no known statement layout. Headers found: {Quote(nearest.Headers)}. The nearest layout is {nearest.Layout.Id} ({nearest.Layout.Name}).{missing}{unknown}",
            Advice)
        { Topic = InputTopic.Layout };
    }

    private static string Quote(IEnumerable<string> cells)
    {
        var text = string.Join(" | ", cells.Select(cell => cell.Trim().ReplaceLineEndings(" ")));
        return text.Length <= 600 ? text : text[..600] + "…";
    }

    private readonly ref struct ReaderCells(CsvDataReader reader) : IRowCells
    {
        public int Count => reader.RowFieldCount;

        public ReadOnlySpan<char> this[int ordinal] => reader.GetFieldSpan(ordinal);
    }

    private readonly ref struct TextCells(string[] cells) : IRowCells
    {
        public int Count => cells.Length;

        public ReadOnlySpan<char> this[int ordinal] => cells[ordinal];
    }
}
