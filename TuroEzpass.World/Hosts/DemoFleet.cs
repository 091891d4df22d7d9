using NodaTime;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.Statements;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Hosts;

/// <summary>The kind of a demo file.</summary>
internal enum DemoFileKind
{
    Trips,
    Fleet,
    Statement,
}

/// <summary>An invented host's file.</summary>
/// <param name="Kind">The kind of file.</param>
/// <param name="Name">The name, as the site would have given it.</param>
/// <param name="Bytes">The content.</param>
/// <param name="TakenIn">When the host imported it, in New York's local time.</param>
internal sealed record DemoFile(DemoFileKind Kind, string Name, byte[] Bytes, LocalDateTime TakenIn);

/// <summary>An invented host's files up to a given day: ten cars, half a year of trips, and the statements of three accounts. The same
/// day gives the same bytes; another day gives the same data, shifted. No person or event in it is real.</summary>
internal static class DemoFleet
{
    private const ulong Seed = 20_260_420;

    /// <summary>Days between downloads.</summary>
    private const int Step = 30;

    /// <summary>Days by which downloads overlap, because tolls post late.</summary>
    private const int OverlapDays = 12;

    /// <summary>Days by which a statement ends before its download.</summary>
    private const int BehindDays = 2;

    /// <summary>How many days ahead trips are booked.</summary>
    private const int BookedDaysAhead = 14;

    private const int MilesADay = 61;
    private static readonly Home[] Accounts = [Home.NewJersey, Home.NewYork, Home.Pennsylvania];

    /// <summary>The files, in import order. The last ones are from the first minutes of <paramref name="today"/>.</summary>
    /// <param name="today">The day in New York's local time.</param>
    public static IReadOnlyList<DemoFile> FilesOf(LocalDate today)
    {
        var dice = new Dice(Seed);
        var cars = DemoCars.Of(today);
        var trips = new DemoTrips(dice, today).Make(cars);
        var custody = new CustodyBook();
        var hands = Dice.Of(1, "custody");
        foreach (var own in trips.GroupBy(trip => trip.Car))
            custody.GiveToGuests(own.Key, own, hands);
        var rows = DemoAccounts.Keep(WithTrucksToll(new DemoDrives(dice, custody, today).Make(trips), trips, today), today);
        trips = WithTurosCharge(trips, rows, today);
        var files = new List<DemoFile>
        {
            new(DemoFileKind.Fleet, "fleet.csv", Fleet(cars, today, isAfterPlateChange: false), Evening(today.PlusDays(-5 * Step)).PlusMinutes(-20)),
            new(DemoFileKind.Fleet, "fleet.csv", Fleet(cars, today, isAfterPlateChange: true), Evening(today.PlusDays(2 - DemoCars.PlateChangedDaysAgo))),
        };
        var from = today.PlusDays(-DemoCars.Days);
        for (var ago = 5 * Step; ago >= 0; ago -= Step)
        {
            var day = today.PlusDays(-ago);
            // The newest files are from the nightly collection.
            var time = ago > 0 ? Evening(day) : day.At(new LocalTime(0, 10));
            var to = day.PlusDays(-BehindDays);
            files.Add(new DemoFile(DemoFileKind.Trips, TripsExport.NameOn(day), TripsExport.File(trips.Where(trip => trip.Start < time.PlusDays(BookedDaysAhead)).Select(trip => Exported(trip, time, today))), time));
            for (var index = 0; index < Accounts.Length; index++)
                files.Add(Download(Accounts[index], rows, from, to, time.PlusMinutes(1 + index)));
            from = to.PlusDays(-OverlapDays);
        }

        return [.. files.OrderBy(file => file.TakenIn)];
    }

    private static LocalDateTime Evening(LocalDate day) => day.At(new LocalTime(19, 30));

    private static string Stamp(LocalDate day) => CellText.Of(day, "uuuuMMdd");

    private static DemoFile Download(Home account, IReadOnlyList<DrivenLine> rows, LocalDate from, LocalDate to, LocalDateTime time)
    {
        // New York's site filters by travel date, the others by posting date.
        var own = rows
            .Where(row => row.Account == account && row.Posted <= to && (account == Home.NewYork ? row.At.Date : row.Posted) >= from)
            .OrderByDescending(row => row.At).ThenBy(row => row.Posted).ThenBy(row => row.Id, StringComparer.Ordinal);
        var name = account switch
        {
            Home.NewJersey => $"ezpassnj-transactions-{Stamp(time.Date)}.csv",
            Home.NewYork => $"Transaction_Report_000000001_{CellText.Of(time, "uuuuMMdd_HHmmss")}.csv",
            _ => $"paturnpike-transactionsresult-{Stamp(time.Date)}.csv",
        };
        StatementWriter writer = account switch { Home.NewJersey => new NewJerseyWriter(), Home.NewYork => new NewYorkWriter(), _ => new PennsylvaniaWriter() };
        return new DemoFile(DemoFileKind.Statement, name, writer.File([.. own]), time);
    }

    /// <summary>Charges one toll of the last month at a truck's rate.</summary>
    private static IReadOnlyList<DrivenLine> WithTrucksToll(IReadOnlyList<DrivenLine> rows, IReadOnlyList<GuestTrip> trips, LocalDate today)
    {
        var byId = trips.ToDictionary(trip => trip.Id);
        var chosen = rows.First(row => row.Plaza!.Code == "GWU" && IsCertain(row, byId.GetValueOrDefault(row.Driver.Reservation)) && row.Posted < today.PlusDays(-6) && row.At.Date > today.PlusDays(-30));
        return [.. rows.Select(row => row == chosen ? row with { Cents = 92_00, VehicleClass = "5" } : row)];
    }

    /// <summary>For one trip that is ready to be claimed, Turo has already charged the tolls.</summary>
    private static IReadOnlyList<GuestTrip> WithTurosCharge(IReadOnlyList<GuestTrip> trips, IReadOnlyList<DrivenLine> rows, LocalDate today)
    {
        long TollsOf(GuestTrip trip) => rows.Where(row => row.Driver.Reservation == trip.Id && IsCertain(row, trip)).Sum(row => row.Cents);

        var chosen = trips.First(trip => !trip.IsCancelled && trip.End.Date > today.PlusDays(-35) && trip.End.Date < today.PlusDays(-17) && TollsOf(trip) > 20_00);
        return [.. trips.Select(trip => trip == chosen ? trip with { TurosTollsCents = TollsOf(trip) } : trip)];
    }

    private static bool IsCertain(DrivenLine row, GuestTrip? trip) => trip is not null && row.At >= trip.CertainFrom && row.At < trip.CertainTo;

    private static ExportedTrip Exported(GuestTrip trip, LocalDateTime madeAt, LocalDate today)
    {
        var standing = trip.StandingAsOf(madeAt);
        var days = Period.DaysBetween(trip.Start.Date, trip.EndAsOf(madeAt).Date);
        return new ExportedTrip(trip, madeAt)
        {
            Dollars = trip.IsCancelled ? 0 : days * trip.Car.DollarsADay,
            Miles = standing == TripStanding.Completed ? days * MilesADay : 0,
            Odometer = standing == TripStanding.Completed ? 20_000 + (Period.DaysBetween(today.PlusDays(-DemoCars.Days), trip.Start.Date) * 40) : null,
        };
    }

    /// <summary>Every tag except the newest car's, and, after the change, both plates of the car with a new one.</summary>
    private static byte[] Fleet(IReadOnlyList<Car> cars, LocalDate today, bool isAfterPlateChange)
    {
        var change = today.PlusDays(-DemoCars.PlateChangedDaysAgo);
        return FleetFileWriter.File(
        [
            .. cars.Where(car => car.IsTagListed).Select(car => new FleetEntry("tag", car.Tag, car.Id)),
            .. cars.Where(car => isAfterPlateChange && car.OldPlate is not null).SelectMany(car => new FleetEntry[]
            {
                new("plate", car.OldPlate!, car.Id, car.State, To: CellText.Of(change.PlusDays(-1), "uuuu-MM-dd")),
                new("plate", car.Plate, car.Id, car.State, From: CellText.Of(change, "uuuu-MM-dd")),
            }),
        ]);
    }
}
