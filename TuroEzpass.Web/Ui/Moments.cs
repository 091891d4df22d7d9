using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Web.Ui;

/// <summary>Reads the API's times for display. A time with an offset (a toll, a trip) is shown in the local time of its place, and a UTC time in
/// the owner's time zone. A date has no time.</summary>
public static class Moments
{
    /// <summary>The local date and, if the text has one, the local time; null if it is not a date.</summary>
    public static (LocalDate Day, LocalTime? Time)? Read(string? text, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (string.IsNullOrEmpty(text))
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day)
            return (day.Value, null);
        if (!OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var moment))
            return LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local ? (local.Value.Date, local.Value.TimeOfDay) : null;
        var shown = text.EndsWith('Z') ? moment.ToInstant().InZone(zone).LocalDateTime : moment.LocalDateTime;
        return (shown.Date, shown.TimeOfDay);
    }

    /// <summary>The date, if the text is a date without a time; otherwise null.</summary>
    public static LocalDate? DayOf(string? text) => text is not null && LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) ? day : null;

    /// <summary>A moment in the API's text format, for <c>&lt;when&gt;</c>.</summary>
    public static string Text(DateTimeOffset moment) => InstantPattern.General.Format(Instant.FromDateTimeOffset(moment));

    /// <summary>The instant, if the text has an offset; otherwise null.</summary>
    public static Instant? InstantOf(string? text) => text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var moment) ? moment.ToInstant() : null;

    /// <summary><c>just now</c>, <c>5 minutes ago</c>, <c>in 3 hours</c>, <c>2 days ago</c>.</summary>
    public static string Relative(Instant moment, Instant now)
    {
        var apart = moment - now;
        var (isPast, minutes) = (apart < Duration.Zero, Math.Abs(apart.TotalMinutes));
        if (minutes < 1)
            return "just now";
        var (count, unit) = minutes < 60 ? ((long)minutes, "minute") : minutes < 36 * 60 ? ((long)Math.Round(minutes / 60), "hour") : ((long)Math.Round(minutes / 1440), "day");
        var text = $"{count} {unit}{(count == 1 ? "" : "s")}";
        return isPast ? $"{text} ago" : $"in {text}";
    }
}
