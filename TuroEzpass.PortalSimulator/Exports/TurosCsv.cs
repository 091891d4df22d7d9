using System.Globalization;
using System.Text;
using TuroEzpass.PortalSimulator.Data;

namespace TuroEzpass.PortalSimulator.Exports;

/// <summary>Turo's trip-earnings export of 47 columns.</summary>
internal static class TurosCsv
{
    private const string Header =
        "Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,VIN,Trip start,Trip end,Pickup location,Return location,Trip status,Check-in odometer,Check-out odometer,Distance traveled,Trip days,Trip price,"
        + "Boost price,3-day discount,1-week discount,2-week discount,3-week discount,1-month discount,2-month discount,3-month discount,Non-refundable discount,Early bird discount,Host promotional credit,"
        + "Delivery,Excess distance,Extras,Cancellation fee,Additional usage,Late fee,Improper return fee,Airport operations fee,Airport parking credit,Tolls & tickets,On-trip EV charging,Post-trip EV charging,"
        + "Smoking,Cleaning,Fines (paid to host),Gas reimbursement,Gas fee,Other fees,Sales tax,Total earnings";

    private const int DollarsADay = 68;
    private const int MilesADay = 61;
    private const long FirstCar = 2_000_001;
    private static readonly (string Make, string Name)[] Cars = [("Toyota", "Toyota RAV4 2023"), ("Honda", "Honda Civic 2022"), ("Tesla", "Tesla Model 3 2023"), ("Jeep", "Jeep Wrangler 2021"), ("Ford", "Ford Bronco Sport 2022")];
    private static readonly string Zeros = string.Concat(Enumerable.Repeat(",$0.00", 30));

    /// <summary>The export.</summary>
    public static byte[] Of(IEnumerable<TripRow> trips)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var trip in trips)
            Append(text, trip);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Turo's words for how a trip stands.</summary>
    public static string StatusOf(TripStanding standing) => standing switch
    {
        TripStanding.Cancelled => "Guest cancellation",
        TripStanding.InProgress => "In-progress",
        _ => standing.ToString(),
    };

    /// <summary>The car's name at Turo.</summary>
    public static string NameOf(TripRow trip) => Cars[trip.Car % Cars.Length].Name;

    private static void Append(StringBuilder text, TripRow trip)
    {
        var isOver = trip.Standing == TripStanding.Completed;
        var price = trip.Standing == TripStanding.Cancelled ? 0 : trip.Days * DollarsADay;
        var id = FirstCar + trip.Car;
        var miles = trip.Days * MilesADay;
        text.Append(CultureInfo.InvariantCulture, $"{trip.Reservation},{trip.Guest},Host's {Cars[trip.Car % Cars.Length].Make} ({trip.Plate[..2]} #{trip.Plate[3..]}),{NameOf(trip)},{id},1XXXX00X0XX{id % 1_000_000:000000},")
            .Append(CultureInfo.InvariantCulture, $"{trip.Start:yyyy-MM-dd hh:mm tt},{trip.End:yyyy-MM-dd hh:mm tt},\"Newark, NJ\",\"Newark, NJ\",{StatusOf(trip.Standing)},")
            .Append(isOver ? string.Create(CultureInfo.InvariantCulture, $"20000,{20_000 + miles},{miles},") : ",,0,")
            .Append(CultureInfo.InvariantCulture, $"{trip.Days},{Dollars(price)}{Zeros},{Dollars(price * 7 / 10)}\n");
    }

    private static string Dollars(int dollars) => dollars < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"${dollars}.00")
        : string.Create(CultureInfo.InvariantCulture, $"\"${dollars:#,0}.00\"");
}
