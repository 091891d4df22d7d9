using NodaTime.Text;

namespace TuroEzpass.Tests.Matching;

/// <summary>Lines of the files, each as its site writes it. The plate NY ABC1234 is the car 1000001 by Turo's own label.</summary>
internal static class Rows
{
    public const string NjHeader =
        "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,DESCRIPTION,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE";

    public const string Nj18Header =
        "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,ACTIVITY,PLAZA ID,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE";

    public const string NyHeader = "Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount";

    public const string NyBusinessHeader = "Lane Txn ID,Tag/Plate #,Posted Date,Agency,Entry Plaza,Exit Plaza,Class,Date,Time,Amount,Post Txn Balance";

    public const string MdHeader =
        "Posting Date,Transaction Date,Transponder/PlateNumber,Agency,Type,Entry Time,Entry Plaza,Entry Lane,Exit Time,Exit Plaza,Exit Lane,Vehicle Class,Amount,Balance";

    public const string PaHeader =
        "Posting Date,Transaction,Transponder,License State,Entry Date,Entry Interchange,Exit Date,Exit Interchange,Class,Amount,Payment Method,Card Number,Adjusted,Invoice";

    public const string TripHeader =
        "Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,Trip start,Trip end,Trip status,Distance traveled,Trip price,Tolls & tickets,VIN,Check-in odometer,Check-out odometer,Delivery,Late fee,Additional usage";

    public const string Plate = "ABC1234-NY";
    public const string Car = "1000001";

    private static readonly LocalDateTimePattern Iso = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss");
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm");

    /// <summary>A toll of New Jersey's file at a local time such as <c>2025-11-20 14:00:00</c> (the exit's).</summary>
    public static string Nj(
        string at, string amount = "($2.17)", string id = Plate, string agency = "GSP", string plaza = "RAS",
        string entryTime = "", string entryPlaza = "-", string? posted = null, string type = "TOLL", string vehicleClass = "1")
    {
        var time = Iso.Parse(at).Value;
        var date = Day(time.Date);
        return $"{posted ?? date},{date},{id},{agency},{type},{entryTime},{entryPlaza},-,{time.ToString("HH:mm:ss", null)},{plaza},12S,{vehicleClass},{amount},Y,BUSINESS,N,$467.11";
    }

    /// <summary>The same toll as the 18-column variant has it: charges are positive.</summary>
    public static string Nj18(string at, string amount = "$2.17 ", string id = Plate, string agency = "GSP", string plaza = "RAS", string? posted = null)
    {
        var time = Iso.Parse(at).Value;
        var date = Day(time.Date);
        return $"{posted ?? date},{date},{id},{agency},TOLL,49,-,-,-,{time.ToString("HH:mm:ss", null)},{plaza},01S,1,{amount},Y,STANDARD,N,$227.93";
    }

    /// <summary>A toll of New York's file.</summary>
    public static string Ny(
        string at, string amount = "$-6.94", string id = "33237100001", string tag = "NY ABC1234", string agency = "MTAB&T",
        string entryPlaza = "", string plaza = "VNB", string vehicleClass = "31")
    {
        var time = Iso.Parse(at).Value;
        return $"\"{id}\",\"{tag}\",\"{agency}\",\"{entryPlaza}\",\"{plaza}\",\"{vehicleClass}\",\"{time.ToString("MM/dd/yyyy", null)}\",\"{time.ToString("hh:mm:ss tt", null)}\",\"{amount}\"";
    }

    /// <summary>A toll of Maryland's file; times as in the file, empty where it has none.</summary>
    public static string Md(
        string at, string entry = "", string entryPlaza = "***", string exit = "", string amount = "$6.00", string type = "Toll Charge",
        string agency = "MDTA", string id = Plate) =>
        $"6/30/2026 3:25:37 AM,{MdTime(at)},{id},{agency},{type},{MdTime(entry)},{entryPlaza},0,{MdTime(exit)},I-95 JFK Memorial Highway,8,2,{amount},$121.39";

    /// <summary>A toll of Pennsylvania's table; times as <c>2025-11-20 14:00</c>, empty where it has none.</summary>
    public static string Pa(
        string exit, string entry = "", string entryPlaza = "", string plaza = "T349 E", string amount = "$1.72", string type = "TOLL CHARGE",
        string tag = "", string plate = "ABC1234    NY") =>
        $"11/30/2025,{type},{tag},{plate},{PaTime(entry)},{entryPlaza},{PaTime(exit)},{plaza},2L,{amount},,,,";

    /// <summary>A trip; times as <c>2025-11-20 14:00</c>.</summary>
    public static string Trip(
        string id, string start, string end, string status = "Completed", string vehicle = Car, string plate = "NY #ABC1234", string? guest = null,
        string distance = "250", string price = "$300.00", string tolls = "$0.00", string name = "Honda Civic 2020",
        string vin = "", string checkIn = "", string checkOut = "", string delivery = "", string lateFee = "", string usage = "") =>
        $"{id},{guest ?? $"Guest {id}"},Host's Car {vehicle} ({plate}),{name},{vehicle},{TuroTime(start)},{TuroTime(end)},{status},{distance},{price},{tolls},{vin},{checkIn},{checkOut},{delivery},{lateFee},{usage}";

    public static string Day(NodaTime.LocalDate date) => date.ToString("MM/dd/yyyy", null);

    private static string TuroTime(string text) => Minutes.Parse(text).Value.ToString("yyyy-MM-dd hh:mm tt", null);

    private static string MdTime(string text) => text.Length == 0 ? "" : Iso.Parse(text).Value.ToString("M/d/yyyy h:mm:ss tt", null);

    private static string PaTime(string text) => text.Length == 0 ? "" : Minutes.Parse(text).Value.ToString("MM/dd/yyyy hh:mm tt", null);
}
