using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>E-PASS's monthly statement: payments in one section and tolls in the next, each followed by a row of hyphens. Tolls have a tag
/// and no plate.</summary>
internal sealed class EPassWriter() : StatementWriter(Names)
{
    public const string Names = "Transponder Number,Date,Time,Posting Date,Location,Amount,Toll Type";

    public const string AccountNames = "Account Number,Date,Posting Date,Description,Location,Amount";

    private const string Account = "1000001";

    public override string[] Cells(StatementLine line)
    {
        var plaza = line.Plaza ?? throw new ArgumentException("Rows without a plaza are in the account's section.", nameof(line));
        return
        [
            line.IdentifierText ?? line.Tag ?? "", line.DateText ?? Day(line.At.Date), CellText.Of(line.At, "HH:mm:ss"), Day(line.Posted), plaza.Code,
            line.AmountText ?? CellText.Plain(line.Cents), line.Wording ?? "E",
        ];
    }

    public override IEnumerable<string> Preface(IReadOnlyList<StatementLine> lines) =>
    [
        "Account Activity", AccountNames, .. lines.Where(line => !Shows(line)).Select(line => Join(AccountCells(line))), Join(Hyphens(AccountNames.Split(',').Length)), "", "Vehicle Activity",
    ];

    public override IEnumerable<string[]> Footer(IReadOnlyList<StatementLine> lines) => [Hyphens(Columns.Count)];

    protected override bool Shows(StatementLine line) => line.Plaza is not null;

    protected override string Join(string[] cells) => CellText.AllQuoted(cells);

    private static string[] AccountCells(StatementLine line) =>
        [Account, line.DateText ?? Day(line.At.Date), Day(line.Posted), line.Wording ?? DescriptionOf(line.Kind), "", line.AmountText ?? CellText.Plain(line.Cents)];

    private static string DescriptionOf(LineKind kind) => kind switch
    {
        LineKind.Payment => "PAYMENT",
        LineKind.Fee => "ACCOUNT FEE",
        LineKind.Adjustment => "ADJUSTMENT",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The account's section has no such row."),
    };

    private static string Day(NodaTime.LocalDate day) => CellText.Of(day, "dd-MMM-yy").ToUpperInvariant();

    private static string[] Hyphens(int columns) => [.. Enumerable.Repeat("---------", columns)];
}
