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
    Money? TollsAndTickets);

/// <summary>A trip-earnings export: a snapshot of the day in its name.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Date">The day it was downloaded: from its name, or else the caller's date, but no later than the first
/// trip that it shows as not yet started.</param>
/// <param name="IsDated">Whether the date is from the name.</param>
/// <param name="Rows">Its trips.</param>
public sealed record TripsFile(string FileName, LocalDate Date, bool IsDated, IReadOnlyList<TripRow> Rows);
