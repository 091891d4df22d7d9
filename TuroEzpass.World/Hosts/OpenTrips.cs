using System.Globalization;
using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Hosts;

/// <summary>The trips of a host that continue from day to day. Each car's time is divided into equal parts since a fixed day, and each part has one
/// trip: tomorrow's list has today's trips and newer ones.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Days">The number of days, back from today, that have trips.</param>
/// <param name="Trips">The number of trips that started within them; two weeks of booked trips are added.</param>
/// <param name="Plates">The cars' plates with their state first, <c>NJ ABC1234</c>.</param>
internal sealed record OpenTrips(int Seed, int Days, int Trips, IReadOnlyList<string> Plates)
{
    private const int DaysAhead = 14;
    private const long FirstReservation = 61_000_000;
    private const long FirstCar = 2_000_001;
    private const int MilesADay = 61;

    /// <summary>Days before the first listed trip for which it is known who had the car: tolls are posted up to nine days late.</summary>
    private const int CustodyDaysBefore = 20;

    /// <summary>The most trips per car in <see cref="Days"/>; with more, they would overlap.</summary>
    private const int TripsOfCar = 40;

    private static readonly LocalDateTime Begin = new(2025, 1, 1, 0, 0);
    private static readonly string[] Guests = ["Ana R.", "Ben K.", "Chidi O.", "Dana L.", "Emre T.", "Grace H.", "Ivy W.", "Jonas P.", "Kim S.", "Lea F.", "Mia C.", "Noah B."];
    private static readonly (string Make, string Name)[] Models = [("Toyota", "Toyota RAV4 2023"), ("Honda", "Honda Civic 2022"), ("Tesla", "Tesla Model 3 2023"), ("Jeep", "Jeep Wrangler 2021"), ("Ford", "Ford Bronco Sport 2022")];

    /// <summary>The cars; the first ones have <see cref="Plates"/>, in the same order.</summary>
    public IReadOnlyList<Car> Cars { get; } = [.. Enumerable.Range(0, Math.Max(Plates.Count, (Trips + TripsOfCar - 1) / TripsOfCar)).Select(number => CarOf(number, Plates))];

    /// <summary>The trips known at noon of a day, newest first.</summary>
    public IReadOnlyList<GuestTrip> KnownOn(LocalDate today) =>
        [.. Between(NoonOf(today).PlusDays(-Days), NoonOf(today).PlusDays(DaysAhead)).OrderByDescending(trip => trip.Start).ThenByDescending(trip => trip.Id, StringComparer.Ordinal)];

    /// <summary>Who really had which car up to a day: some guests pick up the car as much as an hour early, and some return it up to four hours late.</summary>
    public CustodyBook CustodyUpTo(LocalDate today)
    {
        var custody = new CustodyBook();
        foreach (var trip in Between(NoonOf(today).PlusDays(-Days - CustodyDaysBefore), NoonOf(today).PlusDays(1)).Where(trip => trip.WasDriven).OrderBy(trip => trip.Start))
        {
            var dice = Dice.Of(Seed, "custody", long.Parse(trip.Id, CultureInfo.InvariantCulture));
            var (early, late) = (dice.Percent(25) ? dice.Number(1, 61) : 0, dice.Percent(30) ? dice.Number(1, 241) : 0);
            custody.Give(trip.Car, trip.Start.PlusMinutes(-early), trip.End.PlusMinutes(late), Driver.GuestOf(trip));
        }

        return custody;
    }

    /// <summary>The time at which a day's lists and exports are created.</summary>
    public static LocalDateTime NoonOf(LocalDate day) => day.At(LocalTime.Noon);

    /// <summary>A trip in the export of a day.</summary>
    public static ExportedTrip ExportedOn(GuestTrip trip, LocalDate today)
    {
        var isOver = trip.StandingAsOf(NoonOf(today)) == TripStanding.Completed;
        var days = Math.Max(1, (int)Math.Ceiling(trip.Start.Until(trip.End).TotalDays));
        return new ExportedTrip(trip, NoonOf(today)) { Dollars = trip.IsCancelled ? 0 : days * trip.Car.DollarsADay, Miles = isOver ? days * MilesADay : 0, Odometer = isOver ? 20_000 : null };
    }

    private static Car CarOf(int number, IReadOnlyList<string> plates)
    {
        var plate = number < plates.Count ? plates[number] : FormattableString.Invariant($"NJ SIX{number:0000}");
        var (make, name) = Models[number % Models.Length];
        return new Car { Id = (FirstCar + number).ToString(CultureInfo.InvariantCulture), Make = make, Name = name, State = plate[..2], Plate = plate[3..], Tag = "" };
    }

    /// <summary>The trips of the parts that overlap a time span.</summary>
    private IEnumerable<GuestTrip> Between(LocalDateTime from, LocalDateTime to)
    {
        if (Trips == 0)
            yield break;
        var piece = TimeSpan.FromDays((double)Days * Cars.Count / Trips);
        for (var car = 0; car < Cars.Count; car++)
        {
            for (var number = (long)(Begin.Until(from) / piece); Begin.Plus(number * piece) < to; number++)
                yield return One((number * Cars.Count) + car, Cars[car], Begin.Plus(number * piece), piece);
        }
    }

    private GuestTrip One(long number, Car car, LocalDateTime from, TimeSpan piece)
    {
        var dice = Dice.Of(Seed, "turo", number);
        var hours = (int)Math.Floor(piece.TotalHours);
        var start = OnTheHalfHour(from.PlusHours(dice.Number(1, Math.Max(2, hours / 5))));
        var end = OnTheHalfHour(start.PlusHours(dice.Number(Math.Max(2, hours / 3), Math.Max(3, hours * 3 / 4))));
        var isCancelled = dice.Percent(8);
        return new GuestTrip
        {
            Id = (FirstReservation + number).ToString(CultureInfo.InvariantCulture),
            Guest = dice.Of(Guests),
            Car = car,
            Start = start,
            End = end,
            Cancelled = isCancelled ? TripStanding.GuestCancelled : null,
            WasDriven = !isCancelled,
        };
    }

    private static LocalDateTime OnTheHalfHour(LocalDateTime moment) => moment.Midnight().PlusMinutes(moment.MinuteOfDay() / 30 * 30);
}
