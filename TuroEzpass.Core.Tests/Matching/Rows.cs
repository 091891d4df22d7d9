using NodaTime.Text;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Statements;
using TuroEzpass.World.Turo;

namespace TuroEzpass.Tests.Matching;

/// <summary>Lines of the files in each site's format, with the cells that a test sets. The plate NY ABC1234 belongs to the car 1000001 by Turo's own label.</summary>
internal static class Rows
{
    private static readonly NewJerseyWriter NewJersey = new();
    private static readonly NewJersey18Writer NewJersey18 = new();
    private static readonly NewYorkWriter NewYork = new();
    private static readonly MarylandWriter Maryland = new();
    private static readonly PennsylvaniaWriter Pennsylvania = new();

    public const string NjHeader = NewJerseyWriter.Names;

    public const string Nj18Header = NewJersey18Writer.Names;

    public const string NyHeader = NewYorkWriter.Names;

    public const string NyBusinessHeader = NewYorkBusinessWriter.Names;

    public const string MdHeader = MarylandWriter.Names;

    public const string PaHeader = PennsylvaniaWriter.Names;

    public const string TripHeader = TripsExport.Header;

    public const string Plate = "ABC1234-NY";
    public const string Car = "1000001";

    private const string Never = "2000-01-01 00:00";

    private static readonly LocalDateTimePattern Iso = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss");
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm");

    /// <summary>A toll in New Jersey's file at a local time such as <c>2025-11-20 14:00:00</c> (of the exit).</summary>
    public static string Nj(
        string at, string amount = "($2.17)", string id = Plate, string agency = "GSP", string plaza = "RAS",
        string entryTime = "", string entryPlaza = "-", string? posted = null, string type = "TOLL", string vehicleClass = "1", string balance = "$467.11")
    {
        var line = Toll(at, agency, plaza, id, amount) with { Lane = "12S", VehicleClass = vehicleClass, Wording = type, BalanceCents = 467_11 };
        return NewJersey.Row(line, ("ENTRY TIME", entryTime), ("ENTRY PLAZA", entryPlaza), ("POSTING DATE", posted ?? Day(line.Posted)), ("BALANCE", balance));
    }

    /// <summary>The same toll in the 18-column variant: charges are positive.</summary>
    public static string Nj18(string at, string amount = "$2.17 ", string id = Plate, string agency = "GSP", string plaza = "RAS", string? posted = null)
    {
        var line = Toll(at, agency, plaza, id, amount) with { Lane = "01S", BalanceCents = 227_93 };
        return NewJersey18.Row(line, ("POSTING DATE", posted ?? Day(line.Posted)));
    }

    /// <summary>A toll in New York's file.</summary>
    public static string Ny(
        string at, string amount = "$-6.94", string id = "33237100001", string tag = "NY ABC1234", string agency = "MTAB&T",
        string entryPlaza = "", string plaza = "VNB", string vehicleClass = "31") =>
        NewYork.Row(Toll(at, agency, plaza, tag, amount) with { Id = id, EntryPlaza = entryPlaza, VehicleClass = vehicleClass });

    /// <summary>A toll in Maryland's file; times as in the file, empty if it has none.</summary>
    public static string Md(
        string at, string entry = "", string entryPlaza = "***", string exit = "", string amount = "$6.00", string type = "Toll Charge",
        string agency = "MDTA", string id = Plate) =>
        Maryland.Row(
            Toll(at, agency, "I-95 JFK Memorial Highway", id, amount) with { Wording = type, BalanceCents = 121_39 },
            ("Posting Date", "6/30/2026 3:25:37 AM"), ("Entry Time", MdTime(entry)), ("Entry Plaza", entryPlaza), ("Exit Time", MdTime(exit)));

    /// <summary>A toll in Pennsylvania's table; times as <c>2025-11-20 14:00</c>, empty if it has none.</summary>
    public static string Pa(
        string exit, string entry = "", string entryPlaza = "", string plaza = "T349 E", string amount = "$1.72", string type = "TOLL CHARGE",
        string tag = "", string plate = "ABC1234    NY") =>
        Pennsylvania.Row(
            Toll("2025-11-30 00:00:00", "PTC", plaza, tag, amount) with { EntryPlaza = entryPlaza },
            ("Transaction", type), ("License State", plate), ("Entry Date", PaTime(entry)), ("Exit Date", PaTime(exit)));

    /// <summary>A trip; times as <c>2025-11-20 14:00</c>, empty if the export has none. The car's VIN is derived from its id unless one is given.</summary>
    public static string Trip(
        string id, string start, string end, string status = "Completed", string vehicle = Car, string plate = "NY #ABC1234", string? guest = null,
        string distance = "250", string price = "$300.00", string tolls = "$0.00", string name = "Honda Civic 2020", string? label = null, string? vin = null,
        string checkIn = "", string checkOut = "", string delivery = "$0.00", string lateFee = "$0.00", string usage = "$0.00")
    {
        var trip = Exported(id, vehicle, guest ?? $"Guest {id}", name, start.Length > 0 ? start : Never, end.Length > 0 ? end : Never);
        (string Column, string Text)[] texts =
        [
            ("Vehicle", label ?? $"Host's Car {vehicle} ({plate})"), ("Trip start", TuroTime(start)), ("Trip end", TuroTime(end)), ("Trip status", status),
            ("Check-in odometer", checkIn), ("Check-out odometer", checkOut), ("Distance traveled", distance), ("Trip price", price),
            ("Delivery", delivery), ("Late fee", lateFee), ("Additional usage", usage), ("Tolls & tickets", tolls),
        ];
        return TripsExport.Row(trip, vin is null ? texts : [.. texts, ("VIN", vin)]);
    }

    /// <summary>A trip that differs in some cells, by their columns' names.</summary>
    public static string TripWith(params ReadOnlySpan<(string Column, string Text)> texts) =>
        TripsExport.Row(Exported("50000001", Car, "Guest A", "Honda Civic 2020", "2025-11-11 09:30", "2025-11-14 21:30"), texts);

    public static string Day(NodaTime.LocalDate date) => date.ToString("MM/dd/yyyy", null);

    private static StatementLine Toll(string at, string agency, string plaza, string identifier, string amount)
    {
        var time = Iso.Parse(at).Value;
        return new StatementLine { At = time, Posted = time.Date, Plaza = new Plaza(agency, plaza, 0), IdentifierText = identifier, AmountText = amount };
    }

    private static ExportedTrip Exported(string id, string vehicle, string guest, string name, string start, string end)
    {
        var (from, to) = (Minutes.Parse(start).Value, Minutes.Parse(end).Value);
        var car = new World.Cars.Car { Id = vehicle, Name = name, State = "NY", Plate = "ABC1234", Tag = "" };
        return new ExportedTrip(new GuestTrip { Id = id, Guest = guest, Car = car, Start = from, End = to }, to);
    }

    private static string TuroTime(string text) => text.Length == 0 ? "" : Minutes.Parse(text).Value.ToString("yyyy-MM-dd hh:mm tt", null);

    private static string MdTime(string text) => text.Length == 0 ? "" : Iso.Parse(text).Value.ToString("M/d/yyyy h:mm:ss tt", null);

    private static string PaTime(string text) => text.Length == 0 ? "" : Minutes.Parse(text).Value.ToString("MM/dd/yyyy hh:mm tt", null);
}
