using NodaTime;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Hosts;

/// <summary>Creates the tolls of trips, late returns, early pickups, handovers, and the host's own drives.</summary>
internal sealed class DemoDrives(Dice dice, CustodyBook custody, LocalDate today)
{
    /// <summary>Before this many days ago there are fewer uncertain tolls: the host has decided most of them.</summary>
    private const int RecentDays = 40;

    /// <summary>Tolls per day of a trip.</summary>
    private static readonly int[] TollsADay = [0, 0, 1, 1, 2, 2, 3, 4, 4];

    private readonly List<DrivenLine> rows = [];

    /// <summary>Creates the tolls and their corrections.</summary>
    public IReadOnlyList<DrivenLine> Make(IReadOnlyList<GuestTrip> trips)
    {
        foreach (var own in trips.Where(trip => !trip.IsCancelled).GroupBy(trip => trip.Car))
        {
            GuestTrip? last = null;
            foreach (var trip in own)
            {
                Between(last, trip);
                Inside(trip);
                last = trip;
            }
        }

        return rows;
    }

    /// <summary>A guest's tolls, far enough from both ends of the trip to be certain.</summary>
    private void Inside(GuestTrip trip)
    {
        var (from, to) = (trip.CertainFrom, trip.CertainTo);
        for (var day = from.Date; day <= to.Date; day = day.PlusDays(1))
        {
            // No one drives between 11:30 p.m. and 5:30 a.m., when clocks may change.
            var (first, last) = (LocalDateTime.Max(from, day.At(new LocalTime(5, 30))), LocalDateTime.Min(to, day.At(new LocalTime(23, 30))));
            if (Period.Between(first, last, PeriodUnits.Minutes).Minutes < 60)
                continue;
            for (var left = trip.Car.IsTagListed ? dice.Of(TollsADay) : dice.Number(0, 2); left > 0; left--)
                Add(trip.Car, dice.Of(Plazas.Everyday(trip.Car.Home)), dice.Moment(first, last)!.Value);
        }
    }

    private void Between(GuestTrip? last, GuestTrip next)
    {
        if (last is null)
            return;
        var minutes = Period.Between(last.End, next.Start, PeriodUnits.Minutes).Minutes;
        var points = Plazas.Everyday(last.Car.Home).Where(plaza => plaza.Entry.Length == 0 && plaza.Agency != "CBDTP").ToList();
        if (minutes <= 120)
        {
            if (IsShown(next.Start, 100))
                Add(last.Car, dice.Of(points), next.Start.PlusMinutes(dice.Number(4, 26)));
            return;
        }

        if (IsShown(last.End, 30))
            Add(last.Car, dice.Of(points), last.End.PlusMinutes(dice.Number(8, 95)));
        if (IsShown(next.Start, 14))
            Add(last.Car, dice.Of(points), next.Start.PlusMinutes(-dice.Number(8, 50)));
        // The host's own drives: after any late return, before any early pickup, and by day.
        var (noon, from, to) = (next.Start.Date.PlusDays(-1).At(new LocalTime(12, 0)), last.End.PlusHours(7), next.Start.PlusHours(-2));
        if (noon > from && noon.PlusHours(4) < to && dice.Percent(70))
        {
            Add(last.Car, dice.Of(points), noon.PlusMinutes(dice.Number(0, 90)));
            Add(last.Car, dice.Of(points), noon.PlusMinutes(dice.Number(120, 230)));
        }
    }

    /// <summary>Whether to create an uncertain toll: with the given percentage recently, and a third of it earlier.</summary>
    private bool IsShown(LocalDateTime moment, int percent) => dice.Percent(moment.Date > today.PlusDays(-RecentDays) ? percent : percent / 3);

    private void Add(Car car, Plaza plaza, LocalDateTime at)
    {
        if (car.Home == Home.Pennsylvania)
            at = at.PlusSeconds(-at.Second);
        var byPlate = plaza.Agency == "CBDTP" || dice.Percent(car.IsTagListed ? 12 : 30);
        var row = new DrivenLine
        {
            Account = car.Home,
            Driver = custody.DriverAt(car, at),
            At = at,
            Posted = at.Date.PlusDays(Delay()),
            Cents = plaza.Cents,
            Plaza = plaza,
            EntryPlaza = plaza.Entry,
            Entry = plaza.Entry.Length > 0 ? at.PlusMinutes(-dice.Number(12, 55)) : null,
            Tag = byPlate ? null : car.Tag,
            Plate = byPlate ? car.PlateOn(at.Date) : null,
            State = byPlate ? car.State : "",
        };
        rows.Add(row);
        Correct(row);
    }

    /// <summary>Days until a toll is posted: usually the same or the next day, sometimes weeks.</summary>
    private int Delay() => dice.Number(0, 1000) switch
    {
        < 560 => 0,
        < 760 => 1,
        < 890 => 2,
        < 985 => dice.Number(3, 9),
        < 995 => dice.Number(9, 17),
        _ => dice.Number(17, 41),
    };

    /// <summary>Later corrections of a toll: the congestion zone's crossing credit, a new rate, a reversal.</summary>
    private void Correct(DrivenLine row)
    {
        if (row.Plaza!.Agency == "CBDTP" && dice.Percent(60))
        {
            rows.Add(row with { Kind = LineKind.TollCredit, Cents = -300, Plaza = row.Plaza with { Code = "CXC" }, Posted = row.Posted.PlusDays(dice.Number(1, 3)) });
        }
        else if (row.Plaza.Agency == "PANYNJ" && dice.Percent(3))
        {
            var later = row.Posted.PlusDays(dice.Number(12, 22));
            rows[^1] = row with { Cents = 1831 };
            rows.Add(row with { Kind = LineKind.TollCredit, Cents = -1831, Posted = later });
            rows.Add(row with { Posted = later });
        }
        else if (row.Plaza.Agency is "GSP" or "MTAB&T" && dice.Percent(2))
        {
            rows.Add(row with { Kind = LineKind.TollCredit, Cents = -row.Cents, Posted = row.Posted.PlusDays(dice.Number(3, 10)) });
        }
    }
}
