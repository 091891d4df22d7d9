using System.Globalization;
using System.Text;
using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>Rows as the three sites export them.</summary>
internal static class DemoTexts
{
    private const string NewJerseyHeader =
        "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,DESCRIPTION,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE";

    private const string NewYorkHeader = "Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount";

    private const string PennsylvaniaHeader =
        "Posting Date,Transaction,Transponder,License State,Entry Date,Entry Interchange,Exit Date,Exit Interchange,Class,Amount,Payment Method,Card Number,Adjusted,Invoice";

    private const string Day = "MM/dd/yyyy";
    private const string PennsylvaniaMoment = "MM/dd/yyyy hh:mm tt";

    /// <summary>A statement.</summary>
    public static byte[] Of(DemoAccount account, IReadOnlyList<DemoRow> rows)
    {
        var text = new StringBuilder();
        text.Append(account switch { DemoAccount.NewJersey => NewJerseyHeader, DemoAccount.NewYork => NewYorkHeader, _ => PennsylvaniaHeader }).Append('\n');
        foreach (var row in rows)
            text.Append(account switch { DemoAccount.NewJersey => NewJersey(row), DemoAccount.NewYork => NewYork(row), _ => Pennsylvania(row) }).Append('\n');
        // The total's sign is turned again, as in the real file.
        if (account == DemoAccount.Pennsylvania)
            text.Append(CultureInfo.InvariantCulture, $",,,,,,,,,{Parentheses(-rows.Sum(row => row.Cents))},Total Amount,,,\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string NewJersey(DemoRow row)
    {
        var isToll = row.Plaza is not null;
        var description = row.Kind switch { DemoRowKind.Payment => "Prepaid Payment", DemoRowKind.Fee => "Service Fee", _ => "TOLL" };
        return string.Join(',',
            Text(row.Posted, Day), Text(row.At.Date, Day), row.Tag.Length > 0 ? row.Tag : row.Plate.Length > 0 ? $"{row.Plate}-{row.State}" : "-",
            row.Plaza?.Agency ?? "NJ E-ZPass", description,
            row.Entry is { } entry ? Text(entry, "HH:mm:ss") : "", row.Entry is null ? "-" : row.Plaza!.Entry, row.Entry is null ? "-" : "04E",
            Text(row.At, "HH:mm:ss"), isToll ? row.PlazaCode : "-", isToll ? "11X" : "-", isToll ? row.VehicleClass : "-",
            Parentheses(-row.Cents), "Y", isToll ? "BUSINESS" : "-", isToll ? "N" : "-", Parentheses(row.BalanceCents));
    }

    private static string NewYork(DemoRow row)
    {
        var marker = row.Kind switch { DemoRowKind.Payment => "PAYMENT", DemoRowKind.Fee => "TAG LEASING FEE", _ => row.PlazaCode };
        // A tag has a blank before it.
        string[] cells =
        [
            row.Id, row.Tag.Length > 0 ? $" {row.Tag}" : row.Plate.Length > 0 ? $"{row.State} {row.Plate}" : " ", row.Plaza?.Agency ?? "", row.Plaza?.Entry ?? "", marker,
            row.Plaza is null ? "" : row.VehicleClass, Text(row.At.Date, Day), row.Plaza is null ? "" : Text(row.At, "hh:mm:ss tt"), $"${(row.Cents > 0 ? "-" : "")}{Dollars(row.Cents)}",
        ];
        return $"\"{string.Join("\",\"", cells)}\"";
    }

    private static string Pennsylvania(DemoRow row)
    {
        var isAway = row.Plaza is { Agency: not "PTC" };
        var transaction = row.Kind == DemoRowKind.Payment ? "CC REPLENISHMENT"
            : $"{(isAway ? "AWAY AGENCY " : "")}{(row.Tag.Length > 0 ? isAway ? "TOLL" : "TOLL CHARGE" : isAway ? "VTOLL" : "V-TOLL")}{(row.Cents < 0 ? " CREDIT" : "")}";
        return string.Join(',',
            Text(row.Posted, Day), transaction, row.Tag.Length > 0 ? $"{row.Tag[..3]} {row.Tag[3..]}" : "", row.Plate.Length > 0 ? $"{row.Plate,-11}{row.State}" : "",
            row.Entry is { } entry ? Text(entry, PennsylvaniaMoment) : "", row.Plaza?.Entry ?? "",
            row.Plaza is null ? "" : Text(row.At, PennsylvaniaMoment), row.PlazaCode, row.Plaza is null || isAway ? "" : row.VehicleClass, Parentheses(row.Cents),
            row.Plaza is null ? "Visa" : "", row.Plaza is null ? "****0000" : "", "", "");
    }

    private static string Text(LocalDate day, string format) => day.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(LocalDateTime moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);

    private static string Dollars(long cents) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(cents) / 100}.{Math.Abs(cents) % 100:00}");

    /// <summary><c>($5.54)</c> below zero, else <c>$5.54</c>.</summary>
    private static string Parentheses(long cents) => cents < 0 ? $"(${Dollars(cents)})" : $"${Dollars(cents)}";
}
