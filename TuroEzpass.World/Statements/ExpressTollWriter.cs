using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>ExpressToll's export of one vehicle: the status shows how the vehicle was read; there is no tag, plate or posting date.</summary>
internal sealed class ExpressTollWriter() : StatementWriter(Names)
{
    public const string Names = "Transaction No,Transaction Date / Time,Location,Toll Status*,Amount";

    public override string[] Cells(StatementLine line) =>
    [
        line.Id, line.DateText ?? CellText.Of(line.At, "MM-dd-yyyy HH:mm:ss"), line.Plaza?.Code ?? "", line.Wording ?? StatusOf(line),
        line.AmountText ?? $"${CellText.Plain(line.Cents)}",
    ];

    protected override bool Shows(StatementLine line) => line.Kind == LineKind.Toll;

    private static string StatusOf(StatementLine line) =>
        line.Kind != LineKind.Toll ? throw new ArgumentException("Only tolls are known from this site.", nameof(line)) : line.Tag is null ? "VTOLL" : "AVITOLL";
}
