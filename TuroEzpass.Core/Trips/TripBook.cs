using System.Text.RegularExpressions;
using NodaTime;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Trips;

/// <summary>All trips of a run. If several files have a reservation, the newest one applies.</summary>
public sealed partial class TripBook
{
    private TripBook(IReadOnlyList<TripsFile> files, VehicleDirectory vehicles, IReadOnlyList<Trip> trips, ZoneCalendar zone, HandoverBook handovers, IReadOnlyList<StatedCoverage> coverage)
    {
        Coverage = coverage;
        Handovers = handovers;
        Files = files;
        Vehicles = vehicles;
        Trips = trips;
        DefaultZone = zone;
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<TripsFile> Files { get; }

    /// <summary>The cars.</summary>
    public VehicleDirectory Vehicles { get; }

    /// <summary>The trips, including canceled ones.</summary>
    public IReadOnlyList<Trip> Trips { get; }

    /// <summary>The stated times of pickups and returns.</summary>
    public HandoverBook Handovers { get; }

    /// <summary>The host's statements about days on which the trips files are complete.</summary>
    public IReadOnlyList<StatedCoverage> Coverage { get; }

    /// <summary>The time zone for trips of cars without one of their own.</summary>
    public ZoneCalendar DefaultZone { get; }

    /// <summary>The cars in the trips files, with the plates in their labels.</summary>
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

    /// <summary>Creates the book.</summary>
    /// <param name="files">The trips files.</param>
    /// <param name="vehicles">Their cars, with time zones from a fleet file if any.</param>
    /// <param name="zone">The time zone for trips of cars without one.</param>
    /// <param name="handovers">The stated times of pickups and returns; null for none.</param>
    /// <param name="coverage">The statements about days on which the files are complete; null for none.</param>
    public static TripBook Build(IReadOnlyList<TripsFile> files, VehicleDirectory vehicles, ZoneCalendar zone, HandoverBook? handovers = null, IReadOnlyList<StatedCoverage>? coverage = null)
    {
        handovers ??= new HandoverBook([]);
        var byReservation = files
            .SelectMany(file => file.Rows.Select(row => (File: file, Row: row)))
            .GroupBy(version => version.Row.ReservationId, StringComparer.Ordinal);
        var fullness = files.Distinct().ToDictionary(file => file, file => (file.Rows.Count, file.Rows.Sum(row => TripVersions.Progress(row.Status))));
        var versions = new TripVersions(vehicles, zone, fullness, handovers);
        return new TripBook(files, vehicles, [.. byReservation.SelectMany(reservation => versions.Read([.. reservation]))], zone, handovers, coverage ?? []);
    }

    [GeneratedRegex(@"\((?<state>[A-Za-z]{2})\s+#\s*(?<plate>[^)]+)\)")]
    private static partial Regex PlateInLabel();
}
