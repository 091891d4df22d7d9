using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Trips;

/// <summary>What a host states about the real start and end of a trip. A part that is null says nothing: it leaves what is known.</summary>
/// <param name="ReservationId">The trip.</param>
public sealed record Handover(string ReservationId)
{
    /// <summary>When the guest picked up the car.</summary>
    public StatedTime? PickedUp { get; init; }

    /// <summary>When the guest returned the car.</summary>
    public StatedTime? Returned { get; init; }
}

/// <summary>A stated time, or the statement that it is unknown.</summary>
/// <param name="Text">ISO 8601: local time of the car (<c>2026-03-31T14:05</c>), or with an offset; null if it is unknown, which clears an
/// earlier statement.</param>
/// <param name="Booked">The booked time that the host confirmed ("on time"), as local time. It no longer counts if a later trips file
/// shows another booked time. Null if the time was stated on its own.</param>
public sealed record StatedTime(string? Text, string? Booked = null)
{
    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
    ];

    private static readonly OffsetDateTimePattern[] WithOffset =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mmo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:sso<Z+HH:mm>"),
    ];

    /// <summary>States that the time is unknown.</summary>
    [JsonIgnore]
    public static StatedTime Unknown { get; } = new((string?)null);

    /// <summary>Whether a text is a time.</summary>
    public static bool IsTime([NotNullWhen(true)] string? text) => text is not null && Read(text) is not null;

    /// <summary>The booked time as <see cref="Booked"/> has it.</summary>
    public static string BookedText(LocalDateTime booked) => Local[0].Format(booked);

    /// <summary>Confirms a booked time.</summary>
    public static StatedTime OnTime(LocalDateTime booked) => new(BookedText(booked), BookedText(booked));

    /// <summary>The time in a car's zone; null if it is unknown, or if the booked time that it confirms has changed.</summary>
    internal ActualTime? In(ZoneCalendar zone, LocalDateTime booked)
    {
        if (Text is null || Read(Text) is not var (local, moment) || (Booked is not null && Booked != BookedText(booked)))
            return null;
        if (moment is { } instant)
        {
            var seconds = instant.ToUnixTimeSeconds();
            return new ActualTime(seconds, seconds, instant.InZone(zone.Zone).LocalDateTime);
        }

        zone.Read(TravelTime.At(local, TimePrecision.Second).LocalSeconds, out var earliest, out var latest);
        return new ActualTime(earliest, latest, local);
    }

    private static (LocalDateTime Local, Instant? Moment)? Read(string text)
    {
        foreach (var pattern in Local)
        {
            if (pattern.Parse(text) is { Success: true } local)
                return (local.Value, null);
        }

        foreach (var pattern in WithOffset)
        {
            if (pattern.Parse(text) is { Success: true } moment)
                return (moment.Value.LocalDateTime, moment.Value.ToInstant());
        }

        return null;
    }
}

/// <summary>A known real start or end of a trip.</summary>
/// <param name="Earliest">Unix seconds.</param>
/// <param name="Latest">Unix seconds; later than <paramref name="Earliest"/> if the local time occurs twice or never.</param>
/// <param name="Local">Local time of the car.</param>
public readonly record struct ActualTime(long Earliest, long Latest, LocalDateTime Local);

/// <summary>The stated times by trip: for each end, the last statement counts.</summary>
public sealed class HandoverBook
{
    private readonly Dictionary<string, Handover> byReservation = new(StringComparer.Ordinal);

    /// <summary>Creates the book.</summary>
    /// <param name="handovers">The statements, in the order in which they were recorded.</param>
    public HandoverBook(IEnumerable<Handover> handovers)
    {
        ArgumentNullException.ThrowIfNull(handovers);
        foreach (var handover in handovers)
        {
            byReservation[handover.ReservationId] = byReservation.TryGetValue(handover.ReservationId, out var known)
                ? known with { PickedUp = handover.PickedUp ?? known.PickedUp, Returned = handover.Returned ?? known.Returned }
                : handover;
        }
    }

    /// <summary>What is stated about a trip; null if nothing is.</summary>
    public Handover? Of(string reservationId) => byReservation.GetValueOrDefault(reservationId);
}
