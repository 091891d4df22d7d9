using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>RiverLink's export: no signs, three decimals, separate columns for tag and plate; rows other than tolls have only an ID, a type and an amount.</summary>
internal sealed class RiverLinkWriter() : StatementWriter(Names)
{
    public const string Names =
        "Payment Journal ID,Transaction Type,Amount,Aging Cycle ID,Transaction Number,DateTime,Lane,Plaza,Tag Number,Plate Number,Plate State";

    public override string[] Cells(StatementLine line)
    {
        var amount = line.AmountText ?? $"{CellText.Plain(line.Cents)}0";
        var type = line.Wording ?? TypeOf(line.Kind);
        if (line.Plaza is not { } plaza || line.Kind == LineKind.TollCredit)
            return [line.Id, type, amount, "", "", "", "", "", "", "", ""];
        return
        [
            line.Id, type, amount, "", line.Id, line.DateText ?? CellText.Of(line.At, "M/d/yyyy h:mm:ss tt"), line.Lane, plaza.Code,
            line.IdentifierText ?? line.Tag ?? "", line.Plate ?? "", line.Plate is null ? "" : line.State,
        ];
    }

    private static string TypeOf(LineKind kind) => kind switch
    {
        LineKind.Toll => "Toll",
        LineKind.Payment => "Payment",
        LineKind.Fee => "Fee",
        LineKind.Adjustment or LineKind.TollCredit => "Credit Adjustment - Assigned",
        LineKind.Violation => "Violation",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This site has no such row."),
    };
}
