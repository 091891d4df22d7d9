using System.Globalization;
using System.Text;

namespace TuroEzpass.Benchmarks.Truth.Files;

/// <summary>Turo's trip-earnings export and the fleet file.</summary>
internal static class TripsText
{
    private const string Header =
        "Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,VIN,Trip start,Trip end,Pickup location,Return location,Trip status,Check-in odometer,Check-out odometer,Distance traveled,Trip days,Trip price,"
        + "Boost price,3-day discount,1-week discount,2-week discount,3-week discount,1-month discount,2-month discount,3-month discount,Non-refundable discount,Early bird discount,Host promotional credit,"
        + "Delivery,Excess distance,Extras,Cancellation fee,Additional usage,Late fee,Improper return fee,Airport operations fee,Airport parking credit,Tolls & tickets,On-trip EV charging,Post-trip EV charging,"
        + "Smoking,Cleaning,Fines (paid to host),Gas reimbursement,Gas fee,Other fees,Sales tax,Total earnings";

    private static readonly string Zeros = string.Concat(Enumerable.Repeat(",$0.00", 30));

    /// <summary>An export made on a day: what the host had by then, as it was then.</summary>
    public static byte[] Of(IEnumerable<Rental> rentals, DateTime madeOn, bool isNewest)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var rental in rentals.Where(rental => isNewest || rental.Start < madeOn.AddDays(10)))
        {
            var end = isNewest ? rental.End : rental.OlderEnd ?? rental.End;
            Append(text, rental, end, StatusOn(rental, end, madeOn, isNewest));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string StatusOn(Rental rental, DateTime end, DateTime madeOn, bool isNewest) =>
        isNewest ? rental.Status : rental.Start > madeOn ? "Booked" : rental.IsCancelled || end <= madeOn ? rental.Status : "In-progress";

    private static void Append(StringBuilder text, Rental rental, DateTime end, string status)
    {
        var car = rental.Car;
        // A cancelled trip may have either a distance or a price; only both together say that it was driven.
        var isOdd = rental.Id[^1] % 2 == 0;
        var distance = rental.WasDriven ? "1,250" : isOdd ? "250" : "0";
        var price = rental.WasDriven ? "\"$1,120.00\"" : isOdd ? "$0.00" : "$120.00";
        text.Append(CultureInfo.InvariantCulture, $"{rental.Id},Guest {rental.Id},Host's Honda ({car.State} #{car.Plate}),Honda Civic 2020,{car.Id},1HGXX00X0XX{car.Id[1..]},")
            .Append(CultureInfo.InvariantCulture, $"{Texts.Of(rental.Start, "yyyy-MM-dd hh:mm tt")},{Texts.Of(end, "yyyy-MM-dd hh:mm tt")},\"New York, NY\",\"New York, NY\",{status},10000,11250,\"{distance}\",3,{price}")
            .Append(Zeros).Append(",$635.26\n");
    }
}

/// <summary>The host's fleet file.</summary>
internal static class FleetText
{
    public static byte[] Of(IReadOnlyList<Car> cars)
    {
        var text = new StringBuilder("kind,value,state,vehicle,from,to,zone\n");
        foreach (var car in cars)
        {
            var zone = car.IsCentral ? "America/Chicago" : "";
            if (car.SwapsWith is { } other)
            {
                var at = Texts.Of(car.SwapAt, car.SwapIsDay ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm");
                text.Append(CultureInfo.InvariantCulture, $"tag,{car.Tag},,{car.Id},,{at},{zone}\ntag,{car.Tag},,{other.Id},{at},,{zone}\n");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"tag,{car.Tag},,{NameOf(car)},,,{zone}\n");
            }

            if (car.SpareTag.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"tag,{car.SpareTag},,{car.Id},{Texts.Of(car.SpareFrom, "yyyy-MM-dd")},{Texts.Of(car.SpareTo, "M/d/yyyy")},\n");
            // Turo's labels tell the other plates.
            if (car.HasNoTrips || IsPlateListed(car))
                text.Append(CultureInfo.InvariantCulture, $"plate,{car.Plate},{car.State},{car.Id},,,\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static bool IsPlateListed(Car car) => car.Id[^1] % 3 == 0;

    /// <summary>Turo's id, or the plate as people write it.</summary>
    private static string NameOf(Car car) => car.HasNoTrips || car.Id[^1] % 2 == 0 ? car.Id : $"{car.State} {car.Plate}";
}
