using System.Globalization;
using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>Makes half a year of trips, and the two weeks to come.</summary>
internal sealed class DemoTrips(DemoDice dice, LocalDate today)
{
    private const int DaysAhead = 14;
    private const int FirstReservation = 60_000_011;

    private static readonly string[] Guests =
    [
        "Ana R.", "Ben K.", "Chidi O.", "Dana L.", "Emre T.", "Nguyễn V.", "Grace H.", "Jürgen M.", "Ivy W.", "Jonas P.", "Kim S.", "Lea F.", "Mia C.",
        "Noah B.", "Olga D.", "Pedro A.", "Quinn E.", "Rosa G.", "Sam J.", "李 W.", "Zuri N.", "Tomás V.", "Aisha B.", "Yuki T.", "Luca P.", "Fatima Z.",
    ];

    private readonly List<DemoTrip> trips = [];

    /// <summary>The trips by their start, the cancelled ones included.</summary>
    public IReadOnlyList<DemoTrip> Make()
    {
        foreach (var car in DemoCar.All)
            OfCar(car);
        var number = 0;
        return
        [
            .. trips.OrderBy(trip => trip.Start).ThenBy(trip => trip.Car.Id, StringComparer.Ordinal).ThenBy(trip => trip.IsCancelled)
                .Select(trip => trip with { Id = (FirstReservation + (13 * number++)).ToString(CultureInfo.InvariantCulture) }),
        ];
    }

    private void OfCar(DemoCar car)
    {
        var start = OnTheHalfHour(today.PlusDays(1 - car.JoinedDaysAgo), 9, 14);
        while (start.Date < today.PlusDays(DaysAhead))
        {
            var days = dice.Percent(60) ? dice.Number(4, 10) : dice.Number(2, 5);
            var trip = new DemoTrip("", dice.Of(Guests), car, start, OnTheHalfHour(start.Date.PlusDays(days), 9, 18));
            if (days >= 4 && dice.Percent(10))
                trip = trip with { FirstEnd = trip.End.PlusDays(-1) };
            trips.Add(trip);
            start = NextStart(trip);
        }
    }

    /// <summary>The next guest comes an hour or two later, or in some days; in between somebody may have cancelled.</summary>
    private LocalDateTime NextStart(DemoTrip last)
    {
        if (dice.Percent(18))
            return last.End.PlusMinutes(30 * dice.Number(2, 5));
        var next = OnTheHalfHour(last.End.Date.PlusDays(dice.Number(1, 6)), 9, 18);
        if (next >= last.End.PlusDays(3) && dice.Percent(40))
            trips.Add(new DemoTrip("", dice.Of(Guests), last.Car, last.End.PlusHours(20), last.End.PlusHours(54)) { IsCancelled = true });
        return next;
    }

    private LocalDateTime OnTheHalfHour(LocalDate day, int from, int to) => day.AtMidnight().PlusMinutes((dice.Number(from, to) * 60) + (30 * dice.Number(0, 2)));
}
