using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>The timelines of all cars.</summary>
internal sealed class TripTimelines
{
    private readonly VehicleTimeline?[] byVehicle;

    public TripTimelines(TripBook book, MatchingOptions options)
    {
        var trips = book.Trips.ToLookup(trip => trip.Vehicle);
        byVehicle = new VehicleTimeline?[book.Vehicles.Vehicles.Count];
        var coverages = Coverages(book);
        foreach (var vehicle in book.Vehicles.Vehicles)
        {
            var own = coverages.GetValueOrDefault(vehicle.Id, []);
            byVehicle[vehicle.Index] = new VehicleTimeline(trips[vehicle], own, vehicle.Zone ?? book.DefaultZone, options);
        }
    }

    /// <summary>How many cars there are.</summary>
    public int Count => byVehicle.Length;

    public VehicleTimeline Of(Vehicle vehicle) => byVehicle[vehicle.Index]!;

    /// <summary>For each car, the days that its trips files cover: from the file's first trip start through the
    /// day it was downloaded.</summary>
    private static Dictionary<string, List<Coverage>> Coverages(TripBook book)
    {
        var coverages = new Dictionary<string, List<Coverage>>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in book.Files)
        {
            var taken = file.Rows.Where(row => row.Status != TripStatus.Cancelled).ToList();
            if (taken.Count == 0)
                continue;
            var first = TravelTime.At(taken.Min(row => row.Start), TimePrecision.Second).LocalSeconds;
            var end = TravelTime.DayNumber(file.Date) + 1;
            foreach (var id in taken.Select(row => row.VehicleId).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                var zone = book.Vehicles.GetOrAdd(id).Zone ?? book.DefaultZone;
                zone.Read(first, out _, out var from);
                if (!coverages.TryGetValue(id, out var own))
                    coverages.Add(id, own = []);
                own.Add(new Coverage(from, zone.StartOfDay(end)));
            }
        }

        return coverages;
    }
}
