using System.Globalization;
using System.Text;
using TuroEzpass.PortalSimulator.Data;

namespace TuroEzpass.PortalSimulator.Exports;

/// <summary>Rows as New Jersey shows and exports them (format D1).</summary>
internal static class NewJerseyCells
{
    private const string Day = "MM/dd/yyyy";
    private const string Time = "HH:mm:ss";

    /// <summary>The columns of the file and of the table.</summary>
    public static readonly IReadOnlyList<string> Header =
    [
        "POSTING DATE", "TRANSACTION DATE", "TAG/PLATE NUMBER", "AGENCY", "DESCRIPTION", "ENTRY TIME", "ENTRY PLAZA", "ENTRY LANE", "EXIT TIME", "EXIT PLAZA", "EXIT LANE",
        "VEHICLE TYPE CODE", "AMOUNT", "PREPAID", "PLAN/RATE", "FARE TYPE", "BALANCE",
    ];

    /// <summary>The export.</summary>
    public static byte[] Csv(IEnumerable<TollRow> rows)
    {
        var text = new StringBuilder().AppendJoin(',', Header).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', Of(row)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A row's cells.</summary>
    public static string[] Of(TollRow row)
    {
        var isToll = row.Place is not null;
        var description = row.Kind switch
        {
            TollRowKind.Payment => "Prepaid Payment",
            TollRowKind.Fee => "Service Fee",
            TollRowKind.Adjustment => "Paterson Plank Adj",
            _ => "TOLL",
        };
        return
        [
            row.Posted.ToString(Day, CultureInfo.InvariantCulture), Text(row.At, Day), Vehicle(row), row.Place?.Agency ?? "NJ E-ZPass", description,
            row.Entry is { } entry ? Text(entry, Time) : "", row.Entry is null ? "-" : row.Place!.Entry, row.Entry is null ? "-" : "04E",
            Text(row.At, Time), row.Place?.Code ?? "-", isToll ? "11X" : "-", isToll ? "1" : "-", Amounts.InParentheses(-row.Cents), "Y",
            isToll ? "BUSINESS" : "-", isToll ? "N" : "-", Amounts.InParentheses(row.BalanceCents),
        ];
    }

    /// <summary>The plate stands before its state here.</summary>
    private static string Vehicle(TollRow row) =>
        row.Tag.Length > 0 ? row.Tag : row.Plate.Length > 3 ? $"{row.Plate[3..]}-{row.Plate[..2]}" : "-";

    private static string Text(DateTime moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);
}
