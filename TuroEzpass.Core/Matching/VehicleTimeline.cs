using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>A span of time for which a trips file is complete, for the cars in it.</summary>
/// <param name="From">Unix seconds of the first trip's start.</param>
/// <param name="To">Unix seconds; later trips may be missing.</param>
internal readonly record struct Coverage(long From, long To);

/// <summary>A stretch of time in which every toll of a car has the same outcome.</summary>
/// <param name="From">Unix seconds of its start; it lasts until the next stretch starts.</param>
/// <param name="Judgement">The outcome of a toll in it.</param>
internal readonly record struct Stretch(long From, Judgement Judgement);

/// <summary>A car's timeline, divided into stretches in which every toll has the same outcome. A toll is decided by finding
/// its stretch.</summary>
internal sealed class VehicleTimeline
{
    /// <summary>Indexes the stretch at the start of each quarter of a day.</summary>
    private const int Quarter = 6 * 3600;
    private readonly Stretch[] stretches;
    private long[]? boundaries;
    private readonly Trip[] trips;
    private readonly long firstQuarter;
    private readonly int[] stretchAtQuarter;

    public VehicleTimeline(IEnumerable<Trip> trips, IReadOnlyList<Coverage> coverages, ZoneCalendar zone, MatchingOptions options)
    {
        this.trips = [.. trips.Where(trip => trip.Exists).OrderBy(trip => trip.FromEarliest).ThenBy(trip => trip.UntilLatest).ThenBy(trip => trip.ReservationId, StringComparer.Ordinal)];
        var judge = new InstantJudge(this.trips, coverages, zone, options);
        var moments = judge.Moments();
        var found = new List<Stretch>(moments.Count + 1);
        var last = judge.At(long.MinValue / 2);
        found.Add(new Stretch(long.MinValue, last));
        foreach (var moment in moments)
        {
            var judgement = judge.At(moment);
            if (judgement.Equals(last))
                continue;
            last = judgement;
            found.Add(new Stretch(moment, judgement));
        }

        stretches = [.. found];
        firstQuarter = stretches.Length > 1 ? stretches[1].From / Quarter : 0;
        stretchAtQuarter = IndexQuarters();
    }

    /// <summary>The trips that took place, by start.</summary>
    public IReadOnlyList<Trip> Trips => trips;

    /// <summary>The outcome at a time.</summary>
    public Judgement At(long unixSeconds) => stretches[IndexAt(unixSeconds)].Judgement;

    /// <summary>The outcome throughout a span of time; null if it changes.</summary>
    public Judgement? Through(long from, long to)
    {
        var index = IndexAt(from);
        return index == IndexAt(to) ? stretches[index].Judgement : null;
    }

    /// <summary>Whether a trip starts or ends between two times, inclusive.</summary>
    public bool HasBoundary(long from, long to)
    {
        // Few tolls need this list, so it is built on first use.
        boundaries ??= [.. trips.SelectMany(trip => new[] { trip.FromEarliest, trip.FromLatest, trip.UntilEarliest, trip.UntilLatest }).Order()];
        var index = Array.BinarySearch(boundaries, from);
        index = index < 0 ? ~index : index;
        return index < boundaries.Length && boundaries[index] <= to;
    }

    private int IndexAt(long unixSeconds)
    {
        var quarter = (unixSeconds / Quarter) - firstQuarter;
        var index = quarter < 0 ? 0 : stretchAtQuarter[Math.Min(quarter, stretchAtQuarter.Length - 1)];
        while (index + 1 < stretches.Length && stretches[index + 1].From <= unixSeconds)
            index++;
        return index;
    }

    /// <summary>For each quarter of a day, the stretch at its start: the right one is only a few steps from there.</summary>
    private int[] IndexQuarters()
    {
        var quarters = (int)Math.Max(0, (stretches[^1].From / Quarter) - firstQuarter) + 1;
        var starts = new int[stretches.Length > 1 ? quarters : 1];
        for (int quarter = 0, index = 0; quarter < starts.Length; quarter++)
        {
            while (index + 1 < stretches.Length && stretches[index + 1].From <= (firstQuarter + quarter) * Quarter)
                index++;
            starts[quarter] = index;
        }

        return starts;
    }
}

/// <summary>Applies the rules to a single time, without shortcuts; the timeline calls it once for each stretch.</summary>
internal sealed class InstantJudge
{
    private static readonly Judgement NotCovered = new(Outcome.NeedsReview, Reason.NotCovered, null, null);
    private readonly Trip[] trips;
    private readonly long[] latestEndSoFar;
    private readonly IReadOnlyList<Coverage> coverages;
    private readonly ZoneCalendar zone;
    private readonly long before;
    private readonly long after;
    private readonly long handover;
    private readonly long handoverWithin;
    private readonly long lateReturn;
    private readonly long lateFee;
    private readonly long delivery;
    private readonly long farthest;

    public InstantJudge(Trip[] trips, IReadOnlyList<Coverage> coverages, ZoneCalendar zone, MatchingOptions options)
    {
        this.trips = trips;
        this.coverages = coverages;
        this.zone = zone;
        before = (long)options.ReviewBefore.TotalSeconds;
        after = (long)options.ReviewAfter.TotalSeconds;
        handover = (long)options.ReviewHandover.TotalSeconds;
        handoverWithin = (long)options.HandoverWithin.TotalSeconds;
        lateReturn = (long)options.LateReturnWithin.TotalSeconds;
        lateFee = (long)options.LateFeeWithin.TotalSeconds;
        delivery = (long)options.ReviewDelivery.TotalSeconds;
        farthest = Math.Max(Math.Max(after, lateReturn), Math.Max(lateFee, handoverWithin + handover));
        latestEndSoFar = new long[trips.Length];
        for (var index = 0; index < trips.Length; index++)
            latestEndSoFar[index] = Math.Max(index == 0 ? long.MinValue : latestEndSoFar[index - 1], trips[index].UntilLatest);
    }

    /// <summary>Every time at which the outcome may change, in order.</summary>
    public List<long> Moments()
    {
        var moments = new List<long>((trips.Length * 8) + (coverages.Count * 2));
        foreach (var trip in trips)
        {
            moments.Add(trip.FromEarliest - BeforeReach(trip));
            moments.Add(trip.FromEarliest);
            moments.Add(trip.FromLatest);
            moments.Add(trip.FromLatest + 60);
            moments.Add(trip.FromLatest + handover);
            if (trip.HasDeliveryFee)
                moments.Add(trip.FromLatest + delivery);
            moments.Add(trip.UntilEarliest);
            moments.Add(trip.UntilLatest);
            moments.Add(trip.UntilLatest + AfterReach(trip));
            moments.Add(trip.UntilLatest + HandoverReach(trip));
            // The reason says whether a time is inside the booked time.
            if (trip.PickedUp is not null || trip.Returned is not null)
            {
                moments.Add(trip.UntilLatest + handover);
                moments.Add(trip.StartEarliest);
                moments.Add(trip.EndLatest);
            }

            if (trip.KnownUntil < trip.UntilLatest)
                moments.Add(trip.KnownUntil);
            if (trip.OnThisCarFrom > trip.FromEarliest && trip.OnThisCarFrom < trip.UntilLatest)
                moments.Add(trip.OnThisCarFrom);
        }

        foreach (var coverage in coverages)
        {
            moments.Add(coverage.From);
            moments.Add(coverage.To);
        }

        moments.Sort();
        var kept = 0;
        for (var index = 0; index < moments.Count; index++)
        {
            if (index == 0 || moments[index] != moments[kept - 1])
                moments[kept++] = moments[index];
        }

        moments.RemoveRange(kept, moments.Count - kept);
        return moments;
    }

    /// <summary>The outcome at a time.</summary>
    public Judgement At(long moment)
    {
        Trip? inside = null, overlapping = null, previous = null, next = null;
        var isOverlapping = false;
        for (var index = LastStartedBy(moment + before); index >= 0 && latestEndSoFar[index] > moment - farthest; index--)
        {
            var trip = trips[index];
            if (IsIn(moment, trip.FromEarliest, trip.FromLatest) || IsIn(moment, trip.UntilEarliest, trip.UntilLatest))
                return new Judgement(Outcome.NeedsReview, Reason.AmbiguousBoundary, trip, null);
            if (trip.FromLatest <= moment && moment < trip.UntilEarliest)
            {
                // The loop goes back in time, so this trip starts before the ones found so far.
                var (holder, other) = inside is null ? (trip, null) : Holder(trip, inside);
                (inside, overlapping) = (holder, other ?? overlapping);
                isOverlapping |= other is not null;
            }
            else if (trip.UntilLatest <= moment && moment < trip.UntilLatest + AfterReach(trip))
            {
                previous = previous is null || trip.UntilLatest > previous.UntilLatest ? trip : previous;
            }
            else if (trip.FromEarliest > moment && moment >= trip.FromEarliest - BeforeReach(trip))
            {
                next = trip;
            }
        }

        if (isOverlapping)
            return inside!.ReservationId == overlapping!.ReservationId
                ? new Judgement(Outcome.NeedsReview, Reason.TripsFilesDisagree, inside, null)
                : new Judgement(Outcome.NeedsReview, Reason.OverlappingTrips, inside, overlapping);
        if (inside is not null)
            return Inside(inside, moment);
        if (previous is not null || next is not null)
            return Near(previous, next);
        return Gap(moment);
    }

    /// <summary>Of two trips at one time, the one that certainly had the car: a stated time overrides a booked one.</summary>
    /// <param name="earlier">The one that starts first.</param>
    /// <param name="later">The other.</param>
    /// <returns>The trip, and the other one if it is uncertain.</returns>
    private static (Trip Holder, Trip? Other) Holder(Trip earlier, Trip later) => (earlier.Returned is not null, later.PickedUp is not null) switch
    {
        (true, false) when later.ReservationId != earlier.ReservationId => (earlier, null),
        (false, true) when later.ReservationId != earlier.ReservationId => (later, null),
        _ => (earlier, later),
    };

    private static bool IsIn(long moment, long from, long to) => from <= moment && moment < to;

    private static Judgement Near(Trip? previous, Trip? next) => (previous, next) switch
    {
        ({ } ended, { } starting) => new Judgement(Outcome.NeedsReview, Reason.BetweenNearTrips, ended, starting),
        ({ } ended, null) => new Judgement(Outcome.NeedsReview, Reason.AfterTrip, ended, null),
        _ => new Judgement(Outcome.NeedsReview, Reason.BeforeTrip, next, null),
    };

    private Judgement Inside(Trip trip, long moment)
    {
        if (moment < trip.OnThisCarFrom)
            return new Judgement(Outcome.NeedsReview, Reason.VehicleChanged, trip, null);
        if (EarlierGuest(trip, moment) is { } earlier)
        {
            return earlier.UntilLatest == trip.FromLatest && moment < trip.FromLatest + 60
                ? new Judgement(Outcome.NeedsReview, Reason.SharedMinute, earlier, trip)
                : new Judgement(Outcome.NeedsReview, Reason.Handover, trip, earlier);
        }

        if (trip.HasDeliveryFee && trip.PickedUp is null && moment < trip.StartLatest + delivery)
            return new Judgement(Outcome.NeedsReview, Reason.Delivery, trip, null);
        if (trip.TimesContradict)
            return new Judgement(Outcome.NeedsReview, Reason.StatedTimesContradict, trip, null);
        if (trip.HasNoMiles)
            return new Judgement(Outcome.NeedsReview, Reason.NoMiles, trip, null);
        return trip.Status switch
        {
            TripStatus.Completed or TripStatus.InProgress when moment < trip.KnownUntil || trip.Returned is not null => Matched(trip, moment),
            TripStatus.Booked when trip is { PickedUp: not null, Returned: not null } => Matched(trip, moment),
            TripStatus.Completed => new Judgement(Outcome.NeedsReview, Reason.CompletedEarly, trip, null),
            TripStatus.InProgress => new Judgement(Outcome.NeedsReview, Reason.AfterTripsFile, trip, null),
            TripStatus.Booked => new Judgement(Outcome.NeedsReview, Reason.TripBooked, trip, null),
            TripStatus.CancelledAfterUse => new Judgement(Outcome.NeedsReview, Reason.CancelledAfterUse, trip, null),
            TripStatus.Disputed => new Judgement(Outcome.NeedsReview, Reason.TripsFilesDisagree, trip, null),
            TripStatus.MovedToAnotherCar => new Judgement(Outcome.NeedsReview, Reason.VehicleChanged, trip, null),
            _ => new Judgement(Outcome.NeedsReview, Reason.TripStatusUnknown, trip, null),
        };
    }

    private static Judgement Matched(Trip trip, long moment) => new(
        Outcome.Matched,
        trip is { PickedUp: not null, Returned: not null } || moment < trip.StartEarliest || moment >= trip.EndLatest ? Reason.InsideActualTime : Reason.InsideTrip,
        trip, null);

    /// <summary>The trip of another guest who may still be driving at a time during this trip; null if there is none. Between two
    /// trips of one guest there is no handover.</summary>
    private Trip? EarlierGuest(Trip trip, long moment)
    {
        if (trip.PickedUp is not null)
            return null;
        Trip? earlier = null;
        for (var index = LastStartedBy(moment); index >= 0 && latestEndSoFar[index] > moment - farthest; index--)
        {
            var other = trips[index];
            if (ReferenceEquals(other, trip) || other.UntilLatest > moment || other.ReservationId == trip.ReservationId || other.IsSameGuest(trip))
                continue;
            if (other.Returned is { } returned)
            {
                // It came back after the next trip's booked start: the next guest can't have left on time.
                if (returned.Latest > trip.StartEarliest && moment < returned.Latest + handover)
                    earlier = earlier is null || other.UntilLatest > earlier.UntilLatest ? other : earlier;
                continue;
            }

            var isSoonAfter = trip.StartLatest - other.EndLatest is var pause && pause >= 0 && pause <= handoverWithin && moment < trip.StartLatest + handover;
            if ((isSoonAfter || moment < other.EndLatest + HandoverReach(other)) && (earlier is null || other.UntilLatest > earlier.UntilLatest))
                earlier = other;
        }

        return earlier;
    }

    /// <summary>How long before a trip's start its guest may already be driving.</summary>
    private long BeforeReach(Trip trip) => trip.PickedUp is not null ? 0 : before;

    /// <summary>How long after a trip's booked end its guest may still be driving, into the next guest's trip.</summary>
    private long HandoverReach(Trip trip) => trip.Returned is not null ? 0 : trip.HasLateFee ? Math.Max(lateFee, lateReturn) : lateReturn;

    /// <summary>The same if no other trip follows.</summary>
    private long AfterReach(Trip trip) => trip.Returned is not null ? 0 : trip.HasLateFee ? Math.Max(lateFee, after) : after;

    private Judgement Gap(long moment)
    {
        var covered = false;
        foreach (var coverage in coverages)
            covered |= IsIn(moment, coverage.From, coverage.To);
        if (!covered)
            return NotCovered;
        var index = LastStartedBy(moment);
        Trip? before = null;
        for (var earlier = index; earlier >= 0; earlier--)
        {
            if (before is null || trips[earlier].UntilLatest > before.UntilLatest)
                before = trips[earlier];
            if (before.UntilLatest == latestEndSoFar[index])
                break;
        }

        var next = index + 1 < trips.Length ? trips[index + 1] : null;
        return before?.CheckOutOdometer is { } left && next?.CheckInOdometer == left
            ? new Judgement(Outcome.NeedsReview, Reason.NoMilesBetween, before, next)
            : new Judgement(Outcome.HostExpense, Reason.BetweenTrips, before, next);
    }

    /// <summary>The last trip that starts at or before a time; −1 if there is none.</summary>
    private int LastStartedBy(long moment)
    {
        var (low, high) = (0, trips.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (trips[middle].FromEarliest <= moment)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
