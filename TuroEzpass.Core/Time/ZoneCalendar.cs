using NodaTime;
using NodaTime.TimeZones;

namespace TuroEzpass.Core.Time;

/// <summary>How often a local time occurs in a zone: once, twice (the fall-back hour) or never (the spring gap).</summary>
public enum LocalReading
{
    /// <summary>Once.</summary>
    Once,

    /// <summary>Twice.</summary>
    Twice,

    /// <summary>Never: the clock skipped it.</summary>
    Never,
}

/// <summary>A time zone with a calendar of the days that have a single offset, so that a million local times are
/// turned into instants without a million zone lookups. Thread-safe.</summary>
public sealed class ZoneCalendar
{
    private const int FirstDay = 10957;  // 2000-01-01
    private const int LastDay = 25567;   // 2040-01-01
    private const int Mixed = int.MinValue;
    private readonly int[] offsetOfDay;

    /// <summary>Creates the calendar of a zone.</summary>
    public ZoneCalendar(DateTimeZone zone)
    {
        Zone = zone;
        offsetOfDay = new int[LastDay - FirstDay];
        Array.Fill(offsetOfDay, Mixed);
        var from = Instant.FromUnixTimeSeconds((FirstDay - 2) * 86400L);
        var to = Instant.FromUnixTimeSeconds((LastDay + 2) * 86400L);
        foreach (var interval in zone.GetZoneIntervals(from, to))
            FillWholeDays(interval);
    }

    /// <summary>The zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Turns a local time into its instant or instants.</summary>
    /// <param name="localSeconds">Seconds on the local clock since 1970-01-01T00:00 of that clock.</param>
    /// <param name="earlier">Unix seconds of the first reading; for a skipped time, with the offset after the gap.</param>
    /// <param name="later">Unix seconds of the last reading; for a skipped time, with the offset before the gap.</param>
    public LocalReading Read(long localSeconds, out long earlier, out long later)
    {
        var day = (int)(localSeconds / 86400) - FirstDay;
        if ((uint)day < (uint)offsetOfDay.Length && offsetOfDay[day] is var offset && offset != Mixed)
        {
            earlier = later = localSeconds - offset;
            return LocalReading.Once;
        }

        return ReadByZone(localSeconds, out earlier, out later);
    }

    /// <summary>The offset from UTC at an instant, in seconds.</summary>
    public int OffsetAt(long unixSeconds) => Zone.GetUtcOffset(Instant.FromUnixTimeSeconds(unixSeconds)).Seconds;

    /// <summary>Unix seconds of the first moment of a local day.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public long StartOfDay(int day)
    {
        var date = new LocalDate(1970, 1, 1).PlusDays(day);
        return Zone.AtStartOfDay(date).ToInstant().ToUnixTimeSeconds();
    }

    private LocalReading ReadByZone(long localSeconds, out long earlier, out long later)
    {
        var local = new LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(localSeconds);
        var mapping = Zone.MapLocal(local);
        long With(ZoneInterval interval) => localSeconds - interval.WallOffset.Seconds;
        var early = With(mapping.EarlyInterval);
        var late = With(mapping.LateInterval);
        (earlier, later) = early <= late ? (early, late) : (late, early);
        return mapping.Count switch { 1 => LocalReading.Once, 2 => LocalReading.Twice, _ => LocalReading.Never };
    }

    private void FillWholeDays(ZoneInterval interval)
    {
        var offset = interval.WallOffset.Seconds;
        var start = interval.HasStart ? interval.Start.ToUnixTimeSeconds() + offset : long.MinValue / 2;
        var end = interval.HasEnd ? interval.End.ToUnixTimeSeconds() + offset : long.MaxValue / 2;
        // A day next to a change uses the slow path: an hour of it may occur twice or never.
        var first = Math.Max(FirstDay, (long)Math.Ceiling(start / 86400.0) + 1);
        var last = Math.Min(LastDay, (long)Math.Floor(end / 86400.0) - 1);
        for (var day = first; day < last; day++)
            offsetOfDay[day - FirstDay] = offset;
    }
}

/// <summary>The zones by tz database id, each with its calendar created once.</summary>
public static class Zones
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, ZoneCalendar> Known = new(StringComparer.Ordinal);

    /// <summary>Finds a zone by id; null if the tz database has none.</summary>
    public static ZoneCalendar? Find(string id)
    {
        if (Known.TryGetValue(id, out var calendar))
            return calendar;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        return zone is null ? null : Known.GetOrAdd(id, _ => new ZoneCalendar(zone));
    }

    /// <summary>The zone of an id.</summary>
    /// <exception cref="ArgumentException">The tz database has no such zone.</exception>
    public static ZoneCalendar Get(string id) =>
        Find(id) ?? throw new ArgumentException($"'{id}' is not a time zone of the tz database. Use for example America/New_York.", nameof(id));
}
