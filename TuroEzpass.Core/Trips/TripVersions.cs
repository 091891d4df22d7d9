using NodaTime;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Trips;

/// <summary>What all trips files together say about one reservation. The newest file's row is the trip; older rows are evidence of
/// what it no longer shows: a car that the trip was moved from, a canceled trip that took place, a return before the booked end.</summary>
internal sealed class TripVersions(
    VehicleDirectory vehicles, ZoneCalendar zone, IReadOnlyDictionary<TripsFile, (int Rows, int Progress)> fullness, HandoverBook handovers)
{
    /// <summary>The trips of a reservation: one, or one for each car it was on.</summary>
    public IEnumerable<Trip> Read(List<(TripsFile File, TripRow Row)> versions)
    {
        var newest = Newest(versions);
        var (first, last) = (newest.Min(version => version.Row.Start), newest.Max(version => version.Row.End));
        foreach (var (file, row) in newest)
        {
            var others = newest.Where(version => !ReferenceEquals(version.Row, row)).ToList();
            var isPart = others.TrueForAll(other => ReferenceEquals(other.File, file) && CarOf(other.Row) != CarOf(row) && IsApart(other.Row, row));
            yield return State(Make(file, row, isPart ? StatusOf(row, versions) : TripStatus.Disputed, versions), first, last);
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

    /// <summary>A canceled trip took place if an older file shows it running or completed, or if the host stated its times.</summary>
    private TripStatus StatusOf(TripRow row, List<(TripsFile File, TripRow Row)> versions) =>
        row.Status == TripStatus.Cancelled
        && (versions.Exists(version => version.Row.Status is TripStatus.InProgress or TripStatus.Completed) || IsStated(row))
            ? TripStatus.CancelledAfterUse
            : row.Status;

    private bool IsStated(TripRow row) => handovers.Of(row.ReservationId) is { } stated && (stated.PickedUp?.Text is not null || stated.Returned?.Text is not null);

    private static bool IsApart(TripRow one, TripRow other) => one.End <= other.Start || other.End <= one.Start;

    private Vehicle CarOf(TripRow row) => vehicles.GetOrAdd(row.VehicleId);

    /// <summary>Adds the stated times. If the trip was on several cars, the pickup is on the first one and the return on the last.</summary>
    private Trip State(Trip trip, LocalDateTime first, LocalDateTime last)
    {
        if (handovers.Of(trip.ReservationId) is not { } stated)
            return trip;
        var calendar = trip.Vehicle.Zone ?? zone;
        var pickedUp = trip.Start == first ? stated.PickedUp?.In(calendar, trip.Start) : null;
        var returned = trip.End == last ? stated.Returned?.In(calendar, trip.End) : null;
        if (pickedUp is { } from && returned is { } to && to.Latest <= from.Earliest)
            trip.TimesContradict = true;
        else
            (trip.PickedUp, trip.Returned) = (pickedUp, returned);
        return trip;
    }

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
            TollsAndTickets = TollsOf(versions),
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

    /// <summary>What Turo charged, by the newest file that shows an amount; of files of one day, the highest amount.</summary>
    private static Money TollsOf(List<(TripsFile File, TripRow Row)> versions) => versions
        .Where(version => version.Row.TollsAndTickets is not null)
        .GroupBy(version => (version.File.IsDated, version.File.Date), version => version.Row.TollsAndTickets!.Value)
        .OrderByDescending(day => day.Key)
        .Select(day => new Money(day.Max(tolls => tolls.Cents)))
        .FirstOrDefault(Money.Zero);

    private static T? First<T>(List<TripRow> rows, Func<TripRow, T?> of)
        where T : struct => rows.Select(of).FirstOrDefault(value => value is not null);

    private static long Seconds(LocalDateTime local) => TravelTime.At(local, TimePrecision.Second).LocalSeconds;
}
