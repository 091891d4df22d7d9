using System.Globalization;
using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Hosts;

/// <summary>Creates half a year of trips, and the next two weeks.</summary>
internal sealed class DemoTrips(Dice dice, LocalDate today)
{
    private const int DaysAhead = 14;
    private const int FirstReservation = 60_000_011;

    private static readonly string[] Guests =
    [
        "Ana R.", "Ben K.", "Chidi O.", "Dana L.", "Emre T.", "Nguyễn V.", "Grace H.", "Jürgen M.", "Ivy W.", "Jonas P.", "Kim S.", "Lea F.", "Mia C.",
        "Noah B.", "Olga D.", "Pedro A.", "Quinn E.", "Rosa G.", "Sam J.", "李 W.", "Zuri N.", "Tomás V.", "Aisha B.", "Yuki T.", "Luca P.", "Fatima Z.",
    ];

    private readonly List<GuestTrip> trips = [];

    /// <summary>Creates the trips, ordered by start and including canceled ones.</summary>
    public IReadOnlyList<GuestTrip> Make(IReadOnlyList<Car> cars)
    {
        foreach (var car in cars)
            OfCar(car);
        var number = 0;
        return
        [
            .. trips.OrderBy(trip => trip.Start).ThenBy(trip => trip.Car.Id, StringComparer.Ordinal).ThenBy(trip => trip.IsCancelled)
                .Select(trip => trip with { Id = (FirstReservation + (13 * number++)).ToString(CultureInfo.InvariantCulture) }),
        ];
    }

    private void OfCar(Car car)
    {
        var start = OnTheHalfHour(car.JoinedOn, 9, 14);
        while (start.Date < today.PlusDays(DaysAhead))
        {
            var days = dice.Percent(60) ? dice.Number(4, 10) : dice.Number(2, 5);
            var trip = Book(dice.Of(Guests), car, start, OnTheHalfHour(start.Date.PlusDays(days), 9, 18));
            if (days >= 4 && dice.Percent(10))
                trip = trip with { FirstEnd = trip.End.PlusDays(-1) };
            trips.Add(trip);
            start = NextStart(trip);
        }
    }

    /// <summary>The next trip starts an hour or two later, or after some days; a canceled trip may be in between.</summary>
    private LocalDateTime NextStart(GuestTrip last)
    {
        if (dice.Percent(18))
            return last.End.PlusMinutes(30 * dice.Number(2, 5));
        var next = OnTheHalfHour(last.End.Date.PlusDays(dice.Number(1, 6)), 9, 18);
        if (next >= last.End.PlusDays(3) && dice.Percent(40))
            trips.Add(Book(dice.Of(Guests), last.Car, last.End.PlusHours(20), last.End.PlusHours(54)) with { Cancelled = TripStanding.GuestCancelled, WasDriven = false });
        return next;
    }

    /// <summary>Books a trip; its number is assigned when all trips exist. Well inside the trip, a toll is certainly the guest's.</summary>
    private static GuestTrip Book(string guest, Car car, LocalDateTime start, LocalDateTime end) =>
        new() { Id = "", Guest = guest, Car = car, Start = start, End = end, CertainFrom = start.PlusMinutes(150), CertainTo = end.PlusMinutes(-15) };

    private LocalDateTime OnTheHalfHour(LocalDate day, int from, int to) => day.AtMidnight().PlusMinutes((dice.Number(from, to) * 60) + (30 * dice.Number(0, 2)));
}
