using System.Globalization;
using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>What a file of the demo is.</summary>
internal enum DemoFileKind
{
    Trips,
    Fleet,
    Statement,
}

/// <summary>A file of the invented host.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, as the site would have given it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="TakenIn">When the host took it in, by New York's clock.</param>
internal sealed record DemoFile(DemoFileKind Kind, string Name, byte[] Bytes, LocalDateTime TakenIn);

/// <summary>An invented host's files up to a day: ten cars, half a year of trips, and the statements of three accounts. The same
/// day gives the same bytes; another day gives the same life, moved. Nobody and nothing in it is real.</summary>
internal static class DemoFleet
{
    private const ulong Seed = 20_260_420;

    /// <summary>Days from one download to the next.</summary>
    private const int Step = 30;

    /// <summary>Days that a download reaches back before the last one's end: tolls post late.</summary>
    private const int OverlapDays = 12;

    /// <summary>Days before a download that its statements reach.</summary>
    private const int BehindDays = 2;

    /// <summary>The files, in the order in which they were taken in. The last ones are of the first minutes of <paramref name="today"/>.</summary>
    /// <param name="today">The day by New York's clock.</param>
    public static IReadOnlyList<DemoFile> FilesOf(LocalDate today)
    {
        var dice = new DemoDice(Seed);
        var trips = new DemoTrips(dice, today).Make();
        var rows = DemoAccounts.Keep(WithTrucksToll(new DemoDrives(dice, today).Make(trips), today), today);
        trips = WithTurosCharge(trips, rows, today);
        var files = new List<DemoFile>
        {
            new(DemoFileKind.Fleet, "fleet.csv", DemoTripsText.Fleet(today, isAfterPlateChange: false), Evening(today.PlusDays(-5 * Step)).PlusMinutes(-20)),
            new(DemoFileKind.Fleet, "fleet.csv", DemoTripsText.Fleet(today, isAfterPlateChange: true), Evening(today.PlusDays(2 - DemoCar.PlateChangedDaysAgo))),
        };
        var from = today.PlusDays(-DemoCar.Days);
        for (var ago = 5 * Step; ago >= 0; ago -= Step)
        {
            var day = today.PlusDays(-ago);
            // The newest are of the night's collection.
            var time = ago > 0 ? Evening(day) : day.At(new LocalTime(0, 10));
            var to = day.PlusDays(-BehindDays);
            files.Add(new DemoFile(DemoFileKind.Trips, $"trip_earnings_export_{Stamp(day)}.csv", DemoTripsText.Of(trips, time, today), time));
            foreach (var account in Enum.GetValues<DemoAccount>())
                files.Add(Download(account, rows, from, to, time.PlusMinutes(1 + (int)account)));
            from = to.PlusDays(-OverlapDays);
        }

        return [.. files.OrderBy(file => file.TakenIn)];
    }

    private static LocalDateTime Evening(LocalDate day) => day.At(new LocalTime(19, 30));

    private static string Stamp(LocalDate day) => day.ToString("uuuuMMdd", CultureInfo.InvariantCulture);

    private static DemoFile Download(DemoAccount account, IReadOnlyList<DemoRow> rows, LocalDate from, LocalDate to, LocalDateTime time)
    {
        // New York's site selects by the day of travel, the others by posting.
        var own = rows
            .Where(row => row.Account == account && row.Posted <= to && (account == DemoAccount.NewYork ? row.At.Date : row.Posted) >= from)
            .OrderByDescending(row => row.At).ThenBy(row => row.Posted).ThenBy(row => row.Id, StringComparer.Ordinal);
        var name = account switch
        {
            DemoAccount.NewJersey => $"ezpassnj-transactions-{Stamp(time.Date)}.csv",
            DemoAccount.NewYork => $"Transaction_Report_000000001_{time.ToString("uuuuMMdd_HHmmss", CultureInfo.InvariantCulture)}.csv",
            _ => $"paturnpike-transactionsresult-{Stamp(time.Date)}.csv",
        };
        return new DemoFile(DemoFileKind.Statement, name, DemoTexts.Of(account, [.. own]), time);
    }

    /// <summary>One toll of the last month was charged at a truck's rate.</summary>
    private static IReadOnlyList<DemoRow> WithTrucksToll(IReadOnlyList<DemoRow> rows, LocalDate today)
    {
        var chosen = rows.First(row => row.Plaza!.Code == "GWU" && row.Reservation.Length > 0 && row.Posted < today.PlusDays(-6) && row.At.Date > today.PlusDays(-30));
        return [.. rows.Select(row => row == chosen ? row with { Cents = 92_00, VehicleClass = "5" } : row)];
    }

    /// <summary>Of one trip that is ready to be claimed, Turo charged the tolls already.</summary>
    private static IReadOnlyList<DemoTrip> WithTurosCharge(IReadOnlyList<DemoTrip> trips, IReadOnlyList<DemoRow> rows, LocalDate today)
    {
        long TollsOf(DemoTrip trip) => rows.Where(row => row.Reservation == trip.Id).Sum(row => row.Cents);

        var chosen = trips.First(trip => !trip.IsCancelled && trip.End.Date > today.PlusDays(-35) && trip.End.Date < today.PlusDays(-17) && TollsOf(trip) > 20_00);
        return [.. trips.Select(trip => trip == chosen ? trip with { TurosTollsCents = TollsOf(trip) } : trip)];
    }
}
