using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>The Maine Turnpike's posted tolls: every cell quoted, only tolls, a barrier's plaza in the entry column, and a final line of text.</summary>
internal sealed class MaineWriter() : StatementWriter(Names)
{
    public const string Names =
        "Posting Date,Tag/Vehicle Reg.,Transaction Date,Transaction Time,Facility,Entry/Barrier Plaza,Exit Plaza,Toll,Discount Eligible?";

    private const string Day = "MM/dd/yyyy";

    public override string Header => Join([.. Columns]);

    public override string[] Cells(StatementLine line)
    {
        var plaza = line.Plaza ?? throw new ArgumentException("Only tolls are posted here.", nameof(line));
        var isBarrier = line.EntryPlaza.Length == 0;
        return
        [
            CellText.Of(line.Posted, Day), CellText.Identifier(line, (state, plate) => $"{state} {plate}", ""), line.DateText ?? CellText.Of(line.At, Day), CellText.Of(line.At, "HH:mm:ss"),
            plaza.Agency, isBarrier ? plaza.Code : line.EntryPlaza, isBarrier ? "" : plaza.Code, line.AmountText ?? $"${CellText.Plain(line.Cents)}", line.Tag is null ? "No" : "Yes",
        ];
    }

    public override IEnumerable<string[]> Footer(IReadOnlyList<StatementLine> lines) => [["End of report", .. Enumerable.Repeat("", Columns.Count - 1)]];

    protected override bool Shows(StatementLine line) => line.Kind == LineKind.Toll;

    protected override string Join(string[] cells) => CellText.AllQuoted(cells);
}
