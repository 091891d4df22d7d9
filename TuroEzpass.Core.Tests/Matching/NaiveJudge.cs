using NodaTime;

namespace TuroEzpass.Tests.Matching;

/// <summary>A trip in the terms of the rules.</summary>
internal sealed record NaiveTrip(string Id, string Car, LocalDateTime Start, LocalDateTime End, string Status, bool Driven)
{
    public bool Exists => !Status.Contains("cancellation", StringComparison.Ordinal) || Driven;

    public string Line => Rows.Trip(
        Id, Text(Start), Text(End), Status, Car, Car == Rows.Car ? "NY #ABC1234" : "NY #XYZ9876", distance: Driven ? "120" : "", price: Driven ? "$90.00" : "$0.00");

    private static string Text(LocalDateTime time) => time.ToString("uuuu-MM-dd HH:mm", null);
}

/// <summary>A second implementation of rules 6 and 7, written only from their text: every time is compared with every trip.
/// The answers are all that the text allows: where it is not exact, a cautious "review" is allowed too.</summary>
internal sealed class NaiveJudge(IReadOnlyList<NaiveTrip> trips, LocalDate fileDate)
{
    public const string Review = "review";
    public const string Host = "host";

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Whether every trip boundary is a single instant; the judge supports no others.</summary>
    public static bool IsClear(LocalDateTime local) => Zone.MapLocal(local).Count == 1;

    /// <summary>The allowed answers for a toll at a local time: a trip's id, "host" or "review".</summary>
    public IReadOnlySet<string> Judge(string car, LocalDateTime local)
    {
        var mapping = Zone.MapLocal(local);
        if (mapping.Count == 0)
            return new HashSet<string> { Review };
        var early = At(car, mapping.First().ToInstant());
        var late = At(car, mapping.Last().ToInstant());
        var allowed = early.Where(late.Contains).ToHashSet();
        if (!early.SetEquals(late) || allowed.Count == 0)
            allowed.Add(Review);
        return allowed;
    }

    private HashSet<string> At(string car, Instant instant)
    {
        var own = trips.Where(trip => trip.Car == car).ToList();
        var real = own.Where(trip => trip.Exists).ToList();
        var inside = real.Where(trip => From(trip) <= instant && instant < To(trip)).ToList();
        if (inside.Count > 1)
            return [Review];
        if (inside.Count == 1)
            return Inside(inside[0], real, instant);
        if (real.Exists(trip => To(trip) <= instant && instant < To(trip) + Duration.FromHours(6)))
            return [Review];
        if (real.Exists(trip => From(trip) - Duration.FromMinutes(60) <= instant && instant < From(trip)))
            return [Review];
        return Gap(own, real, instant);
    }

    private HashSet<string> Inside(NaiveTrip trip, List<NaiveTrip> real, Instant instant)
    {
        // Every trip is another guest's.
        if (real.Exists(other => other != trip && To(other) <= instant && instant < To(other) + Duration.FromMinutes(270)))
            return [Review];
        if (real.Exists(other => other != trip && To(other) <= From(trip) && From(trip) - To(other) <= Duration.FromHours(2)) && instant < From(trip) + Duration.FromMinutes(30))
            return [Review];
        return trip.Status switch
        {
            "Completed" => To(trip) <= FileMade || instant < FileMade ? [trip.Id] : [Review],
            "In-progress" => instant < FileMade ? [trip.Id] : [Review],
            _ => [Review],
        };
    }

    private HashSet<string> Gap(List<NaiveTrip> own, List<NaiveTrip> real, Instant instant)
    {
        // Covered from the car's own first trip until the first minute of the file's day.
        return own.Count > 0 && real.Count > 0 && instant >= real.Min(From) && instant < FileMade ? [Host] : [Review];
    }

    private Instant FileMade => Zone.AtStartOfDay(fileDate).ToInstant();

    private static Instant From(NaiveTrip trip) => Zone.AtStrictly(trip.Start).ToInstant();

    private static Instant To(NaiveTrip trip) => Zone.AtStrictly(trip.End).ToInstant();
}
