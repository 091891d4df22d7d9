using TuroEzpass.World.Accounts;
using TuroEzpass.World.Statements;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>Pennsylvania's web table: charges are negative, unlike in the file.</summary>
internal static class PennsylvaniaTable
{
    private const string Moment = "MM/dd/yyyy h:mm tt";

    public static readonly IReadOnlyList<string> Header =
    [
        "Dispute", "Disputed", "Posting Date", "Transaction", "Transponder", "License State", "Entry Date", "Entry Interchange", "Exit Date", "Exit Interchange", "Class", "Amount", "Payment Method", "Account",
    ];

    /// <summary>A row's cells.</summary>
    public static string[] Cells(StatementLine row) =>
    [
        "", "", CellText.Of(row.Posted, "MM/dd/yyyy"), PennsylvaniaWriter.Transaction(row), PennsylvaniaWriter.Transponder(row), PennsylvaniaWriter.Plate(row),
        row.Entry is { } entry ? CellText.Of(entry, Moment) : "", row.EntryPlaza, row.Plaza is null ? "" : CellText.Of(row.At, Moment), row.Plaza?.Code ?? "",
        PennsylvaniaWriter.Class(row), CellText.InParentheses(-row.Cents), row.Kind == LineKind.Payment ? "Visa" : "", "000000003",
    ];
}
