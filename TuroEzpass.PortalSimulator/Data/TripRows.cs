namespace TuroEzpass.PortalSimulator.Data;

/// <summary>The host's invented trips. Each car's time is cut into equal pieces since a fixed day, and each piece has one trip of its own:
/// tomorrow's list has today's trips, and some more.</summary>
internal sealed class TripRows
{
    private const int DaysAhead = 14;
    private const long FirstReservation = 61_000_000;

    /// <summary>A car that takes more trips in <see cref="SimulatorOptions.Days"/> would have them at once.</summary>
    private const int TripsOfCar = 40;

    private static readonly DateTime Begin = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly string[] Guests = ["Ana R.", "Ben K.", "Chidi O.", "Dana L.", "Emre T.", "Grace H.", "Ivy W.", "Jonas P.", "Kim S.", "Lea F.", "Mia C.", "Noah B."];

    /// <summary>Throws the trips.</summary>
    /// <param name="options">Seed, size and plates.</param>
    /// <param name="today">The last day on which trips may have begun.</param>
    public TripRows(SimulatorOptions options, DateOnly today)
    {
        Today = today;
        var plates = Identifiers.PlatesOf(options);
        var cars = Math.Max(plates.Count, (options.Trips + TripsOfCar - 1) / TripsOfCar);
        var piece = TimeSpan.FromDays((double)options.Days * cars / Math.Max(1, options.Trips));
        var noon = today.ToDateTime(new TimeOnly(12, 0));
        var all = new List<TripRow>();
        for (var car = 0; car < cars && options.Trips > 0; car++)
        {
            var plate = car < plates.Count ? plates[car] : FormattableString.Invariant($"NJ SIX{car:0000}");
            for (var number = (long)((noon - TimeSpan.FromDays(options.Days) - Begin) / piece); Begin + (number * piece) < noon.AddDays(DaysAhead); number++)
                all.Add(One(Dice.Of(options.Seed, "turo", (number * cars) + car), (number * cars) + car, car, plate, Begin + (number * piece), piece, noon));
        }

        All = [.. all.OrderByDescending(trip => trip.Start).ThenByDescending(trip => trip.Reservation)];
    }

    /// <summary>The present day.</summary>
    public DateOnly Today { get; }

    /// <summary>All trips, the newest first.</summary>
    public IReadOnlyList<TripRow> All { get; }

    private static TripRow One(Dice dice, long number, int car, string plate, DateTime from, TimeSpan piece, DateTime now)
    {
        var hours = (int)Math.Floor(piece.TotalHours);
        var start = OnTheHalfHour(from.AddHours(dice.Number(1, Math.Max(2, hours / 5))));
        var end = OnTheHalfHour(start.AddHours(dice.Number(Math.Max(2, hours / 3), Math.Max(3, hours * 3 / 4))));
        var standing = dice.Percent(8) ? TripStanding.Cancelled : end <= now ? TripStanding.Completed : start <= now ? TripStanding.InProgress : TripStanding.Booked;
        return new TripRow(FirstReservation + number, dice.Of(Guests), car, plate, start, end, standing);
    }

    private static DateTime OnTheHalfHour(DateTime moment) => moment.Date.AddMinutes(Math.Floor(moment.TimeOfDay.TotalMinutes / 30) * 30);
}
