using System.Globalization;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Statements;

/// <summary>E-ZPass New Jersey's export with 17 columns, as from the site or as saved by Excel: without leading zeros, and with a space
/// after amounts.</summary>
internal sealed class NewJerseyWriter(bool isResaved = false) : StatementWriter(Names)
{
    public const string Names =
        "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,DESCRIPTION,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE";

    private readonly string date = isResaved ? "M/d/yyyy" : "MM/dd/yyyy";
    private readonly string time = isResaved ? "H:mm:ss" : "HH:mm:ss";

    public override string[] Cells(StatementLine line)
    {
        var isToll = line.Plaza is not null;
        return
        [
            CellText.Of(line.Posted, date), line.DateText ?? CellText.Of(line.At, date), Identifier(line, isResaved), line.Plaza?.Agency ?? "NJ E-ZPass", Description(line),
            line.Plaza?.Ends == Ends.Placeholder ? CellText.Of(line.At.Midnight(), time) : line.Entry is { } entry ? CellText.Of(entry, time) : "",
            line.EntryPlaza.Length > 0 ? line.EntryPlaza : "-", line.EntryPlaza.Length > 0 ? "04E" : "-",
            CellText.Of(line.At, time), line.Plaza?.Code ?? "-", isToll ? line.Lane : "-", isToll ? line.VehicleClass ?? "1" : "-",
            line.AmountText ?? CellText.InParentheses(-line.Cents), "Y", isToll ? "BUSINESS" : "-", isToll ? "N" : "-",
            isResaved ? $"\"$1,{CellText.Plain(line.BalanceCents)} \"" : CellText.InParentheses(line.BalanceCents),
        ];
    }

    /// <summary>The tag or plate; a tag saved by Excel has lost its zeros.</summary>
    public static string Identifier(StatementLine line, bool isResaved)
    {
        var text = CellText.Identifier(line, (state, plate) => $"{plate}-{state}", "-");
        return isResaved && line.Tag is not null && line.IdentifierText is null ? long.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : text;
    }

    private static string Description(StatementLine line) => line.Wording ?? line.Kind switch
    {
        LineKind.Payment => "Prepaid Payment",
        LineKind.Fee => "Service Fee",
        LineKind.Adjustment => "Paterson Plank Adj",
        LineKind.Parking => "PARKING",
        LineKind.Violation => "VIOLATION",
        LineKind.Mystery => "E-Z PLUS TXN",
        _ => "TOLL",
    };
}

/// <summary>New Jersey's variant with 18 columns: tolls positive, with the plaza's number, and saved by Excel.</summary>
internal sealed class NewJersey18Writer() : StatementWriter(Names)
{
    public const string Names =
        "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,ACTIVITY,PLAZA ID,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE";

    public override string[] Cells(StatementLine line) =>
    [
        CellText.Of(line.Posted, "M/d/yyyy"), CellText.Of(line.At, "M/d/yyyy"), NewJerseyWriter.Identifier(line, isResaved: true), line.Plaza!.Agency, "TOLL", "13",
        line.Entry is { } entry ? CellText.Of(entry, "H:mm:ss") : "-", line.EntryPlaza.Length > 0 ? line.EntryPlaza : "-", "-",
        CellText.Of(line.At, "H:mm:ss"), line.Plaza.Code, line.Lane, "1", line.AmountText ?? $"${CellText.Plain(line.Cents)} ", "Y", "STANDARD", "N", CellText.InParentheses(line.BalanceCents),
    ];
}
