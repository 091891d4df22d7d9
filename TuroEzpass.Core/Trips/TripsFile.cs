using NodaTime;

namespace TuroEzpass.Core.Trips;

/// <summary>A parsed row of Turo's trip-earnings export.</summary>
/// <param name="Line">Its physical line.</param>
/// <param name="ReservationId">Turo's reservation id.</param>
/// <param name="Guest">Guest; may be empty.</param>
/// <param name="VehicleId">Turo's vehicle id.</param>
/// <param name="VehicleLabel">Label with the plate; may be empty.</param>
/// <param name="VehicleName">Model and year; may be empty.</param>
/// <param name="Start">Booked start, local.</param>
/// <param name="End">Booked end, local.</param>
/// <param name="Status">Status.</param>
/// <param name="StatusText">Status in Turo's words.</param>
/// <param name="TollsAndTickets">What Turo charged for tolls and tickets; null if the cell is blank.</param>
public sealed record TripRow(
    int Line,
    string ReservationId,
    string Guest,
    string VehicleId,
    string VehicleLabel,
    string VehicleName,
    LocalDateTime Start,
    LocalDateTime End,
    TripStatus Status,
    string StatusText,
    Money? TollsAndTickets)
{
    /// <summary>The car's VIN as letters and digits; empty when the file has none.</summary>
    public string Vin { get; init; } = "";

    /// <summary>Odometer at the trip's start; null when the cell is blank.</summary>
    public long? CheckInOdometer { get; init; }

    /// <summary>Odometer at the trip's end; null when the cell is blank.</summary>
    public long? CheckOutOdometer { get; init; }

    /// <summary>Miles driven, as Turo states them; null when the cell is blank.</summary>
    public decimal? Miles { get; init; }

    /// <summary>Whether the guest paid for delivery.</summary>
    public bool HasDeliveryFee { get; init; }

    /// <summary>Whether the guest paid a late fee or for additional usage: the car came back late.</summary>
    public bool HasLateFee { get; init; }
}

/// <summary>A trip-earnings export: a snapshot of the day in its name.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Date">The day it was downloaded: from its name, or else the caller's date, but no later than the first
/// trip that it shows as not yet started.</param>
/// <param name="IsDated">Whether the date is from the name.</param>
/// <param name="Rows">Its trips.</param>
public sealed record TripsFile(string FileName, LocalDate Date, bool IsDated, IReadOnlyList<TripRow> Rows)
{
    /// <summary>What happened from this local time on the file may not know. A dated file may be of the first minute of its day;
    /// an undated one is sure only of what its trips show to have happened.</summary>
    public LocalDateTime KnownUntil { get; } = IsDated ? Date.AtMidnight() : Reached(Date, Rows);

    private static LocalDateTime Reached(LocalDate latest, IReadOnlyList<TripRow> rows) => LocalDateTime.Min(
        latest.AtMidnight(),
        rows.Where(row => row.Status is TripStatus.Completed or TripStatus.InProgress)
            .Select(row => row.Status == TripStatus.Completed ? row.End : row.Start)
            .DefaultIfEmpty(LocalDate.MinIsoValue.AtMidnight())
            .Max());
}
