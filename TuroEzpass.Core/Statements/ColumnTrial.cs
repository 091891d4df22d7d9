namespace TuroEzpass.Core.Statements;

/// <summary>Why a column can't contain what the user chose.</summary>
/// <param name="Column">The column's index, starting at 0; null if a column is missing.</param>
/// <param name="Text">Why, and what to do.</param>
public sealed record ColumnFault(int? Column, string Text);

/// <summary>The start of a file, read with the columns that the user chose.</summary>
public sealed class ColumnTrial
{
    private ColumnTrial(string? yaml, IReadOnlyList<StatementRow> rows, IReadOnlyList<ColumnFault> faults) => (Yaml, Rows, Faults) = (yaml, rows, faults);

    /// <summary>The layout; null if a fault prevents it.</summary>
    public string? Yaml { get; }

    /// <summary>The first rows as they would be imported.</summary>
    public IReadOnlyList<StatementRow> Rows { get; }

    /// <summary>The problems by column. If some rows can be read they are warnings; otherwise the file can't be imported.</summary>
    public IReadOnlyList<ColumnFault> Faults { get; }

    /// <summary>Whether at least one row is read as a toll.</summary>
    public bool Works => Yaml is not null && Rows.Any(IsToll);

    /// <summary>Whether a row is read as a toll.</summary>
    public static bool IsToll(StatementRow row) => row is { Kind: RowKind.Toll, Unreadable: null };

    /// <summary>Reads the start of a file.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="map">Its columns.</param>
    /// <exception cref="InputException">The file has no table.</exception>
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
            yield return new ColumnFault(null, "Choose the column with the date of travel.");
        if (map.Has(StatementField.Date) && map.Has(StatementField.DateTime))
            yield return new ColumnFault(null, "Two columns are set as the date of travel. Keep only one.");
        if (map.Has(StatementField.Debit) != map.Has(StatementField.Credit))
            yield return new ColumnFault(null, "Choose a column for charges and one for credits, or one column for the amount.");
        else if (!map.Has(StatementField.Amount) && !map.Has(StatementField.Debit))
            yield return new ColumnFault(null, "Choose the column with the amount.");
        if (map.Agency.Length > 0 && AgencyDirectory.BuiltIn.Find(map.Agency) is null)
            yield return new ColumnFault(null, $"Unknown agency {map.Agency}.");
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
                yield return new ColumnFault(place, "Another column has the same meaning. Keep only one.");
        }
    }

    /// <summary>Columns with cells that don't match their meaning.</summary>
    private static IEnumerable<ColumnFault> Unlike(StatementHead head, ColumnMap map, StatementLayout layout)
    {
        for (var place = 0; place < map.Columns.Count; place++)
        {
            if (map.Columns[place] is not { } field || CheckOf(field, layout) is not var (what, fits))
                continue;
            var cells = head.Rows.Where(row => place < row.Count).Select(row => row[place].Trim()).Where(cell => cell.Length > 0 && cell != "-").ToList();
            var wrong = cells.Where(cell => !fits(cell)).ToList();
            if (wrong.Count > 0)
                yield return new ColumnFault(place, $"{wrong.Count} of {cells.Count} cells {(wrong.Count == 1 ? "is" : "are")} not a {what}, such as “{Short(wrong[0])}”.");
        }
    }

    private static (string What, Func<string, bool> Fits)? CheckOf(StatementField field, StatementLayout layout)
    {
        bool IsDate(string cell) => layout.Dates.Any(pattern => pattern.Parse(cell).Success);
        bool IsTime(string cell) => layout.Times.Any(time => time.Pattern.Parse(cell).Success);
        bool IsMoment(string cell) => layout.DateTimes.Any(moment => moment.Pattern.Parse(cell).Success);
        return field switch
        {
            StatementField.Date => ("date in the chosen format", IsDate),
            StatementField.Posted => ("date in the chosen format", cell => IsDate(cell) || IsMoment(cell)),
            StatementField.Time or StatementField.EntryTime => ("time of day", IsTime),
            StatementField.DateTime or StatementField.EntryDateTime or StatementField.ExitDateTime => ("date and time in the chosen format", cell => IsMoment(cell) || IsDate(cell)),
            StatementField.Amount or StatementField.Debit or StatementField.Credit => ("amount", cell => AmountText.TryRead(cell, out _)),
            StatementField.Tag or StatementField.Identifier => ("tag or plate", cell => TagOrPlate.Read(cell, out var found) == IdentifierReading.Found && found is not null),
            StatementField.Plate => ("plate", cell => TagOrPlate.ReadPlate(cell, "", out var found) == IdentifierReading.Found && found is not null),
            _ => null,
        };
    }

    private static ColumnFault KindFault(ColumnMap map) => map.Has(StatementField.Type)
        ? new ColumnFault(map.Columns.ToList().IndexOf(StatementField.Type), "No row counts as a toll. Enter the words that mark a toll in this column, or don't use the column.")
        : new ColumnFault(null, "No row has a date, an amount and a tag or plate, so there are no tolls to import.");

    private static string Short(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";
}
