using System.Globalization;
using TuroEzpass.PortalSimulator.Data;
using TuroEzpass.World.Statements;

namespace TuroEzpass.PortalSimulator.Exports;

/// <summary>Rows as Pennsylvania shows and exports them (formats G1 and G3): in the file charges are positive, on the page negative.</summary>
internal static class PennsylvaniaCells
{
    private const string Moment = "MM/dd/yyyy hh:mm tt";

    /// <summary>The columns of the web table.</summary>
    public static readonly IReadOnlyList<string> TableHeader =
    [
        "Dispute", "Disputed", "Posting Date", "Transaction", "Transponder", "License State", "Entry Date", "Entry Interchange", "Exit Date", "Exit Interchange", "Class", "Amount", "Payment Method", "Account",
    ];

    private static readonly string[] Header =
    [
        "Posting Date", "Transaction", "Transponder", "License State", "Entry Date", "Entry Interchange", "Exit Date", "Exit Interchange", "Class", "Amount", "Payment Method", "Card Number", "Adjusted", "Invoice",
    ];

    /// <summary>The export.</summary>
    public static byte[] Workbook(IReadOnlyList<TollRow> rows)
    {
        // The total's sign is turned again, as in the real file.
        string[] total = ["", "", "", "", "", "", "", "", "", Amounts.InParentheses(-rows.Sum(row => row.Cents)), "Total Amount", "", "", ""];
        return TextWorkbook.Of("Transaction", [Header, .. rows.Select(OfFile), total]);
    }

    /// <summary>The cells of a row of the web table.</summary>
    public static string[] OfTable(TollRow row)
    {
        string Time(DateTime? moment) => moment?.ToString("MM/dd/yyyy h:mm tt", CultureInfo.InvariantCulture) ?? "";

        return
        [
            "", "", Day(row.Posted), Transaction(row), Transponder(row), Plate(row), Time(row.Entry), row.Place?.Entry ?? "", row.Place is null ? "" : Time(row.At), Interchange(row), Class(row),
            Amounts.InParentheses(-row.Cents), row.Kind == TollRowKind.Payment ? "Visa" : "", "000000003",
        ];
    }

    private static string[] OfFile(TollRow row)
    {
        string Time(DateTime? moment) => moment?.ToString(Moment, CultureInfo.InvariantCulture) ?? "";

        var isPayment = row.Kind == TollRowKind.Payment;
        return
        [
            Day(row.Posted), Transaction(row), Transponder(row), Plate(row), Time(row.Entry), row.Place?.Entry ?? "", row.Place is null ? "" : Time(row.At), Interchange(row), Class(row),
            Amounts.InParentheses(row.Cents), isPayment ? "Visa" : "", isPayment ? "****0001" : "", "", "",
        ];
    }

    private static string Transaction(TollRow row)
    {
        switch (row.Kind)
        {
            case TollRowKind.Payment:
                return "CC REPLENISHMENT";
            case TollRowKind.Fee:
                return "ANNUAL SERVICE FEE";
            case TollRowKind.Adjustment:
                return "ACCOUNT ADJUSTMENT";
        }

        var isAway = row.Place!.Agency != "PTC";
        var kind = row.Tag.Length == 0 ? isAway ? "VTOLL" : "V-TOLL" : isAway ? "TOLL" : "TOLL CHARGE";
        return $"{(isAway ? "AWAY AGENCY " : "")}{kind}{(row.Cents < 0 ? " CREDIT" : "")}";
    }

    private static string Transponder(TollRow row) => row.Tag.Length > 3 ? $"{row.Tag[..3]} {row.Tag[3..]}" : row.Tag;

    private static string Plate(TollRow row) => row.Plate.Length > 3 ? $"{row.Plate[3..],-11}{row.Plate[..2]}" : "";

    // Other agencies' places are named with their agency; the congestion zone's come from another list than this account's.
    private static string Interchange(TollRow row) => row.Place is null ? "" : row.Place.Agency == "CBDTP" ? $"Central Bus. Dist. - {row.Place.Code}" : row.Place.Code;

    private static string Class(TollRow row) => row.Place is { Agency: "PTC" } ? "2L" : "";

    private static string Day(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);
}
