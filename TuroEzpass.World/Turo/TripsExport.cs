using System.Globalization;
using System.Text;
using NodaTime;
using TuroEzpass.World.Statements;

namespace TuroEzpass.World.Turo;

/// <summary>A trip as an export tells it at the moment of the download.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="MadeAt">The moment.</param>
internal sealed record ExportedTrip(GuestTrip Trip, LocalDateTime MadeAt)
{
    /// <summary>Price of the trip, in dollars.</summary>
    public int Dollars { get; init; }

    public int Miles { get; init; }

    /// <summary>The odometer at check-in; null: not read.</summary>
    public int? Odometer { get; init; }
}

/// <summary>Writes Turo's trip-earnings export with all of its 47 columns.</summary>
internal static class TripsExport
{
    public const string Header =
        "Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,VIN,Trip start,Trip end,Pickup location,Return location,Trip status,Check-in odometer,Check-out odometer,Distance traveled,Trip days,Trip price,"
        + "Boost price,3-day discount,1-week discount,2-week discount,3-week discount,1-month discount,2-month discount,3-month discount,Non-refundable discount,Early bird discount,Host promotional credit,"
        + "Delivery,Excess distance,Extras,Cancellation fee,Additional usage,Late fee,Improper return fee,Airport operations fee,Airport parking credit,Tolls & tickets,On-trip EV charging,Post-trip EV charging,"
        + "Smoking,Cleaning,Fines (paid to host),Gas reimbursement,Gas fee,Other fees,Sales tax,Total earnings";

    private const string Place = "Newark, NJ";
    private const string Moment = "yyyy-MM-dd hh:mm tt";

    /// <summary>The columns' names.</summary>
    public static IReadOnlyList<string> Columns { get; } = Header.Split(',');

    /// <summary>The export's name on a day.</summary>
    public static string NameOn(LocalDate day) => $"trip_earnings_export_{CellText.Of(day, "uuuuMMdd")}.csv";

    /// <summary>The export.</summary>
    public static byte[] File(IEnumerable<ExportedTrip> trips)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var trip in trips)
            text.Append(Row(Cells(trip))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A row's line; cells with a comma are quoted.</summary>
    public static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell));

    /// <summary>A trip's cells.</summary>
    public static string[] Cells(ExportedTrip exported)
    {
        var (trip, car) = (exported.Trip, exported.Trip.Car);
        var end = trip.EndAsOf(exported.MadeAt);
        var standing = trip.StandingAsOf(exported.MadeAt);
        var cells = new string[Columns.Count];
        Array.Fill(cells, "$0.00");
        string[] first =
        [
            trip.Id, trip.Guest, $"Host's {car.Make} ({car.State} #{car.PlateOn(exported.MadeAt.Date)})", car.Name, car.Id, $"1XXXX00X0XX{car.Id[1..]}",
            CellText.Of(trip.Start, Moment), CellText.Of(end, Moment), Place, Place, WordOf(standing),
            Number(exported.Odometer), Number(exported.Odometer + exported.Miles), exported.Miles.ToString("#,0", CultureInfo.InvariantCulture),
            Number(Math.Max(1, Period.DaysBetween(trip.Start.Date, end.Date))), Dollars(exported.Dollars),
        ];
        first.CopyTo(cells, 0);
        cells[TollsColumn] = $"${CellText.Plain(standing == TripStanding.Completed ? trip.TurosTollsCents : 0)}";
        cells[^1] = Dollars(exported.Dollars * 7 / 10);
        return cells;
    }

    /// <summary>Turo's words for how a trip stands.</summary>
    public static string WordOf(TripStanding standing) => standing switch
    {
        TripStanding.GuestCancelled => "Guest cancellation",
        TripStanding.HostCancelled => "Host cancellation",
        TripStanding.InProgress => "In-progress",
        _ => standing.ToString(),
    };

    private static int TollsColumn { get; } = Columns.ToList().IndexOf("Tolls & tickets");

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Dollars(int dollars) => string.Create(CultureInfo.InvariantCulture, $"${dollars:#,0}.00");
}
