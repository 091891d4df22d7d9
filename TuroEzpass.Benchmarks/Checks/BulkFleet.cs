using System.Globalization;
using System.Text;
using TuroEzpass.Benchmarks.Truth;
using TuroEzpass.Benchmarks.Truth.Files;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>A large, ordinary host for the speed checks: one New York statement, newest first, and a trips file.
/// One car for each hundred trips; nine tolls of ten lie in a trip.</summary>
internal sealed record BulkFleet(InputFile Statement, InputFile Trips, InputFile FleetFile)
{
    private static readonly DateTime First = new(2024, 5, 1, 10, 0, 0);

    private static readonly Plaza[] Plazas =
    [
        new("MTAB&T", "RKB", 694), new("MTAB&T", "VNB", 911), new("MTAB&T", "TNB", 694), new("PANYNJ", "GWU", 1606), new("PANYNJ", "LNT", 1831),
        new("GSP", "BER", 224), new("NYSBA", "NBB", 165), new("NYSTA", "YK", 219), new("NYSTA", "19", 286, Ends.EntryUntimed), new("CBDTP", "CRZ", 900),
    ];

    /// <summary>Makes one.</summary>
    public static BulkFleet Make(int rows, int trips)
    {
        var dice = new Dice(rows + trips);
        var perCar = Math.Min(100, Math.Max(1, trips / 5));
        var cars = Enumerable.Range(0, (trips + perCar - 1) / perCar).Select(NewCar).ToList();
        for (var trip = 0; trip < trips; trip++)
            AddTrip(cars[trip / perCar], trip, First.AddDays(trip % perCar * 7).AddMinutes(30 * dice.Number(0, 20)), dice.Number(40, 100));
        var lines = Enumerable.Range(0, rows).Select(row => MakeLine(dice, cars, row)).OrderByDescending(line => line.At).ToList();
        return new BulkFleet(
            new("Transaction_Report_400000001_20260501_101500.csv", Write(NewYorkTexts.Header, lines.Select(line => NewYorkTexts.Of(line, marksClass: false)))),
            new("trip_earnings_export_20260501.csv", TripsText.Of(cars.SelectMany(car => car.Rentals), new DateTime(2026, 5, 1), isNewest: true)),
            new("fleet.csv", FleetText.Of(cars)));
    }

    private static Car NewCar(int number) => new()
    {
        Id = (2_000_000 + number).ToString(CultureInfo.InvariantCulture),
        Home = Home.NewYork,
        State = "NY",
        Plate = string.Create(CultureInfo.InvariantCulture, $"LBK{1000 + number}"),
        Tag = string.Create(CultureInfo.InvariantCulture, $"00499{number:000000}"),
    };

    private static void AddTrip(Car car, int number, DateTime start, int hours) => car.Rentals.Add(new Rental
    {
        Id = (60_000_000 + number).ToString(CultureInfo.InvariantCulture),
        Car = car,
        Start = start,
        End = start.AddHours(hours),
    });

    private static Line MakeLine(Dice dice, List<Car> cars, int row)
    {
        var car = dice.Of(cars);
        var trip = dice.Of(car.Rentals);
        var at = dice.Chance(0.9) ? dice.Moment(trip.Start, trip.End)!.Value : dice.Moment(trip.End, trip.End.AddHours(60))!.Value;
        var plaza = dice.Of(Plazas);
        var isByTag = dice.Chance(0.7);
        return new Line
        {
            Account = Home.NewYork,
            Situation = "",
            Outcome = default,
            Text = row,
            At = at,
            Posted = at,
            Plaza = plaza,
            Cents = plaza.Cents,
            EntryPlaza = plaza.Ends == Ends.EntryUntimed ? "15" : "",
            Id = (33_237_000_000 + row).ToString(CultureInfo.InvariantCulture),
            Tag = isByTag ? car.Tag : null,
            Plate = isByTag ? null : car.Plate,
            State = isByTag ? "" : car.State,
        };
    }

    private static byte[] Write(string header, IEnumerable<string> lines)
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            writer.WriteLine(header);
            foreach (var line in lines)
                writer.WriteLine(line);
        }

        return stream.ToArray();
    }
}
