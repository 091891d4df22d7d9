using Sylvan.Data.Csv;

namespace TuroEzpass.Core.Statements;

/// <summary>A row's cells as in the file, with the header of its table.</summary>
/// <param name="Headers">The table's header cells.</param>
/// <param name="Cells">The row's cells; there may be fewer or more than headers.</param>
public sealed record RowCells(IReadOnlyList<string> Headers, IReadOnlyList<string> Cells)
{
    /// <summary>No cells.</summary>
    public static readonly RowCells None = new([], []);
}

/// <summary>Reads a statement file: finds its layout by the header and turns every physical row into a
/// <see cref="StatementRow"/>. Nothing is dropped: an unreadable row is included, with the reason.</summary>
/// <param name="catalog">The layouts to choose from.</param>
/// <param name="symbols">The symbol tables that the statements of this run share.</param>
public sealed class StatementReader(LayoutCatalog catalog, Symbols symbols)
{
    private static readonly char[] Delimiters = [',', '\t', ';'];

    /// <summary>Below this size a second thread costs more than it saves.</summary>
    internal const int UsualParallelBytes = 4 << 20;

    /// <summary>The size from which a file is read by several threads; tests use it to read small files this way.</summary>
    internal int ParallelBytes { get; init; } = UsualParallelBytes;

    /// <summary>Reads a file.</summary>
    /// <param name="fileName">Its name, without the folder.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="assignedVehicle">The vehicle of rows without tag or plate; null if none was given.</param>
    /// <exception cref="InputException">It is not a statement of a known layout, or can't be read at all.</exception>
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

    /// <summary>Reads the original cells of some rows again, for the evidence.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="bytes">The same bytes that the statement was read from.</param>
    /// <param name="wanted">The indexes of the rows to read.</param>
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

    /// <summary>A page without a table of transactions usually means that the user is not signed in.</summary>
    private (StatementLayout Layout, RowTable Rows) ReadPage(string fileName, byte[] bytes)
    {
        var tables = PageRecords.Read(fileName, bytes);
        return tables.Any(table => table.Rows.Any(row => row.Cells.Length > 1))
            ? ReadSheets(fileName, tables)
            : throw new InputException(fileName, null, "this is a web page without a table of transactions.", "The site probably signed you out. Sign in, then download the file or save the page again.");
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
                // Another sheet with the same header continues where the last one ended.
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

    /// <summary>The fast path, on several threads for a large file. Null if a record is not on one line, the last line is
    /// cut off, or a later header has other columns, which requires a single thread.</summary>
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
                table.AddUnreadable(line, new RowFault(RowFaultCode.OpenQuote));
            else if (line == lastLine && cells.Length > 1 && IsCutOff(text.Span, cells.Length, table))
                table.AddUnreadable(line, new RowFault(RowFaultCode.CutOff));
            else
                Add(table, cells, line, keep);
        }

        return new RowTable([table.Rows]);
    }

    /// <summary>A last line without a line end and with too few cells, or with fewer decimal places in its last cell than the line before:
    /// the download was interrupted, possibly in the middle of a number.</summary>
    private static bool IsCutOff(ReadOnlySpan<byte> text, int cells, TableRows table)
    {
        if (text[^1] == (byte)'\n' || cells <= 1)
            return false;
        if (cells < table.NamedColumns)
            return true;
        var start = text.LastIndexOf((byte)'\n');
        return start > 0 && DecimalsAtEnd(text[..start]) is var usual && usual > 0 && DecimalsAtEnd(text) is var last && last >= 0 && last < usual;
    }

    /// <summary>The number of decimal places of the number at the end of a text; −1 if it does not end with a number.</summary>
    private static int DecimalsAtEnd(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd(" \r\")"u8);
        var digits = text.Length - 1 - text.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var before = text.Length - digits;
        if (before > 0 && text[before - 1] == (byte)'.')
            return before > 1 && char.IsAsciiDigit((char)text[before - 2]) ? digits : -1;
        return digits > 0 ? 0 : -1;
    }

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
            return new InputException(fileName, null, "this is Turo's trip export, not a toll statement.", "Import it as trips.");
        const string Advice = "If it is a statement, describe its columns in a layout file (docs/LAYOUTS.md) and use that.";
        if (catalog.Nearest(tried) is not { } nearest)
        {
            var first = tried.FirstOrDefault(cells => cells.Any(cell => cell.Trim().Length > 0)) ?? [];
            return new InputException(fileName, null, $"no known statement header in the first {LayoutCatalog.HeaderLines} lines. The first line is: {Quote(first)}.", Advice) { Topic = InputTopic.Layout };
        }

        var missing = nearest.Missing.Count > 0 ? $" Missing columns: {string.Join(", ", nearest.Missing)}." : "";
        var unknown = nearest.Unknown.Count > 0 ? $" Unexpected columns: {string.Join(", ", nearest.Unknown)}." : "";
        return new InputException(
            fileName, null,
            $"the header matches no known statement layout. Columns found: {Quote(nearest.Headers)}. The most similar layout is {nearest.Layout.Id} ({nearest.Layout.Name}).{missing}{unknown}",
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
