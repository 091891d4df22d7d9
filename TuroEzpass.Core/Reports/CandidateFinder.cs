using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Reports;

/// <summary>The trips that a toll in review may belong to.</summary>
/// <param name="Trips">The trips whose time, including the review times around it, contains the toll.</param>
/// <param name="Nearest">The nearest trip of its car; null if there is none.</param>
/// <param name="GapMinutes">Whole minutes between that trip and the toll; 0 during the trip; null without a trip or a time.</param>
public sealed record Candidates(IReadOnlyList<Trip> Trips, Trip? Nearest, long? GapMinutes);

/// <summary>Finds the trips that a toll in review may belong to, for the person who decides.</summary>
public sealed class CandidateFinder(Reconciliation reconciliation)
{
    private readonly Moments moments = new();

    /// <summary>The candidates of a row.</summary>
    public Candidates Find(in StatementRow row, Decision decision)
    {
        if (row.Plaza is null || !row.Travel.HasDate || !moments.Gather(row) || moments.All.Count == 0)
            return new Candidates(decision.Trip is { } known ? [known] : [], decision.Trip, null);
        var (first, last) = (moments.First, moments.Last);
        var trips = Vehicles(row, decision, first).SelectMany(vehicle => reconciliation.Timelines.Of(vehicle).Trips).ToList();
        var before = (long)reconciliation.Options.ReviewBefore.TotalSeconds;
        var after = (long)reconciliation.Options.ReviewAfter.TotalSeconds;
        var near = trips.Where(trip => trip.StartEarliest - before <= last && first < trip.EndLatest + after).ToList();
        foreach (var named in new[] { decision.Trip, decision.Other })
        {
            if (named is not null && decision.Outcome == Outcome.NeedsReview && decision.Reason != Reason.NotCovered && Gap(named, first, last) <= after && !near.Contains(named))
                near.Add(named);
        }

        var nearest = trips.MinBy(trip => (Gap(trip, first, last), trip.ReservationId));
        return new Candidates(near, nearest, nearest is null ? null : Gap(nearest, first, last) / 60);
    }

    private static long Gap(Trip trip, long first, long last) =>
        last < trip.StartEarliest ? trip.StartEarliest - last : first >= trip.EndLatest ? first - trip.EndLatest : 0;

    private IEnumerable<Vehicle> Vehicles(in StatementRow row, Decision decision, long moment)
    {
        if (decision.Vehicle is { } vehicle)
            return [vehicle];
        return new[] { row.Tag, row.Plate }
            .OfType<TagOrPlate>()
            .SelectMany(identifier => reconciliation.Fleet.HistoryOf(identifier).Possible(moment))
            .Distinct();
    }
}
