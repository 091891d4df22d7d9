using NodaTime;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Trips;

/// <summary>What all trips files together say of one reservation. The newest file's row is the trip; older rows are evidence of
/// what it no longer shows: a car that the trip was moved from, a cancelled trip that ran, a return before the booked end.</summary>
internal sealed class TripVersions(VehicleDirectory vehicles, ZoneCalendar zone, IReadOnlyDictionary<TripsFile, (int Rows, int Progress)> fullness)
{
    /// <summary>The trips of a reservation: one, or one for each car it was on.</summary>
    public IEnumerable<Trip> Read(List<(TripsFile File, TripRow Row)> versions)
    {
        var newest = Newest(versions);
        foreach (var (file, row) in newest)
        {
            var others = newest.Where(version => !ReferenceEquals(version.Row, row)).ToList();
            var isPart = others.TrueForAll(other => ReferenceEquals(other.File, file) && CarOf(other.Row) != CarOf(row) && IsApart(other.Row, row));
            yield return Make(file, row, isPart ? StatusOf(row, versions) : TripStatus.Disputed, versions);
        }

        var cars = newest.Select(version => CarOf(version.Row)).ToHashSet();
        var left = versions.Where(version => !cars.Contains(CarOf(version.Row)) && version.Row.Status != TripStatus.Cancelled);
        foreach (var (file, row) in left.OrderByDescending(version => version.File.Date).DistinctBy(version => CarOf(version.Row)))
            yield return Make(file, row, TripStatus.MovedToAnotherCar, versions);
    }

    /// <summary>The rows of the newest file. A file with its date in its name takes precedence over one without. Of two files of one
    /// day the later one wins, which is the one in which trips are further on; where that is not clear, both rows are kept.</summary>
    private List<(TripsFile File, TripRow Row)> Newest(List<(TripsFile File, TripRow Row)> versions)
    {
        var rank = versions.Max(version => (version.File.IsDated, version.File.Date));
        var newest = versions.Where(version => (version.File.IsDated, version.File.Date) == rank).ToList();
        var latest = newest.Where(version => newest.TrueForAll(other => !IsLater(other.File, version.File))).ToList();
        return [.. (latest.Count > 0 ? latest : newest)
            .GroupBy(version => (CarOf(version.Row), version.Row.Start, version.Row.End))
            .Select(same => same.MaxBy(version => Progress(version.Row.Status)))];
    }

    private bool IsLater(TripsFile one, TripsFile other) =>
        fullness[one] != fullness[other] && fullness[one].Rows >= fullness[other].Rows && fullness[one].Progress >= fullness[other].Progress;

    /// <summary>How far on a status is: a trip is booked, then runs, then is completed or cancelled.</summary>
    internal static int Progress(TripStatus status) => status switch
    {
        TripStatus.Booked => 1,
        TripStatus.InProgress => 2,
        TripStatus.Completed => 3,
        TripStatus.Cancelled or TripStatus.CancelledAfterUse => 4,
        _ => 0,
    };

    /// <summary>A cancelled trip that an older file shows running or over was cancelled after it began.</summary>
    private static TripStatus StatusOf(TripRow row, List<(TripsFile File, TripRow Row)> versions) =>
        row.Status == TripStatus.Cancelled && versions.Exists(version => version.Row.Status is TripStatus.InProgress or TripStatus.Completed)
            ? TripStatus.CancelledAfterUse
            : row.Status;

    private static bool IsApart(TripRow one, TripRow other) => one.End <= other.Start || other.End <= one.Start;

    private Vehicle CarOf(TripRow row) => vehicles.GetOrAdd(row.VehicleId);

    private Trip Make(TripsFile file, TripRow row, TripStatus status, List<(TripsFile File, TripRow Row)> versions)
    {
        // A blank never erases what an earlier file knew.
        var known = versions.OrderByDescending(version => version.File.Date).Select(version => version.Row).Prepend(row).ToList();
        var vehicle = CarOf(row);
        var onThisCar = known.Where(version => CarOf(version) == vehicle).ToList();
        var (checkIn, checkOut) = (First(onThisCar, version => version.CheckInOdometer), First(onThisCar, version => version.CheckOutOdometer));
        var trip = new Trip
        {
            ReservationId = row.ReservationId,
            Guest = known.Select(version => version.Guest).FirstOrDefault(guest => guest.Length > 0, ""),
            Vehicle = vehicle,
            Start = row.Start,
            End = row.End,
            Status = status,
            StatusText = row.StatusText,
            TollsAndTickets = known.Select(version => version.TollsAndTickets).FirstOrDefault(tolls => tolls is not null) ?? Money.Zero,
            HasDeliveryFee = known.Exists(version => version.HasDeliveryFee),
            HasLateFee = known.Exists(version => version.HasLateFee),
            CheckInOdometer = checkIn,
            CheckOutOdometer = checkOut,
            HasNoMiles = status == TripStatus.Completed && (checkIn is not null && checkOut is not null
                ? checkIn == checkOut
                : First(onThisCar, version => version.Miles) == 0),
            FileDate = file.Date,
        };
        var calendar = vehicle.Zone ?? zone;
        calendar.Read(Seconds(row.Start), out var early, out var late);
        (trip.StartEarliest, trip.StartLatest) = (early, late);
        calendar.Read(Seconds(row.End), out early, out late);
        (trip.EndEarliest, trip.EndLatest) = (early, late);
        trip.KnownUntil = KnownUntil(trip, file, versions, calendar);
        trip.OnThisCarFrom = OnThisCarFrom(trip, versions, calendar);
        return trip;
    }

    /// <summary>A running trip is known up to its file. A completed one is known whole, unless a file calls it completed before its
    /// booked end: the car came back early.</summary>
    private static long KnownUntil(Trip trip, TripsFile file, List<(TripsFile File, TripRow Row)> versions, ZoneCalendar calendar)
    {
        var until = file.KnownUntil;
        if (trip.Status == TripStatus.Completed)
        {
            var early = versions.Where(version => version.Row.Status == TripStatus.Completed && version.File.IsDated && version.File.Date < trip.End.Date);
            until = early.Select(version => version.File.KnownUntil).Append(until < trip.End ? until : trip.End).Min();
            if (until >= trip.End)
                return long.MaxValue;
        }

        calendar.Read(Seconds(until), out var moment, out _);
        return moment;
    }

    /// <summary>Where an older file shows the trip running on another car, it is certain on this one only from the day on which a
    /// file shows it here.</summary>
    private long OnThisCarFrom(Trip trip, List<(TripsFile File, TripRow Row)> versions, ZoneCalendar calendar)
    {
        var elsewhere = versions
            .Where(version => CarOf(version.Row) != trip.Vehicle && version.Row.Status is TripStatus.InProgress or TripStatus.Completed
                && version.File.Date >= version.Row.Start.Date && version.Row.End > trip.Start && trip.End > version.Row.Start)
            .Select(version => version.File.Date)
            .DefaultIfEmpty(LocalDate.MinIsoValue)
            .Max();
        if (elsewhere == LocalDate.MinIsoValue)
            return long.MinValue;
        var here = versions
            .Where(version => CarOf(version.Row) == trip.Vehicle && version.Row.Status is TripStatus.InProgress or TripStatus.Completed && version.File.Date > elsewhere)
            .Select(version => version.File.Date)
            .DefaultIfEmpty(LocalDate.MaxIsoValue)
            .Min();
        if (here > trip.End.Date)
            return long.MaxValue;
        return calendar.StartOfDay(TravelTime.DayNumber(here) + 1);
    }

    private static T? First<T>(List<TripRow> rows, Func<TripRow, T?> of)
        where T : struct => rows.Select(of).FirstOrDefault(value => value is not null);

    private static long Seconds(LocalDateTime local) => TravelTime.At(local, TimePrecision.Second).LocalSeconds;
}
