using System.Diagnostics.CodeAnalysis;

namespace TuroEzpass.Core.Statements;

/// <summary>The known layouts: the built-in ones and a user's own, which take precedence.</summary>
public sealed class LayoutCatalog
{
    /// <summary>The header must be among the first lines; some files have a preamble.</summary>
    public const int HeaderLines = 15;

    private readonly List<StatementLayout> layouts;

    private LayoutCatalog(IEnumerable<StatementLayout> layouts) => this.layouts = [.. layouts];

    /// <summary>The built-in layouts.</summary>
    public static LayoutCatalog BuiltIn { get; } = LoadBuiltIn();

    /// <summary>All layouts, the user's first.</summary>
    public IReadOnlyList<StatementLayout> Layouts => layouts;

    /// <summary>This catalog with a user's layouts first.</summary>
    public LayoutCatalog With(IEnumerable<StatementLayout> own) => new(own.Concat(layouts));

    /// <summary>Finds the layout and table that a line is the header of.</summary>
    /// <param name="cells">The line's cells.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="columns">Its table, with the position of each column.</param>
    public bool TryMatch(IReadOnlyList<string> cells, [NotNullWhen(true)] out StatementLayout? layout, [NotNullWhen(true)] out TableColumns? columns)
    {
        var names = Names(cells);
        foreach (var candidate in layouts)
        {
            if (TryMatch(names, candidate, out columns))
            {
                layout = candidate;
                return true;
            }
        }

        (layout, columns) = (null, null);
        return false;
    }

    /// <summary>Finds the table of one layout that a line is the header of.</summary>
    internal static bool TryMatch(IReadOnlyList<string> cells, StatementLayout layout, [NotNullWhen(true)] out TableColumns? columns) =>
        TryMatch(Names(cells), layout, out columns);

    /// <summary>The layout whose header is most similar to these lines, and the differences: for the error message about an unknown file.</summary>
    internal (StatementLayout Layout, IReadOnlyList<string> Headers, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)? Nearest(
        IEnumerable<IReadOnlyList<string>> lines)
    {
        (StatementLayout, IReadOnlyList<string>, IReadOnlyList<string>, IReadOnlyList<string>)? best = null;
        var bestScore = (0, 0);
        foreach (var line in lines)
        {
            var names = Names(line).Where(name => name.Length > 0).ToList();
            foreach (var (layout, table) in layouts.SelectMany(layout => layout.Tables.Select(table => (layout, table))))
            {
                var known = table.Columns.Values.SelectMany(aliases => aliases).Concat(table.Ignored).Select(Name).ToHashSet();
                var missing = table.Columns.Where(column => column.Key != StatementField.Balance).Select(column => column.Value).Where(aliases => !aliases.Select(Name).Any(names.Contains)).Select(aliases => aliases[0]).ToList();
                var unknown = names.Where(name => !known.Contains(name)).ToList();
                // A renamed column is one difference, not two; of equally similar layouts, the one with more columns wins.
                var score = (((names.Count - unknown.Count) * 2) - Math.Max(missing.Count, unknown.Count), table.Columns.Count);
                if (names.Count - unknown.Count < 2 || (best is not null && score.CompareTo(bestScore) <= 0))
                    continue;
                (bestScore, best) = (score, (layout, [.. line.Where(cell => cell.Trim().Length > 0)], missing, unknown));
            }
        }

        return best;
    }

    /// <summary>A header's name for comparison: without BOM, upper case, white space collapsed.</summary>
    internal static string Name(string header) =>
        string.Join(' ', header.Trim('\uFEFF', '\u200B').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static List<string> Names(IReadOnlyList<string> cells) => [.. cells.Select(Name)];

    private static bool TryMatch(List<string> names, StatementLayout layout, [NotNullWhen(true)] out TableColumns? columns)
    {
        foreach (var table in layout.Tables)
        {
            columns = TableColumns.Match(names, table);
            if (columns is not null)
                return true;
        }

        columns = null;
        return false;
    }

    private static LayoutCatalog LoadBuiltIn()
    {
        var assembly = typeof(LayoutCatalog).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith("layouts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new LayoutCatalog(names.Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return LayoutFile.Read(name, reader, isBuiltIn: true);
        }));
    }
}

/// <summary>The positions of a table's columns in one file.</summary>
public sealed class TableColumns
{
    private readonly int[] ordinals = new int[Enum.GetValues<StatementField>().Length];

    private TableColumns(StatementTable table) => Table = table;

    /// <summary>The table.</summary>
    public StatementTable Table { get; }

    /// <summary>A column's position, starting at 0; −1 if the file does not have it.</summary>
    public int this[StatementField field] => ordinals[(int)field];

    /// <summary>Matches a header line: every column exactly once, and no name that the table does not list, because an
    /// unlisted column may change the meaning of the others (as PLAZA ID does).</summary>
    internal static TableColumns? Match(List<string> names, StatementTable table)
    {
        var columns = new TableColumns(table);
        Array.Fill(columns.ordinals, -1);
        var explained = table.Ignored.Select(LayoutCatalog.Name).ToHashSet(StringComparer.Ordinal);
        if (table.Required.Select(LayoutCatalog.Name).Any(required => !names.Contains(required)))
            return null;
        foreach (var (field, aliases) in table.Columns)
        {
            var ordinal = aliases.Select(alias => names.IndexOf(LayoutCatalog.Name(alias))).FirstOrDefault(index => index >= 0, -1);
            // The balance only helps to know a charge again.
            if (ordinal < 0 && field == StatementField.Balance)
                continue;
            if (ordinal < 0)
                return null;
            columns.ordinals[(int)field] = ordinal;
            explained.Add(names[ordinal]);
        }

        return names.All(name => name.Length == 0 || explained.Contains(name)) ? columns : null;
    }
}
