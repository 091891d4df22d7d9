using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>The Pennsylvania Turnpike's export: tolls positive, credits and payments in parentheses, no seconds. The site provides a
/// workbook, which users save as CSV.</summary>
internal sealed class PennsylvaniaWriter() : StatementWriter(Names)
{
    public const string Names =
        "Posting Date,Transaction,Transponder,License State,Entry Date,Entry Interchange,Exit Date,Exit Interchange,Class,Amount,Payment Method,Card Number,Adjusted,Invoice";

    private const string Moment = "MM/dd/yyyy hh:mm tt";

    public override string[] Cells(StatementLine line)
    {
        var isPayment = line.Kind == LineKind.Payment;
        return
        [
            CellText.Of(line.Posted, "MM/dd/yyyy"), Transaction(line), Transponder(line), Plate(line),
            line.Entry is { } entry ? CellText.Of(entry, Moment) : "", line.EntryPlaza,
            line.Plaza is null ? "" : line.DateText is { } text ? $"{text} 10:00 AM" : CellText.Of(line.At, Moment), line.Plaza?.Code ?? "", Class(line),
            line.AmountText ?? CellText.InParentheses(line.Cents), isPayment ? "Visa" : "", isPayment ? "****0001" : "", "", "",
        ];
    }

    /// <summary>The total, with its sign reversed once more, as in the real file.</summary>
    public override IEnumerable<string[]> Footer(IReadOnlyList<StatementLine> lines) =>
        [["", "", "", "", "", "", "", "", "", CellText.InParentheses(-lines.Sum(line => line.Cents)), "Total Amount", "", "", ""]];

    /// <summary>The export as the site gives it.</summary>
    public byte[] Workbook(IReadOnlyList<StatementLine> lines) => TextWorkbook.Of("Transaction", [[.. Columns], .. lines.Select(Cells), .. Footer(lines)]);

    public static string Transaction(StatementLine line)
    {
        var isAway = line.Plaza is { Agency: not "PTC" };
        var away = isAway ? "AWAY AGENCY " : "";
        return line.Kind switch
        {
            LineKind.Payment => "CC REPLENISHMENT",
            LineKind.Fee => "ANNUAL SERVICE FEE",
            LineKind.Adjustment => "ACCOUNT ADJUSTMENT",
            LineKind.Parking => "PARKING CHARGE",
            LineKind.Violation => "INTRA AGENCY VIOLATION TRANSACTION",
            LineKind.Mystery => "MISC DEBIT",
            LineKind.TollCredit => line.Tag is null ? isAway ? "AWAY AGENCY VTOLL CREDIT" : "V-TOLL CREDIT" : $"{away}TOLL CREDIT",
            _ when isAway => line.Tag is null ? "AWAY AGENCY VTOLL" : "AWAY AGENCY TOLL",
            _ => line.Tag is null ? "V-TOLL" : "TOLL CHARGE",
        };
    }

    public static string Transponder(StatementLine line) => line.IdentifierText ?? (line.Tag is { } digits ? $"{digits[..3]} {digits[3..]}" : "");

    public static string Plate(StatementLine line) => line.Plate is null ? "" : line.State.Length == 0 ? line.Plate : $"{line.Plate,-11}{line.State}";

    /// <summary>Rows of other agencies have no class.</summary>
    public static string Class(StatementLine line) => line.Plaza is { Agency: "PTC" } ? line.VehicleClass ?? "2L" : "";
}
