using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>E-ZPass New York's transactions export. One source shows the marker of a payment in Exit Plaza, the other in Class.</summary>
internal sealed class NewYorkWriter(bool marksClass = false) : StatementWriter(Names)
{
    public const string Names =
        "Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount";

    public override string[] Cells(StatementLine line)
    {
        var (plaza, vehicleClass) = PlazaAndClass(line, marksClass);
        // Tags have a leading space.
        var identifier = CellText.Identifier(line, (state, plate) => $"{state} {plate}", " ");
        if (line.Tag is not null && line.IdentifierText is null)
            identifier = " " + identifier;
        return
        [
            line.Id, identifier, line.Plaza?.Agency ?? "", line.EntryPlaza, plaza, vehicleClass, line.DateText ?? CellText.Of(line.At, "MM/dd/yyyy"),
            line.Plaza is null || line.IsDayOnly ? "" : CellText.Of(line.At, "hh:mm:ss tt"), line.AmountText ?? $"${(line.Cents > 0 ? "-" : "")}{CellText.Plain(line.Cents)}",
        ];
    }

    protected override string Join(string[] cells) => CellText.AllQuoted(cells);

    /// <summary>The texts in the columns for the exit plaza and the class.</summary>
    public static (string Plaza, string Class) PlazaAndClass(StatementLine line, bool marksClass)
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
            _ => line.VehicleClass ?? line.Plaza!.Agency switch { "MTAB&T" => "31", "PANYNJ" => "1", _ => "2L" },
        };
        return (line.Plaza!.Code, vehicleClass);
    }
}

/// <summary>E-ZPass New York's export of a business account: with posting date and balance, charges in parentheses.</summary>
internal sealed class NewYorkBusinessWriter() : StatementWriter(Names)
{
    public const string Names =
        "Lane Txn ID,Tag/Plate #,Posted Date,Agency,Entry Plaza,Exit Plaza,Class,Date,Time,Amount,Post Txn Balance";

    public override string[] Cells(StatementLine line)
    {
        var (plaza, vehicleClass) = NewYorkWriter.PlazaAndClass(line, marksClass: true);
        return
        [
            line.Id, CellText.Identifier(line, (state, plate) => $"{state} {plate}", ""), CellText.Of(line.Posted, "MM/dd/yyyy"), line.Plaza?.Agency ?? "", line.EntryPlaza, plaza, vehicleClass,
            line.DateText ?? CellText.Of(line.At, "MM/dd/yyyy"), line.Plaza is null ? "" : CellText.Of(line.At, "hh:mm:ss tt"),
            line.AmountText ?? CellText.InParentheses(-line.Cents), CellText.InParentheses(line.BalanceCents),
        ];
    }
}
