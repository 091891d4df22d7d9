using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Situations;
using TuroEzpass.World.Statements;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.KnownTruth;

/// <summary>An invented host's files with the true answer for every row: who drove, based on who really had the car, and what the files show,
/// as stated by the situation that created the row. The same seed gives the same bytes.</summary>
internal sealed record TrueFleet(IReadOnlyList<StatementFile> Statements, IReadOnlyList<InputFile> Trips, InputFile FleetFile)
{
    /// <summary>When guests really picked up and returned their cars.</summary>
    public IReadOnlyList<(GuestTrip Trip, LocalDateTime From, LocalDateTime To)> Handovers { get; init; } = [];

    /// <summary>How many days ahead trips are booked.</summary>
    private const int DaysAhead = 10;

    /// <summary>Creates the files.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="tolls">The number of account rows, before downloads repeat some.</param>
    public static TrueFleet Make(int seed, int tolls)
    {
        var dice = Dice.Of(seed, "fleet");
        var fleet = FleetBuilder.Build(dice, tolls);
        var custody = Dice.Of(seed, "custody");
        foreach (var car in fleet.Cars)
            fleet.Custody.GiveToGuests(car, car.Trips, custody);
        foreach (var situation in AllSituations.List)
            situation.Arrange(fleet, custody);
        var planting = new Planting(fleet, dice);
        Plant(planting, tolls);
        var trips = fleet.Trips.ToList();
        return new TrueFleet(
            new Downloads(dice).Of(planting.Lines),
            [
                TripsOn(trips, WorldClock.OlderTripsFile),
                TripsOn(trips, WorldClock.TripsFile),
            ],
            FleetFileOf(fleet.Cars))
        {
            Handovers = [.. trips.Where(trip => trip.WasDriven && trip.End <= WorldClock.TripsFile).Select(trip => (trip, fleet.Custody.TimesOf(trip))).Where(pair => pair.Item2 is not null).Select(pair => (pair.trip, pair.Item2!.Value.From, pair.Item2.Value.To))],
        };
    }

    private static void Plant(Planting planting, int tolls)
    {
        var situations = AllSituations.List;
        var total = situations.Sum(situation => situation.Weight);
        while (planting.Lines.Count < tolls)
        {
            var at = planting.Dice.Number(0, 1_000_000) / 1e6 * total;
            var index = 0;
            while (index < situations.Count - 1 && (at -= situations[index].Weight) >= 0)
                index++;
            // A rare case may need several attempts until a car fits; a case for which no car fits is left out.
            for (var attempt = 0; attempt < 60 && !situations[index].Plant(planting); attempt++)
            {
            }
        }
    }

    /// <summary>Turo's export of a day: the host's trips as of that day.</summary>
    public static InputFile TripsOn(IEnumerable<GuestTrip> trips, LocalDateTime madeAt) => new(
        TripsExport.NameOn(madeAt.Date),
        TripsExport.File(trips.Where(trip => trip.Start < madeAt.PlusDays(DaysAhead)).Select(trip => Exported(trip, madeAt))));

    /// <summary>The host's fleet file: every tag, the plates that Turo's labels do not show, and some that they do.</summary>
    public static InputFile FleetFileOf(IReadOnlyList<Car> cars) => new("fleet.csv", FleetFileWriter.File(cars.SelectMany(EntriesOf)));

    private static ExportedTrip Exported(GuestTrip trip, LocalDateTime madeAt)
    {
        // A canceled trip may have a distance or a price; only both together show that it was driven.
        var isOdd = trip.Id[^1] % 2 == 0;
        return new ExportedTrip(trip, madeAt) { Odometer = 10_000, Miles = trip.WasDriven ? 1250 : isOdd ? 250 : 0, Dollars = trip.WasDriven ? 1120 : isOdd ? 0 : 120 };
    }

    private static IEnumerable<FleetEntry> EntriesOf(Car car)
    {
        var zone = car.IsCentral ? "America/Chicago" : "";
        if (car.SwapsWith is { } other)
        {
            var at = CellText.Of(car.SwapAt, car.SwapIsDay ? "uuuu-MM-dd" : "uuuu-MM-dd HH:mm");
            yield return new FleetEntry("tag", car.Tag, car.Id, To: at, Zone: zone);
            yield return new FleetEntry("tag", car.Tag, other.Id, From: at, Zone: zone);
        }
        else
        {
            // Turo's ID, or the plate in its usual form.
            yield return new FleetEntry("tag", car.Tag, car.HasNoTrips || car.Id[^1] % 2 == 0 ? car.Id : $"{car.State} {car.Plate}", Zone: zone);
        }

        if (car.SpareTag.Length > 0)
            yield return new FleetEntry("tag", car.SpareTag, car.Id, From: CellText.Of(car.SpareFrom, "uuuu-MM-dd"), To: CellText.Of(car.SpareTo, "M/d/uuuu"));
        if (car.HasNoTrips || car.Id[^1] % 3 == 0)
            yield return new FleetEntry("plate", car.Plate, car.Id, car.State);
    }
}
