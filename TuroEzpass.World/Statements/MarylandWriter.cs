using TuroEzpass.World.Accounts;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Statements;

/// <summary>Maryland's export: all amounts positive; away rows without an exit time, dated by their entry.</summary>
internal sealed class MarylandWriter() : StatementWriter(Names)
{
    public const string Names =
        "Posting Date,Transaction Date,Transponder/PlateNumber,Agency,Type,Entry Time,Entry Plaza,Entry Lane,Exit Time,Exit Plaza,Exit Lane,Vehicle Class,Amount,Balance";

    private const string Moment = "M/d/yyyy h:mm:ss tt";

    public override string[] Cells(StatementLine line)
    {
        var posted = CellText.Of(line.Posted.AtMidnight().PlusHours(23).PlusSeconds(line.At.MinuteOfDay() * 2), Moment);
        var at = line.DateText is { } text ? $"{text} 10:00:00 AM" : CellText.Of(line.At, Moment);
        var amount = line.AmountText ?? $"${CellText.Plain(line.Cents)}";
        var balance = CellText.InParentheses(line.BalanceCents);
        if (line.Plaza is not { } plaza)
            return [posted, at, "", "", "Credit Card Payment", "", "", "", "", "", "", "", amount, balance];
        var isOwn = plaza.Agency == "MDTA";
        var hasEntryPlaza = line.EntryPlaza.Length > 0;
        return
        [
            posted, at, CellText.Identifier(line, (state, plate) => $"{state} {plate}", ""), plaza.Agency, line.Wording ?? (isOwn ? "Toll Charge" : "E-ZPass Away Toll Charge"),
            plaza.Ends == Ends.ExitUntimed ? at : line.Entry is { } entry ? CellText.Of(entry, Moment) : "", hasEntryPlaza ? line.EntryPlaza : "***", hasEntryPlaza ? "3" : "0",
            isOwn && plaza.Ends != Ends.ExitUntimed ? at : "", plaza.Code, "8", "2", amount, balance,
        ];
    }
}
