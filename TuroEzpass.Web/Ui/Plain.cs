using System.Globalization;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for trips, times and decisions.</summary>
public static class Plain
{
    private const int HourMinutes = 60;
    private const int DayMinutes = 24 * HourMinutes;

    /// <summary>The decisions with their button texts, in menu order.</summary>
    public static IReadOnlyDictionary<TollDecision, string> Decisions { get; } = new Dictionary<TollDecision, string>
    {
        [TollDecision.HostExpense] = "Host expense",
        [TollDecision.OffPlatform] = "Rental outside Turo",
        [TollDecision.AlreadyCharged] = "Already charged",
        [TollDecision.Exclude] = "Not a toll",
        [TollDecision.RefundOf] = "Refund",
    };

    /// <summary>A guest's first name; <c>Guest</c> if the files have none or it was erased.</summary>
    public static string FirstName(string? guest) => guest?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? first : "Guest";

    /// <summary>A guest's trip: <c>Alex’s trip</c>.</summary>
    public static string TripOf(TripSummary trip)
    {
        ArgumentNullException.ThrowIfNull(trip);
        return $"{FirstName(trip.Guest)}’s trip";
    }

    /// <summary>The days of a trip: <c>Nov 12–15</c>, <c>Nov 29 – Dec 2</c>.</summary>
    public static string Days(TripSummary trip, Viewer viewer) => Days(trip, viewer, withYear: true);

    /// <summary>The days of a trip without the year: <c>Nov 12–15</c>.</summary>
    public static string ShortDays(TripSummary trip, Viewer viewer) => Days(trip, viewer, withYear: false);

    private static string Days(TripSummary trip, Viewer viewer, bool withYear)
    {
        ArgumentNullException.ThrowIfNull(trip);
        ArgumentNullException.ThrowIfNull(viewer);
        if (Moments.Read(trip.Start, viewer.Zone) is not var (from, _) || Moments.Read(trip.End, viewer.Zone) is not var (to, _))
            return "";
        var locale = viewer.Locale;
        var (first, last) = withYear ? (locale.Date(from), locale.Date(to)) : (locale.Day(from), locale.Day(to));
        if (from == to)
            return first;
        if (withYear && (from.Year != to.Year || locale.Dates == DateOrder.YearMonthDay))
            return $"{first} – {last}";
        if (from.Month != to.Month || locale.Dates == DateOrder.YearMonthDay)
            return $"{locale.Day(from)} – {last}";
        return locale.Dates == DateOrder.DayMonthYear ? $"{from.Day}–{last}"
            : string.Create(CultureInfo.InvariantCulture, $"{locale.Day(from)}–{to.Day}{(withYear ? $", {to.Year}" : "")}");
    }

    /// <summary>Minutes in words: <c>43 minutes</c>, <c>2 hours 5 minutes</c>, <c>3 days</c>.</summary>
    public static string Length(long minutes)
    {
        minutes = Math.Abs(minutes);
        if (minutes < HourMinutes)
            return Count(minutes, "minute");
        if (minutes >= 2 * DayMinutes)
            return Count(minutes / DayMinutes, "day");
        var rest = minutes % HourMinutes;
        return Count(minutes / HourMinutes, "hour") + (rest == 0 ? "" : " " + Count(rest, "minute"));
    }

    /// <summary>A toll's time relative to a trip: <c>43 minutes after it ended</c>; empty if either has no time.</summary>
    public static string Beside(string at, TripSummary trip) => Beside(at, trip, "it", "the trip");

    /// <summary>The same with the guest's name: <c>43 minutes after Alex’s trip ended</c>.</summary>
    public static string BesideNamed(string at, TripSummary trip) => Beside(at, trip, TripOf(trip), TripOf(trip));

    private static string Beside(string at, TripSummary trip, string it, string theTrip)
    {
        ArgumentNullException.ThrowIfNull(trip);
        if (Moments.InstantOf(at) is not { } toll || Moments.InstantOf(trip.Start) is not { } start || Moments.InstantOf(trip.End) is not { } end)
            return "";
        return toll < start ? $"{Length((long)(start - toll).TotalMinutes)} before {it} started"
            : toll >= end ? $"{Length((long)(toll - end).TotalMinutes)} after {it} ended"
            : $"during {theTrip}";
    }

    /// <summary>A decision in words: <c>Alex’s trip</c>, <c>Host expense</c>.</summary>
    public static string Decision(TollDecision decision, string? reservation, TripSummary? trip = null) => decision == TollDecision.AssignToTrip
        ? trip is null ? $"Trip {reservation}" : TripOf(trip)
        : Decisions[decision];

    private static string Count(long number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");
}
