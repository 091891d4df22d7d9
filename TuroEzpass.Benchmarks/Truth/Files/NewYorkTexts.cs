namespace TuroEzpass.Benchmarks.Truth.Files;

/// <summary>Lines of E-ZPass New York's two exports.</summary>
internal static class NewYorkTexts
{
    public const string Header = "Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount";
    public const string BusinessHeader = "Lane Txn ID,Tag/Plate #,Posted Date,Agency,Entry Plaza,Exit Plaza,Class,Date,Time,Amount,Post Txn Balance";

    /// <summary>The transactions export. One source shows the marker of a payment in Exit Plaza, the other in Class.</summary>
    public static string Of(Line line, bool marksClass)
    {
        var (plaza, vehicleClass) = PlazaAndClass(line, marksClass);
        // A tag has a blank before it.
        var identifier = Texts.Identifier(line, (state, plate) => $"{state} {plate}", " ");
        if (line.Tag is not null && line.Damage != Damage.Tag)
            identifier = " " + identifier;
        string[] cells =
        [
            line.Id, identifier, line.Plaza?.Agency ?? "", line.EntryPlaza, plaza, vehicleClass, Date(line),
            line.Plaza is null || line.IsDayOnly ? "" : Texts.Of(line.At, "hh:mm:ss tt"),
            line.Damage == Damage.Amount ? Texts.BrokenAmount : $"${(line.Cents > 0 ? "-" : "")}{Texts.Dollars(line.Cents)}",
        ];
        return $"\"{string.Join("\",\"", cells)}\"";
    }

    public static string OfBusiness(Line line)
    {
        var (plaza, vehicleClass) = PlazaAndClass(line, marksClass: true);
        return string.Join(',',
            line.Id, Texts.Identifier(line, (state, plate) => $"{state} {plate}", ""), Texts.Of(line.Posted, "MM/dd/yyyy"), line.Plaza?.Agency ?? "", line.EntryPlaza, plaza, vehicleClass,
            Date(line), line.Plaza is null ? "" : Texts.Of(line.At, "hh:mm:ss tt"),
            line.Damage == Damage.Amount ? Texts.BrokenAmount : Texts.Parentheses(line.Cents), Texts.Balance(line));
    }

    private static string Date(Line line) => line.Damage == Damage.Date ? Texts.ImpossibleDate : Texts.Of(line.At, "MM/dd/yyyy");

    private static (string Plaza, string Class) PlazaAndClass(Line line, bool marksClass)
    {
        var marker = line.Kind switch
        {
            LineKind.Payment => "PAYMENT",
            LineKind.Fee => "TAG LEASING FEE",
            LineKind.Adjustment => "ADJUSTMENT",
            _ => "",
        };
        if (marker.Length > 0)
            return marksClass ? ("", marker) : (marker, "");
        var vehicleClass = line.Kind switch
        {
            LineKind.Violation => "VIOLATION",
            LineKind.Parking => "PARKING",
            LineKind.Mystery => "PLUS",
            _ => line.Plaza!.Agency == "MTAB&T" ? "31" : "2L",
        };
        return (line.Plaza!.Code, vehicleClass);
    }
}
