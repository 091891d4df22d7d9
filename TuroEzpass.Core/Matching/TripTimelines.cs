using NodaTime;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>The timelines of all cars.</summary>
internal sealed class TripTimelines
{
    /// <summary>Fewer trips don't show whether a fleet is busy.</summary>
    private const int LeastTripsOfABusyFleet = 3;

    /// <summary>The shortest pause that is not ordinary, in days.</summary>
    private const int LeastSilentDays = 45;

    private readonly VehicleTimeline?[] byVehicle;

    public TripTimelines(TripBook book, MatchingOptions options)
    {
        var trips = book.Trips.ToLookup(trip => trip.Vehicle);
        byVehicle = new VehicleTimeline?[book.Vehicles.Vehicles.Count];
        var coverages = Coverages(book);
        foreach (var vehicle in book.Vehicles.Vehicles)
        {
            var own = coverages.GetValueOrDefault(vehicle, []);
            byVehicle[vehicle.Index] = new VehicleTimeline(trips[vehicle], own, vehicle.Zone ?? book.DefaultZone, options);
        }
    }

    /// <summary>The number of cars.</summary>
    public int Count => byVehicle.Length;

    public VehicleTimeline Of(Vehicle vehicle) => byVehicle[vehicle.Index]!;

    /// <summary>The coverage of each car, by its id.</summary>
    internal static Dictionary<string, IReadOnlyList<Coverage>> CoverageOf(TripBook book) =>
        Coverages(book).ToDictionary(pair => pair.Key.Id, pair => (IReadOnlyList<Coverage>)pair.Value, StringComparer.Ordinal);

    /// <summary>For each car, the times that its trips files cover: from its own first trip in the file until the file may not know more.
    /// Earlier trips may be in another export.</summary>
    private static Dictionary<Vehicle, List<Coverage>> Coverages(TripBook book)
    {
        var coverages = new Dictionary<Vehicle, List<Coverage>>();
        foreach (var file in book.Files)
        {
            var taken = file.Rows.Where(row => row.Status != TripStatus.Cancelled).ToList();
            if (taken.Count == 0)
                continue;
            var until = Seconds(CoveredUntil(file, taken));
            foreach (var own in taken.GroupBy(row => book.Vehicles.GetOrAdd(row.VehicleId)))
            {
                var zone = own.Key.Zone ?? book.DefaultZone;
                zone.Read(Seconds(own.Min(row => row.Start)), out _, out var from);
                zone.Read(until, out var to, out _);
                if (to <= from)
                    continue;
                if (!coverages.TryGetValue(own.Key, out var known))
                    coverages.Add(own.Key, known = []);
                known.Add(new Coverage(from, to));
            }
        }

        foreach (var stated in book.Coverage.Where(stated => book.Vehicles.Find(stated.Vehicle, out _) is not null).GroupBy(stated => book.Vehicles.Find(stated.Vehicle, out _)!))
        {
            var zone = stated.Key.Zone ?? book.DefaultZone;
            if (!coverages.TryGetValue(stated.Key, out var known))
                coverages.Add(stated.Key, known = []);
            known.AddRange(StatedCoverage.Days(stated).Select(days => new Coverage(zone.StartOfDay(TravelTime.DayNumber(days.From)), zone.StartOfDay(TravelTime.DayNumber(days.To) + 1))));
        }

        return coverages;
    }

    /// <summary>The time up to which a file covers its cars. If a fleet that is otherwise busy has no trip at all in the file's last months,
    /// the file was filtered by date, and those months are not covered.</summary>
    private static LocalDateTime CoveredUntil(TripsFile file, List<TripRow> taken)
    {
        if (taken.Count < LeastTripsOfABusyFleet)
            return file.KnownUntil;
        var (reached, longestPause) = (taken.Min(row => row.Start), 0);
        foreach (var row in taken.OrderBy(row => row.Start))
        {
            longestPause = Math.Max(longestPause, Days(reached, row.Start));
            reached = LocalDateTime.Max(reached, row.End);
        }

        var silence = Days(reached, file.KnownUntil);
        return silence >= LeastSilentDays && silence >= 2 * longestPause ? reached : file.KnownUntil;
    }

    private static int Days(LocalDateTime from, LocalDateTime to) => Period.DaysBetween(from.Date, to.Date);

    private static long Seconds(LocalDateTime local) => TravelTime.At(local, TimePrecision.Second).LocalSeconds;
}
