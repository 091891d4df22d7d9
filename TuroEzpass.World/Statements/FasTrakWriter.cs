using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>The Bay Area's export: a hyphen in each empty cell, charges and credits in two columns, and a header with more names than rows have cells.</summary>
internal sealed class FasTrakWriter() : StatementWriter(Names)
{
    public const string Names =
        "POSTED DATE,TRANSACTION DATE,TRANSACTION TIME,TOLL TAG # / PLATE #,EXIT PLAZA,EXIT LANE,ENTRY DATE/TIME,ENTRY PLAZA,ENTRY LANE,DEBIT(-),CREDIT(+),BALANCE,,,,,,,,,,,,,,,,,";

    private const string None = "-";
    private const string Day = "MM/dd/yyyy";
    private const string Time = "hh:mm:ss tt";

    public override string[] Cells(StatementLine line)
    {
        var amount = line.AmountText ?? Dollars(Math.Abs(line.Cents));
        var isCredit = line.Cents < 0;
        var hasEntry = line.EntryPlaza.Length > 0;
        return
        [
            CellText.Of(line.Posted, Day), line.DateText ?? CellText.Of(line.At, Day), CellText.Of(line.At, Time), CellText.Identifier(line, (state, plate) => $"{plate}-{state}", None),
            line.Plaza?.Code ?? line.Wording ?? WordsOf(line.Kind), line.Plaza is null ? None : line.Lane, line.Entry is { } entry ? CellText.Of(entry, $"{Day} {Time}") : None,
            hasEntry ? line.EntryPlaza : None, hasEntry ? "01" : None, isCredit ? None : amount, isCredit ? amount : None, Dollars(line.BalanceCents), "",
        ];
    }

    private static string WordsOf(LineKind kind) => kind switch
    {
        LineKind.Payment => "Payments",
        LineKind.Fee => "Fees",
        LineKind.Adjustment or LineKind.TollCredit => "Adjustment",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This site has no such row without a plaza."),
    };

    /// <summary><c>$.02</c> below a dollar.</summary>
    private static string Dollars(long cents) => $"{(cents < 0 ? "-" : "")}${CellText.Plain(cents).TrimStart('0')}";
}
