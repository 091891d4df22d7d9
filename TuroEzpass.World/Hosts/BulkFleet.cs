using System.Globalization;
using NodaTime;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Statements;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Hosts;

/// <summary>A large, ordinary host for performance checks: one New York statement, newest first, and a trips file.
/// One car per hundred trips; nine out of ten tolls are within a trip.</summary>
internal sealed record BulkFleet(InputFile Statement, InputFile Trips, InputFile FleetFile)
{
    private static readonly LocalDateTime First = new(2024, 5, 1, 10, 0);

    private static readonly Plaza[] Passed =
    [
        new("MTAB&T", "RKB", 694), new("MTAB&T", "VNB", 911), new("MTAB&T", "TNB", 694), new("PANYNJ", "GWU", 1606), new("PANYNJ", "LNT", 1831),
        new("GSP", "BER", 224), new("NYSBA", "NBB", 165), new("NYSTA", "YK", 219), new("NYSTA", "19", 286, Ends.EntryUntimed), new("CBDTP", "CRZ", 900),
    ];

    /// <summary>Creates the host's files.</summary>
    public static BulkFleet Make(int rows, int trips)
    {
        var dice = Dice.Of(rows + trips, "bulk");
        var perCar = Math.Min(100, Math.Max(1, trips / 5));
        var cars = Enumerable.Range(0, (trips + perCar - 1) / perCar).Select(NewCar).ToList();
        for (var trip = 0; trip < trips; trip++)
            AddTrip(cars[trip / perCar], trip, First.PlusDays(trip % perCar * 7).PlusMinutes(30 * dice.Number(0, 20)), dice.Number(40, 100));
        var lines = Enumerable.Range(0, rows).Select(row => MakeLine(dice, cars, row)).OrderByDescending(line => line.At).ToList();
        return new BulkFleet(
            new("Transaction_Report_400000001_20260501_101500.csv", new NewYorkWriter().File(lines)),
            TrueFleet.TripsOn(cars.SelectMany(car => car.Trips), new LocalDateTime(2026, 5, 1, 0, 0)),
            TrueFleet.FleetFileOf(cars));
    }

    private static Car NewCar(int number) => new()
    {
        Id = (2_000_000 + number).ToString(CultureInfo.InvariantCulture),
        Home = Home.NewYork,
        State = "NY",
        Plate = string.Create(CultureInfo.InvariantCulture, $"LBK{1000 + number}"),
        Tag = string.Create(CultureInfo.InvariantCulture, $"00499{number:000000}"),
    };

    private static void AddTrip(Car car, int number, LocalDateTime start, int hours) => car.Trips.Add(new GuestTrip
    {
        Id = (60_000_000 + number).ToString(CultureInfo.InvariantCulture),
        Guest = string.Create(CultureInfo.InvariantCulture, $"Guest {60_000_000 + number}"),
        Car = car,
        Start = start,
        End = start.PlusHours(hours),
    });

    private static StatementLine MakeLine(Dice dice, List<Car> cars, int row)
    {
        var car = dice.Of(cars);
        var trip = dice.Of(car.Trips);
        var at = dice.Chance(0.9) ? dice.Moment(trip.Start, trip.End)!.Value : dice.Moment(trip.End, trip.End.PlusHours(60))!.Value;
        var plaza = dice.Of(Passed);
        var isByTag = dice.Chance(0.7);
        return new StatementLine
        {
            At = at,
            Posted = at.Date,
            Plaza = plaza,
            Cents = plaza.Cents,
            EntryPlaza = plaza.Ends == Ends.EntryUntimed ? "15" : "",
            Id = (33_237_000_000 + row).ToString(CultureInfo.InvariantCulture),
            Tag = isByTag ? car.Tag : null,
            Plate = isByTag ? null : car.Plate,
            State = isByTag ? "" : car.State,
        };
    }
}
