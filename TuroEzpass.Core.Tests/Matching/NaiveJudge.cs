using NodaTime;

namespace TuroEzpass.Tests.Matching;

/// <summary>A trip in the terms of the rules.</summary>
internal sealed record NaiveTrip(string Id, string Car, LocalDateTime Start, LocalDateTime End, string Status, bool Driven)
{
    public bool Exists => !Status.Contains("cancellation", StringComparison.Ordinal) || Driven;

    public string Line => Rows.Trip(
        Id, Text(Start), Text(End), Status, Car, Car == Rows.Car ? "NY #ABC1234" : "NY #XYZ9876", distance: Driven ? "120" : "0", price: Driven ? "$90.00" : "$0.00");

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
        if (real.Exists(one => real.Exists(next => one != next && To(one) == From(next) && From(next) <= instant && instant < From(next) + Duration.FromMinutes(1))))
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
        var ended = real.Where(other => other != trip && To(other) <= From(trip)).Select(To).ToList();
        if (ended.Count > 0)
        {
            var pause = From(trip) - ended.Max();
            if (pause > Duration.Zero && pause <= Duration.FromHours(2) && instant < From(trip) + Duration.FromMinutes(30))
                return [Review];
        }

        var day = instant.InZone(Zone).Date;
        return trip.Status switch
        {
            "Completed" => [trip.Id],
            "In-progress" when day < fileDate => [trip.Id],
            "In-progress" when day == fileDate => [trip.Id, Review], // "up to the trips file's date"
            _ => [Review],
        };
    }

    private HashSet<string> Gap(List<NaiveTrip> own, List<NaiveTrip> real, Instant instant)
    {
        if (own.Count == 0)
            return [Review];
        var day = instant.InZone(Zone).Date;
        var first = trips.Min(trip => trip.Start.Date);
        if (day < first || day > fileDate)
            return [Review];
        // The day of the first start and the day of the file are partly covered; a trip that does not exist is ignored.
        var sure = trips.Where(trip => trip.Exists).Select(From).DefaultIfEmpty(Instant.MaxValue).Min();
        return real.Count == 0 || instant < sure || day == fileDate ? [Host, Review] : [Host];
    }

    private static Instant From(NaiveTrip trip) => Zone.AtStrictly(trip.Start).ToInstant();

    private static Instant To(NaiveTrip trip) => Zone.AtStrictly(trip.End).ToInstant();
}
