namespace TuroEzpass.Core.Statements;

/// <summary>Why a column can't be what a person says it is.</summary>
/// <param name="Column">Its place, counted from 0; null where a column is missing.</param>
/// <param name="Text">Why, and what to do.</param>
public sealed record ColumnFault(int? Column, string Text);

/// <summary>The beginning of a file, read as a person says its columns are.</summary>
public sealed class ColumnTrial
{
    private ColumnTrial(string? yaml, IReadOnlyList<StatementRow> rows, IReadOnlyList<ColumnFault> faults) => (Yaml, Rows, Faults) = (yaml, rows, faults);

    /// <summary>The layout; null while a fault stands in its way.</summary>
    public string? Yaml { get; }

    /// <summary>The first rows as they would be taken in.</summary>
    public IReadOnlyList<StatementRow> Rows { get; }

    /// <summary>What is wrong, by column. With rows that can be read it is a warning; without, nothing can be taken in so.</summary>
    public IReadOnlyList<ColumnFault> Faults { get; }

    /// <summary>Whether at least one row is read as a toll.</summary>
    public bool Works => Yaml is not null && Rows.Any(IsToll);

    /// <summary>Whether a row is read as a toll.</summary>
    public static bool IsToll(StatementRow row) => row is { Kind: RowKind.Toll, Unreadable: null };

    /// <summary>Reads the beginning of a file.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="map">What its columns are.</param>
    /// <exception cref="InputException">It holds no table.</exception>
    public static ColumnTrial Of(string fileName, byte[] bytes, ColumnMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var head = StatementHead.Read(fileName, bytes);
        var faults = Missing(map).Concat(Misplaced(head, map)).ToList();
        if (faults.Count > 0)
            return new ColumnTrial(null, [], faults);
        var yaml = map.ToYaml(head);
        var layout = LayoutFile.Read("layout", new StringReader(yaml));
        var read = new StatementReader(LayoutCatalog.BuiltIn.With([layout]), new Symbols()).Read(fileName, StatementHead.BeginningOf(fileName, bytes));
        faults.AddRange(Unlike(head, map, layout));
        if (!read.Rows.Any(IsToll) && faults.Count == 0)
            faults.Add(KindFault(map));
        return new ColumnTrial(yaml, read.Rows, faults);
    }

    private static IEnumerable<ColumnFault> Missing(ColumnMap map)
    {
        if (map.Name.Length == 0)
            yield return new ColumnFault(null, "Give the layout a name, such as the agency’s.");
        if (!map.Has(StatementField.Date) && !map.Has(StatementField.DateTime))
            yield return new ColumnFault(null, "No column is the date of travel. Choose the one that is.");
        if (map.Has(StatementField.Date) && map.Has(StatementField.DateTime))
            yield return new ColumnFault(null, "Two columns are the date of travel. Leave one of them out.");
        if (map.Has(StatementField.Debit) != map.Has(StatementField.Credit))
            yield return new ColumnFault(null, "Charges and credits go together: choose a column for each, or one for the amount.");
        else if (!map.Has(StatementField.Amount) && !map.Has(StatementField.Debit))
            yield return new ColumnFault(null, "No column is the amount. Choose the one that is.");
        if (map.Agency.Length > 0 && AgencyDirectory.BuiltIn.Find(map.Agency) is null)
            yield return new ColumnFault(null, $"The agency {map.Agency} is not known here.");
    }

    private static IEnumerable<ColumnFault> Misplaced(StatementHead head, ColumnMap map)
    {
        var names = head.Header.Select(LayoutCatalog.Name).ToList();
        for (var place = 0; place < map.Columns.Count; place++)
        {
            if (map.Columns[place] is not { } field)
                continue;
            if (place >= names.Count || names[place].Length == 0)
                yield return new ColumnFault(place, "This column has no name in the header, so it can’t be used.");
            else if (names.IndexOf(names[place]) < place)
                yield return new ColumnFault(place, "An earlier column has the same name; only that one can be used.");
            else if (map.Columns.Take(place).Contains(field))
                yield return new ColumnFault(place, "Another column is said to be the same. Leave one of them out.");
        }
    }

    /// <summary>Columns with cells that are not what the column is said to be.</summary>
    private static IEnumerable<ColumnFault> Unlike(StatementHead head, ColumnMap map, StatementLayout layout)
    {
        for (var place = 0; place < map.Columns.Count; place++)
        {
            if (map.Columns[place] is not { } field || CheckOf(field, layout) is not var (what, fits))
                continue;
            var cells = head.Rows.Where(row => place < row.Count).Select(row => row[place].Trim()).Where(cell => cell.Length > 0 && cell != "-").ToList();
            var wrong = cells.Where(cell => !fits(cell)).ToList();
            if (wrong.Count > 0)
                yield return new ColumnFault(place, $"{wrong.Count} of {cells.Count} cells {(wrong.Count == 1 ? "is" : "are")} no {what}, such as “{Short(wrong[0])}”.");
        }
    }

    private static (string What, Func<string, bool> Fits)? CheckOf(StatementField field, StatementLayout layout)
    {
        bool IsDate(string cell) => layout.Dates.Any(pattern => pattern.Parse(cell).Success);
        bool IsTime(string cell) => layout.Times.Any(time => time.Pattern.Parse(cell).Success);
        bool IsMoment(string cell) => layout.DateTimes.Any(moment => moment.Pattern.Parse(cell).Success);
        return field switch
        {
            StatementField.Date => ("date of this form", IsDate),
            StatementField.Posted => ("date of this form", cell => IsDate(cell) || IsMoment(cell)),
            StatementField.Time or StatementField.EntryTime => ("time of day", IsTime),
            StatementField.DateTime or StatementField.EntryDateTime or StatementField.ExitDateTime => ("date and time of this form", cell => IsMoment(cell) || IsDate(cell)),
            StatementField.Amount or StatementField.Debit or StatementField.Credit => ("amount", cell => AmountText.TryRead(cell, out _)),
            StatementField.Tag or StatementField.Identifier => ("tag or plate", cell => TagOrPlate.Read(cell, out var found) == IdentifierReading.Found && found is not null),
            StatementField.Plate => ("plate", cell => TagOrPlate.ReadPlate(cell, "", out var found) == IdentifierReading.Found && found is not null),
            _ => null,
        };
    }

    private static ColumnFault KindFault(ColumnMap map) => map.Has(StatementField.Type)
        ? new ColumnFault(map.Columns.ToList().IndexOf(StatementField.Type), "No row of this kind counts as a toll. Write the words that this column has for a toll, or leave the column out.")
        : new ColumnFault(null, "No row has a date, an amount and a tag or plate, so none is a toll.");

    private static string Short(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";
}
