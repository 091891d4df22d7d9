using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>SunPass's export: charges and credits in two columns.</summary>
internal sealed class SunPassWriter() : StatementWriter(Names)
{
    public const string Names =
        "POSTED DATE,TRANSACTION DATE,TRANSACTION TIME,TRANSACTION NUMBER,TRANSPONDER/LICENSE PLATE,AGENCY NAME,LANE,AXLE,DESCRIPTION / PLAZA NAME,DEBIT(-),CREDIT(+),BALANCE";

    public override string[] Cells(StatementLine line)
    {
        var amount = line.AmountText ?? $"${CellText.Plain(line.Cents)}";
        var isCredit = line.Cents < 0;
        return
        [
            CellText.Of(line.Posted, "M/d/yyyy"), line.DateText ?? CellText.Of(line.At, "M/d/yyyy"), CellText.Of(line.At, "h:mm:ss tt"), line.Id,
            CellText.Identifier(line, (state, plate) => $"{plate}-{state}", ""), line.Plaza?.Agency ?? "", line.Plaza is null ? "" : "60S", line.Plaza is null ? "" : "2",
            line.Plaza?.Code ?? "PAYMENT & ADJUSTMENTS", isCredit ? "" : amount, isCredit ? amount : "", CellText.InParentheses(line.BalanceCents),
        ];
    }
}
