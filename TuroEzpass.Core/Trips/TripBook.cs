using System.Text.RegularExpressions;
using NodaTime;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Trips;

/// <summary>All trips of a run: of several files, the newest that has a reservation tells of it.</summary>
public sealed partial class TripBook
{
    private TripBook(IReadOnlyList<TripsFile> files, VehicleDirectory vehicles, IReadOnlyList<Trip> trips, ZoneCalendar zone)
    {
        Files = files;
        Vehicles = vehicles;
        Trips = trips;
        DefaultZone = zone;
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<TripsFile> Files { get; }

    /// <summary>The cars.</summary>
    public VehicleDirectory Vehicles { get; }

    /// <summary>The trips, also the cancelled ones.</summary>
    public IReadOnlyList<Trip> Trips { get; }

    /// <summary>The zone of trips of cars that have none of their own.</summary>
    public ZoneCalendar DefaultZone { get; }

    /// <summary>The cars that trips files name, with the plates in their labels.</summary>
    public static VehicleDirectory ReadVehicles(IEnumerable<TripsFile> files)
    {
        var vehicles = new VehicleDirectory();
        var rows = files.OrderBy(file => file.Date).SelectMany(file => file.Rows).ToList();
        Listings.AddTo(vehicles, rows);
        foreach (var row in rows)
        {
            var vehicle = vehicles.GetOrAdd(row.VehicleId);
            vehicle.HasTrips = true;
            vehicle.Name = row.VehicleName.Length > 0 ? row.VehicleName : vehicle.Name;
            if (row.VehicleLabel.Length == 0 || row.VehicleLabel == vehicle.Label)
                continue;
            vehicle.Label = row.VehicleLabel;
            if (PlateInLabel().Match(row.VehicleLabel) is { Success: true } match
                && TagOrPlate.ReadPlate(match.Groups["plate"].Value, match.Groups["state"].Value, out var plate) == IdentifierReading.Found)
            {
                vehicle.AddPlate(plate!);
            }
        }

        return vehicles;
    }

    /// <summary>Makes the book.</summary>
    /// <param name="files">The trips files.</param>
    /// <param name="vehicles">Their cars, perhaps with zones from a fleet file.</param>
    /// <param name="zone">The zone of the trips of cars that have none.</param>
    public static TripBook Build(IReadOnlyList<TripsFile> files, VehicleDirectory vehicles, ZoneCalendar zone)
    {
        var byReservation = files
            .SelectMany(file => file.Rows.Select(row => (File: file, Row: row)))
            .GroupBy(version => version.Row.ReservationId, StringComparer.Ordinal);
        var fullness = files.Distinct().ToDictionary(file => file, file => (file.Rows.Count, file.Rows.Sum(row => TripVersions.Progress(row.Status))));
        var versions = new TripVersions(vehicles, zone, fullness);
        return new TripBook(files, vehicles, [.. byReservation.SelectMany(reservation => versions.Read([.. reservation]))], zone);
    }

    [GeneratedRegex(@"\((?<state>[A-Za-z]{2})\s+#\s*(?<plate>[^)]+)\)")]
    private static partial Regex PlateInLabel();
}
