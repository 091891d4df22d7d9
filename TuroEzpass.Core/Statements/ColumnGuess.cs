using System.Text.RegularExpressions;
using NodaTime.Text;

namespace TuroEzpass.Core.Statements;

/// <summary>Suggests what the columns of an unknown file contain, so that usually a user only has to confirm.</summary>
public static class ColumnGuess
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly Regex Dated = new(@"^\d{1,4}[/.-](\d{1,2}|[A-Za-z]{3})[/.-]\d{2,4}\b", Options);

    /// <summary>Column names that agencies use. The first rule that fits a column and whose field is not assigned yet wins.</summary>
    private static readonly (Regex Name, StatementField? Field)[] Rules =
    [
        .. new (string Name, StatementField? Field)[]
        {
            ("BALANCE|PREPAID|PAYMENT METHOD|CARD|INVOICE", null),
            (@"(TRANS|TXN|TRX|TOLL).* (ID|NO|NUMBER|#)|^(ID|REF.*)$", StatementField.TransactionId),
            ("POST", StatementField.Posted),
            ("(TAG|TRANSPONDER|DEVICE).*(PLATE|LICEN)|(PLATE|LICEN).*(TAG|TRANSPONDER|DEVICE)", StatementField.Identifier),
            ("STATE|PROVINCE", StatementField.PlateState),
            ("PLATE|LICEN[SC]E|^LP$", StatementField.Plate),
            (@"TAG|TRANSPONDER|DEVICE|\bPASS\b", StatementField.Tag),
            ("(ENTRY|ENTRANCE).*DATE", StatementField.EntryDateTime),
            ("(ENTRY|ENTRANCE).*TIME", StatementField.EntryTime),
            ("LANE", null),
            ("ENTRY|ENTRANCE", StatementField.EntryPlaza),
            ("TYPE|DESCRIPTION|ACTIVITY|KIND|CATEGORY", StatementField.Type),
            ("CLASS|AXLE", StatementField.Class),
            ("DATE.*TIME|TIME.*DATE|TIMESTAMP|WHEN", StatementField.DateTime),
            ("DATE|DAY", StatementField.Date),
            ("TIME|CLOCK", StatementField.Time),
            ("DEBIT", StatementField.Debit),
            ("CREDIT", StatementField.Credit),
            ("AMOUNT|CHARGE|FARE|COST|PRICE|^TOLL$|TOTAL|PAID", StatementField.Amount),
            ("AGENCY|AUTHORITY|OPERATOR", StatementField.Agency),
            ("PLAZA|INTERCHANGE|LOCATION|GANTRY|EXIT|POINT|WHERE|BRIDGE", StatementField.Plaza),
            ("FACILITY|ROAD|HIGHWAY", StatementField.Facility),
            ("MEMO|COMMENT|NOTE", StatementField.Memo),
            ("ACCOUNT", StatementField.Account),
        }.Select(rule => (new Regex(rule.Name, Options), rule.Field)),
    ];

    /// <summary>Suggests a column map.</summary>
    /// <param name="head">The file's header and first rows.</param>
    /// <param name="name">The layout's name.</param>
    public static ColumnMap Of(StatementHead head, string name)
    {
        ArgumentNullException.ThrowIfNull(head);
        var columns = new StatementField?[head.Header.Count];
        for (var place = 0; place < columns.Length; place++)
        {
            var header = LayoutCatalog.Name(head.Header[place]);
            columns[place] = header.Length == 0 ? null : Rules.FirstOrDefault(rule => (rule.Field is null || !columns.Contains(rule.Field)) && rule.Name.IsMatch(header)).Field;
            // A column of dates whose cells contain times is both.
            if (columns[place] == StatementField.Date && !columns.Contains(StatementField.DateTime) && Cells(head, place).Take(20).Any(cell => cell.Contains(':', StringComparison.Ordinal)))
                columns[place] = StatementField.DateTime;
        }

        // The name gives no hint, but the cells do.
        for (var place = 0; place < columns.Length && !columns.Contains(StatementField.Date) && !columns.Contains(StatementField.DateTime); place++)
        {
            if (columns[place] is null && head.Header[place].Trim().Length > 0 && Cells(head, place).Take(20).ToList() is { Count: > 0 } cells && cells.All(Dated.IsMatch))
                columns[place] = cells.Exists(cell => cell.Contains(':', StringComparison.Ordinal)) ? StatementField.DateTime : StatementField.Date;
        }

        if (columns.Contains(StatementField.DateTime))
            columns = [.. columns.Select(field => field is StatementField.Date or StatementField.Time ? null : field)];
        // One of the two alone gives no hint.
        if (columns.Contains(StatementField.Amount) || !columns.Contains(StatementField.Debit) || !columns.Contains(StatementField.Credit))
            columns = [.. columns.Select(field => field is StatementField.Debit or StatementField.Credit ? columns.Contains(StatementField.Amount) ? null : StatementField.Amount : field)];
        var amounts = Values(head, columns, StatementField.Amount).Select(text => AmountText.TryRead(text, out var cents) ? Math.Sign(cents) : 0).ToList();
        return new ColumnMap
        {
            Name = name,
            Columns = columns,
            Sign = amounts.Count(sign => sign < 0) > amounts.Count(sign => sign > 0) ? SignRule.NegativeIsCharge : SignRule.PositiveIsCharge,
            Dates = OrderOf([.. Values(head, columns, StatementField.DateTime), .. Values(head, columns, StatementField.Date)]),
            TimeMeans = columns.Contains(StatementField.EntryPlaza) ? TimeMeans.Exit : TimeMeans.Barrier,
            TollWords = columns.Contains(StatementField.Type) && Values(head, columns, StatementField.Type).Any(text => text.Contains("TOLL", StringComparison.OrdinalIgnoreCase)) ? ["toll"] : [],
        };
    }

    private static DateOrder OrderOf(List<string> texts) =>
        Enum.GetValues<DateOrder>().MaxBy(order => texts.Count(text => ColumnMap.PatternsOf(order).Any(pattern => LocalDatePattern.CreateWithInvariantCulture(pattern).Parse(DayOf(text, order)).Success)));

    private static string DayOf(string text, DateOrder order) =>
        order == DateOrder.MonthName ? Regex.Replace(text, @"[ T]\d{1,2}:.*$", "", RegexOptions.NonBacktracking) : text.Split(' ', 'T')[0];

    private static IEnumerable<string> Values(StatementHead head, StatementField?[] columns, StatementField field) =>
        Array.IndexOf(columns, field) is var place and >= 0 ? Cells(head, place) : [];

    private static IEnumerable<string> Cells(StatementHead head, int place) =>
        head.Rows.Where(row => place < row.Count).Select(row => row[place].Trim()).Where(cell => cell.Length > 0);
}
