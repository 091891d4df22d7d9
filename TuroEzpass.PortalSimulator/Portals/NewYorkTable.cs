using TuroEzpass.World.Accounts;
using TuroEzpass.World.Statements;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>New York's web table: date and time are one value without seconds, and the minus sign precedes the dollar sign.</summary>
internal static class NewYorkTable
{
    /// <summary>A row's cells.</summary>
    public static string[] Cells(StatementLine row)
    {
        var (plaza, vehicleClass) = NewYorkWriter.PlazaAndClass(row, marksClass: false);
        return
        [
            row.Id, CellText.Identifier(row, (state, plate) => $"{state} {plate}", ""), row.Plaza?.Agency ?? "", row.EntryPlaza, plaza, vehicleClass,
            CellText.Of(row.At, row.Plaza is null ? "M/d/yy" : "M/d/yy h:mm tt"), $"{(row.Cents > 0 ? "-" : "")}${CellText.Plain(row.Cents)}",
        ];
    }
}
