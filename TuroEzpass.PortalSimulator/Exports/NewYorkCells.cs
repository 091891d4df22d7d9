using System.Globalization;
using System.Text;
using TuroEzpass.PortalSimulator.Data;

namespace TuroEzpass.PortalSimulator.Exports;

/// <summary>Rows as New York shows and exports them (format A and B).</summary>
internal static class NewYorkCells
{
    /// <summary>The invented account.</summary>
    public const string Account = "000000002";

    private const string Header = "Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount";
    private const long FirstId = 33_000_000_000;

    /// <summary>The export.</summary>
    public static byte[] Csv(IEnumerable<TollRow> rows)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in rows)
        {
            // A tag has a blank before it, and the minus stands behind the dollar.
            string[] cells =
            [
                Id(row), row.Tag.Length > 0 ? $" {row.Tag}" : row.Plate.Length > 0 ? row.Plate : " ", row.Place?.Agency ?? "", row.Place?.Entry ?? "", Plaza(row), Class(row),
                Text(row.At, "MM/dd/yyyy"), row.Place is null ? "" : Text(row.At, "hh:mm:ss tt"), $"${(row.Cents > 0 ? "-" : "")}{Amounts.Plain(row.Cents)}",
            ];
            text.Append('"').AppendJoin("\",\"", cells).Append("\"\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The cells of a row of the web table: date and time are one value without seconds, and the minus stands before the dollar.</summary>
    public static string[] OfTable(TollRow row) =>
    [
        Id(row), row.Tag.Length > 0 ? row.Tag : row.Plate, row.Place?.Agency ?? "", row.Place?.Entry ?? "", Plaza(row), Class(row),
        Text(row.At, row.Place is null ? "M/d/yy" : "M/d/yy h:mm tt"), $"{(row.Cents > 0 ? "-" : "")}${Amounts.Plain(row.Cents)}",
    ];

    private static string Id(TollRow row) => row.Place is null ? "" : (FirstId + row.Number).ToString(CultureInfo.InvariantCulture);

    private static string Plaza(TollRow row) => row.Kind switch
    {
        TollRowKind.Payment => "PAYMENT",
        TollRowKind.Fee => "TAG LEASING FEE",
        TollRowKind.Adjustment => "ADJUSTMENT",
        _ => row.Place!.Code,
    };

    private static string Class(TollRow row) => row.Place is null ? "" : row.Place.Agency == "NYSTA" ? "2L" : "31";

    private static string Text(DateTime moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);
}
