using System.Globalization;
using NodaTime;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Reports;

/// <summary>Texts of a row that several reports share.</summary>
public static class RowTexts
{
    /// <summary>The row's local time with its offset, <c>2025-11-02T01:30:00-04:00</c>: the earlier one if the time occurs twice;
    /// only a date if there is no time; empty if the clock skipped it or there is no date.</summary>
    public static string TransactionAt(in StatementRow row)
    {
        var travel = row.Travel;
        if (!travel.HasDate || row.Plaza is null)
            return "";
        if (!travel.HasTime)
            return travel.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        return row.Plaza.Zones[0].Read(travel.LocalSeconds, out var earlier, out _) == LocalReading.Never ? "" : WithOffset(travel, earlier);
    }

    /// <summary>A trip's local time with its offset.</summary>
    public static string TripTime(LocalDateTime local, ZoneCalendar zone)
    {
        var travel = TravelTime.At(local, TimePrecision.Minute);
        zone.Read(travel.LocalSeconds, out var earlier, out _);
        return WithOffset(travel, earlier);
    }

    /// <summary>A readable duration: <c>25 min</c>, <c>2 h 10 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Length(long seconds)
    {
        var minutes = Math.Max(0, seconds) / 60;
        return minutes switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{minutes} min"),
            < 48 * 60 => minutes % 60 == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h")
                : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440} d {minutes % 1440 / 60} h"),
        };
    }

    private static string WithOffset(TravelTime travel, long instant)
    {
        var date = travel.Date;
        var second = travel.SecondOfDay;
        var offset = (int)((travel.LocalSeconds - instant) / 60);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{date.Year:0000}-{date.Month:00}-{date.Day:00}T{second / 3600:00}:{second / 60 % 60:00}:{second % 60:00}{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:00}:{Math.Abs(offset) % 60:00}");
    }
}
