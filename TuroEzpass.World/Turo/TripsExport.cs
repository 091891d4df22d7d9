using System.Globalization;
using System.Text;
using NodaTime;
using TuroEzpass.World.Statements;

namespace TuroEzpass.World.Turo;

/// <summary>A trip as an export shows it at the time of the download.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="MadeAt">The time of the download.</param>
internal sealed record ExportedTrip(GuestTrip Trip, LocalDateTime MadeAt)
{
    /// <summary>The trip's price, in dollars.</summary>
    public int Dollars { get; init; }

    public int Miles { get; init; }

    /// <summary>The odometer at check-in; null if not read.</summary>
    public int? Odometer { get; init; }
}

/// <summary>Writes Turo's trip-earnings export with all 47 columns.</summary>
internal static class TripsExport
{
    public const string Header =
        "Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,VIN,Trip start,Trip end,Pickup location,Return location,Trip status,Check-in odometer,Check-out odometer,Distance traveled,Trip days,Trip price,"
        + "Boost price,3-day discount,1-week discount,2-week discount,3-week discount,1-month discount,2-month discount,3-month discount,Non-refundable discount,Early bird discount,Host promotional credit,"
        + "Delivery,Excess distance,Extras,Cancellation fee,Additional usage,Late fee,Improper return fee,Airport operations fee,Airport parking credit,Tolls & tickets,On-trip EV charging,Post-trip EV charging,"
        + "Smoking,Cleaning,Fines (paid to host),Gas reimbursement,Gas fee,Other fees,Sales tax,Total earnings";

    private const string Place = "Newark, NJ";
    private const string Moment = "yyyy-MM-dd hh:mm tt";

    /// <summary>The column names.</summary>
    public static IReadOnlyList<string> Columns { get; } = Header.Split(',');

    private static readonly Dictionary<string, int> Ordinals = Columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);

    /// <summary>The export's name on a day.</summary>
    public static string NameOn(LocalDate day) => $"trip_earnings_export_{CellText.Of(day, "uuuuMMdd")}.csv";

    /// <summary>Writes the export.</summary>
    public static byte[] File(IEnumerable<ExportedTrip> trips)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var trip in trips)
            text.Append(Row(trip)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A trip's line with some cells changed.</summary>
    /// <param name="trip">The trip.</param>
    /// <param name="texts">The changed cells, by column name.</param>
    public static string Row(ExportedTrip trip, params ReadOnlySpan<(string Column, string Text)> texts)
    {
        var cells = Cells(trip);
        foreach (var (column, text) in texts)
            cells[Ordinal(column)] = text;
        return string.Join(',', cells.Select(Quoted));
    }

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
        cells[Ordinal("Tolls & tickets")] = $"${CellText.Plain(standing == TripStanding.Completed ? trip.TurosTollsCents : 0)}";
        cells[^1] = Dollars(exported.Dollars * 7 / 10);
        return cells;
    }

    /// <summary>Turo's text for a status.</summary>
    public static string WordOf(TripStanding standing) => standing switch
    {
        TripStanding.GuestCancelled => "Guest cancellation",
        TripStanding.HostCancelled => "Host cancellation",
        TripStanding.InProgress => "In-progress",
        _ => standing.ToString(),
    };

    private static int Ordinal(string column) =>
        Ordinals.TryGetValue(column, out var ordinal) ? ordinal : throw new ArgumentException($"There is no column {column}.", nameof(column));

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Dollars(int dollars) => string.Create(CultureInfo.InvariantCulture, $"${dollars:#,0}.00");
}
