using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Web.Ui;

/// <summary>The API's times as people read them. A time with an offset of its own (a toll, a trip) is shown on the clock where it happened;
/// one in UTC is shown in the owner's zone; a day is a day.</summary>
public static class Moments
{
    /// <summary>The local day and, where the text has one, the local time; null where it is no date.</summary>
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

    /// <summary>The day of a text that is a day alone; null where it is none.</summary>
    public static LocalDate? DayOf(string? text) => text is not null && LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) ? day : null;

    /// <summary>A moment as the API's other times are written, for <c>&lt;when&gt;</c>.</summary>
    public static string Text(DateTimeOffset moment) => InstantPattern.General.Format(Instant.FromDateTimeOffset(moment));

    /// <summary>The instant of a text with an offset; null where it has none.</summary>
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
