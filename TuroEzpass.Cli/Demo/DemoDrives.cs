using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>Makes the tolls of the trips, of late returns and early pickups, of hand-overs, and of the host's own drives.</summary>
internal sealed class DemoDrives(DemoDice dice, LocalDate today)
{
    /// <summary>Earlier than this many days ago the doubtful ones are fewer: the host has dealt with most.</summary>
    private const int RecentDays = 40;

    /// <summary>Tolls of a day of a trip.</summary>
    private static readonly int[] TollsADay = [0, 0, 1, 1, 2, 2, 3, 4, 4];

    private readonly List<DemoRow> rows = [];

    /// <summary>The tolls, their corrections included.</summary>
    public IReadOnlyList<DemoRow> Make(IReadOnlyList<DemoTrip> trips)
    {
        foreach (var own in trips.Where(trip => !trip.IsCancelled).GroupBy(trip => trip.Car))
        {
            DemoTrip? last = null;
            foreach (var trip in own)
            {
                Between(last, trip);
                Inside(trip);
                last = trip;
            }
        }

        return rows;
    }

    /// <summary>A guest's tolls, far enough from both ends that whose they are is certain.</summary>
    private void Inside(DemoTrip trip)
    {
        var (from, to) = (trip.Start.PlusMinutes(150), trip.End.PlusMinutes(-15));
        for (var day = from.Date; day <= to.Date; day = day.PlusDays(1))
        {
            // Nobody drives between 11:30 pm and 5:30 am, when clocks may change.
            var (first, last) = (LocalDateTime.Max(from, day.At(new LocalTime(5, 30))), LocalDateTime.Min(to, day.At(new LocalTime(23, 30))));
            if (Period.Between(first, last, PeriodUnits.Minutes).Minutes < 60)
                continue;
            for (var left = trip.Car.TagIsNamed ? dice.Of(TollsADay) : dice.Number(0, 2); left > 0; left--)
                Add(trip.Car, dice.Of(DemoPlaza.Of(trip.Car.Account)), dice.Moment(first, last), trip.Id);
        }
    }

    private void Between(DemoTrip? last, DemoTrip next)
    {
        if (last is null)
            return;
        var minutes = Period.Between(last.End, next.Start, PeriodUnits.Minutes).Minutes;
        var points = DemoPlaza.SinglePointsOf(last.Car.Account);
        if (minutes <= 120)
        {
            if (IsShown(next.Start, 100))
                Add(last.Car, dice.Of(points), next.Start.PlusMinutes(dice.Number(4, 26)), "");
            return;
        }

        if (IsShown(last.End, 30))
            Add(last.Car, dice.Of(points), last.End.PlusMinutes(dice.Number(8, 95)), "");
        if (IsShown(next.Start, 14))
            Add(last.Car, dice.Of(points), next.Start.PlusMinutes(-dice.Number(8, 50)), "");
        // The host's own: later than anybody returns, earlier than anybody picks up, and by day.
        var (noon, from, to) = (next.Start.Date.PlusDays(-1).At(new LocalTime(12, 0)), last.End.PlusHours(7), next.Start.PlusHours(-2));
        if (noon > from && noon.PlusHours(4) < to && dice.Percent(70))
        {
            Add(last.Car, dice.Of(points), noon.PlusMinutes(dice.Number(0, 90)), "");
            Add(last.Car, dice.Of(points), noon.PlusMinutes(dice.Number(120, 230)), "");
        }
    }

    /// <summary>Whether a doubtful toll is made: so many of a hundred lately, a third of that before.</summary>
    private bool IsShown(LocalDateTime moment, int percent) => dice.Percent(moment.Date > today.PlusDays(-RecentDays) ? percent : percent / 3);

    private void Add(DemoCar car, DemoPlaza plaza, LocalDateTime at, string reservation)
    {
        if (car.Account == DemoAccount.Pennsylvania)
            at = at.PlusSeconds(-at.Second);
        var byPlate = plaza.Agency == "CBDTP" || dice.Percent(car.TagIsNamed ? 12 : 30);
        var row = new DemoRow(car.Account, at, at.Date.PlusDays(Delay()), plaza.Cents)
        {
            Plaza = plaza,
            PlazaCode = plaza.Code,
            Entry = plaza.Entry.Length > 0 ? at.PlusMinutes(-dice.Number(12, 55)) : null,
            Tag = byPlate ? "" : car.Tag,
            Plate = byPlate ? car.PlateOn(at.Date, today) : "",
            State = byPlate ? car.State : "",
            VehicleClass = car.Account == DemoAccount.NewJersey || plaza.Agency == "PANYNJ" ? "1" : plaza.Agency == "MTAB&T" ? "31" : "2L",
            Reservation = reservation,
        };
        rows.Add(row);
        Correct(row);
    }

    /// <summary>Days until a toll is posted: most on the same or the next day, a few after weeks.</summary>
    private int Delay() => dice.Number(0, 1000) switch
    {
        < 560 => 0,
        < 760 => 1,
        < 890 => 2,
        < 985 => dice.Number(3, 9),
        < 995 => dice.Number(9, 17),
        _ => dice.Number(17, 41),
    };

    /// <summary>Rows that put a toll right later: the congestion zone's crossing credit, a new rate, a toll taken back.</summary>
    private void Correct(DemoRow row)
    {
        if (row.Plaza!.Agency == "CBDTP" && dice.Percent(60))
        {
            rows.Add(row with { Cents = -300, PlazaCode = "CXC", Posted = row.Posted.PlusDays(dice.Number(1, 3)) });
        }
        else if (row.Plaza.Agency == "PANYNJ" && dice.Percent(3))
        {
            var later = row.Posted.PlusDays(dice.Number(12, 22));
            rows[^1] = row with { Cents = 1831 };
            rows.Add(row with { Cents = -1831, Posted = later });
            rows.Add(row with { Posted = later });
        }
        else if (row.Plaza.Agency is "GSP" or "MTAB&T" && dice.Percent(2))
        {
            rows.Add(row with { Cents = -row.Cents, Posted = row.Posted.PlusDays(dice.Number(3, 10)) });
        }
    }
}
