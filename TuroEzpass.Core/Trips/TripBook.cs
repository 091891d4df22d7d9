using System.Text.RegularExpressions;
using NodaTime;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Trips;

/// <summary>All trips of a run. If several files have a reservation, the newest one applies.</summary>
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

    /// <summary>The trips, including canceled ones.</summary>
    public IReadOnlyList<Trip> Trips { get; }

    /// <summary>The time zone for trips of cars without one of their own.</summary>
    public ZoneCalendar DefaultZone { get; }

    /// <summary>The cars in the trips files, with the plates in their labels.</summary>
    public static VehicleDirectory ReadVehicles(IEnumerable<TripsFile> files)
    {
        var vehicles = new VehicleDirectory();
        foreach (var row in files.OrderBy(file => file.Date).SelectMany(file => file.Rows))
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
    public static TripBook Build(IReadOnlyList<TripsFile> files, VehicleDirectory vehicles, ZoneCalendar zone)
    {
        var byReservation = files
            .SelectMany(file => file.Rows.Select(row => (File: file, Row: row)))
            .GroupBy(version => version.Row.ReservationId, StringComparer.Ordinal);
        var trips = new List<Trip>();
        foreach (var versions in byReservation)
            trips.AddRange(Newest([.. versions], vehicles, zone));
        return new TripBook(files, vehicles, trips, zone);
    }

    private static IEnumerable<Trip> Newest(List<(TripsFile File, TripRow Row)> versions, VehicleDirectory vehicles, ZoneCalendar zone)
    {
        // A file with a date in its name takes precedence over one whose date is assumed.
        var rank = versions.Max(version => (version.File.IsDated, version.File.Date));
        var newest = versions.Where(version => (version.File.IsDated, version.File.Date) == rank).DistinctBy(version => Content(version.Row)).ToList();
        foreach (var (file, row) in newest)
            yield return Make(file, row, newest.Count > 1 ? TripStatus.Disputed : row.Status, versions, vehicles, zone);
        var cars = newest.Select(version => version.Row.VehicleId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var left = versions.Where(version => !cars.Contains(version.Row.VehicleId) && version.Row.Status != TripStatus.Cancelled);
        foreach (var (file, row) in left.OrderByDescending(version => version.File.Date).DistinctBy(version => version.Row.VehicleId.ToUpperInvariant()))
            yield return Make(file, row, TripStatus.MovedToAnotherCar, versions, vehicles, zone);
    }

    private static (string VehicleId, LocalDateTime Start, LocalDateTime End, TripStatus Status) Content(TripRow row) =>
        (row.VehicleId.ToUpperInvariant(), row.Start, row.End, row.Status);

    private static Trip Make(
        TripsFile file, TripRow row, TripStatus status, List<(TripsFile File, TripRow Row)> versions, VehicleDirectory vehicles, ZoneCalendar zone)
    {
        // A blank cell never overrides the value of an earlier file.
        var older = versions.OrderByDescending(version => version.File.Date).Select(version => version.Row).ToList();
        var vehicle = vehicles.GetOrAdd(row.VehicleId);
        var trip = new Trip
        {
            ReservationId = row.ReservationId,
            Guest = row.Guest.Length > 0 ? row.Guest : older.Select(version => version.Guest).FirstOrDefault(guest => guest.Length > 0, ""),
            Vehicle = vehicle,
            Start = row.Start,
            End = row.End,
            Status = status,
            StatusText = row.StatusText,
            TollsAndTickets = row.TollsAndTickets ?? older.Select(version => version.TollsAndTickets).FirstOrDefault(tolls => tolls is not null) ?? Money.Zero,
            FileDate = file.Date,
        };
        var calendar = vehicle.Zone ?? zone;
        calendar.Read(Seconds(row.Start), out var early, out var late);
        (trip.StartEarliest, trip.StartLatest) = (early, late);
        calendar.Read(Seconds(row.End), out early, out late);
        (trip.EndEarliest, trip.EndLatest) = (early, late);
        return trip;
    }

    private static long Seconds(LocalDateTime local) => TravelTime.At(local, TimePrecision.Second).LocalSeconds;

    [GeneratedRegex(@"\((?<state>[A-Za-z]{2})\s+#\s*(?<plate>[^)]+)\)")]
    private static partial Regex PlateInLabel();
}
