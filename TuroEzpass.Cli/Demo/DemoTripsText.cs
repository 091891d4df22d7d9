using System.Globalization;
using System.Text;
using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>Turo's trip-earnings export, and the host's fleet file.</summary>
internal static class DemoTripsText
{
    /// <summary>How far ahead guests have booked.</summary>
    private const int BookedDaysAhead = 14;

    private const string Header =
        "Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,VIN,Trip start,Trip end,Pickup location,Return location,Trip status,Check-in odometer,Check-out odometer,Distance traveled,Trip days,Trip price,"
        + "Boost price,3-day discount,1-week discount,2-week discount,3-week discount,1-month discount,2-month discount,3-month discount,Non-refundable discount,Early bird discount,Host promotional credit,"
        + "Delivery,Excess distance,Extras,Cancellation fee,Additional usage,Late fee,Improper return fee,Airport operations fee,Airport parking credit,Tolls & tickets,On-trip EV charging,Post-trip EV charging,"
        + "Smoking,Cleaning,Fines (paid to host),Gas reimbursement,Gas fee,Other fees,Sales tax,Total earnings";

    private static readonly string ZerosBeforeTolls = string.Concat(Enumerable.Repeat(",$0.00", 20));
    private static readonly string ZerosAfterTolls = string.Concat(Enumerable.Repeat(",$0.00", 9));

    /// <summary>The export as the host downloads it at a moment: later bookings are not in it, and trips stand as they stood then.</summary>
    public static byte[] Of(IEnumerable<DemoTrip> trips, LocalDateTime made, LocalDate today)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var trip in trips.Where(trip => trip.Start < made.PlusDays(BookedDaysAhead)))
            Append(text, trip, made, today);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The fleet: every tag but the newest car's, and, once it is changed, both plates of the car that got a new one.</summary>
    public static byte[] Fleet(LocalDate today, bool isAfterPlateChange)
    {
        var text = new StringBuilder("kind,value,state,vehicle,from,to\n");
        foreach (var car in DemoCar.All.Where(car => car.TagIsNamed))
            text.Append(CultureInfo.InvariantCulture, $"tag,{car.Tag},,{car.Id},,\n");
        var change = today.PlusDays(-DemoCar.PlateChangedDaysAgo);
        foreach (var car in DemoCar.All.Where(car => isAfterPlateChange && car.OldPlate is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"plate,{car.OldPlate},{car.State},{car.Id},,{change.PlusDays(-1):uuuu-MM-dd}\n")
                .Append(CultureInfo.InvariantCulture, $"plate,{car.Plate},{car.State},{car.Id},{change:uuuu-MM-dd},\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, DemoTrip trip, LocalDateTime made, LocalDate today)
    {
        var car = trip.Car;
        var end = trip.EndAsOf(made);
        var isOver = end <= made && !trip.IsCancelled;
        var status = trip.IsCancelled ? "Guest cancellation" : isOver ? "Completed" : trip.Start <= made ? "In-progress" : "Booked";
        var days = Period.DaysBetween(trip.Start.Date, end.Date);
        var price = trip.IsCancelled ? 0 : days * car.DollarsADay;
        var miles = days * 61;
        var odometer = 20_000 + (Period.DaysBetween(today.PlusDays(-DemoCar.Days), trip.Start.Date) * 40);
        text.Append(CultureInfo.InvariantCulture, $"{trip.Id},{trip.Guest},Host's {car.Make} ({car.State} #{car.PlateOn(made.Date, today)}),{car.Name},{car.Id},1XXXX00X0XX{car.Id[1..]},")
            .Append(CultureInfo.InvariantCulture, $"{trip.Start:yyyy-MM-dd hh:mm tt},{end:yyyy-MM-dd hh:mm tt},\"Newark, NJ\",\"Newark, NJ\",{status},")
            .Append(isOver ? string.Create(CultureInfo.InvariantCulture, $"{odometer},{odometer + miles},{miles},") : ",,0,")
            .Append(CultureInfo.InvariantCulture, $"{days},{Dollars(price)}{ZerosBeforeTolls},${(isOver ? trip.TurosTollsCents : 0) / 100m:0.00}{ZerosAfterTolls},{Dollars(price * 7 / 10)}\n");
    }

    private static string Dollars(int dollars) => dollars < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"${dollars}.00")
        : string.Create(CultureInfo.InvariantCulture, $"\"${dollars:#,0}.00\"");
}
