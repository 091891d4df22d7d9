namespace TuroEzpass.Contracts;

/// <summary>A month's totals.</summary>
/// <param name="Month"><c>2026-03</c>, by the tolls' time in UTC.</param>
/// <param name="Outcomes">Rows by outcome.</param>
/// <param name="Agencies">The same by agency.</param>
/// <param name="Vehicles">The same by car.</param>
/// <param name="Recovered">Claims that were paid in this month.</param>
public sealed record MonthReport(
    string Month, IReadOnlyDictionary<string, Total> Outcomes, IReadOnlyList<NamedFigures> Agencies, IReadOnlyList<NamedFigures> Vehicles, Total Recovered);

/// <summary>Guests whose names may be erased.</summary>
/// <param name="Trips">Reservations that still name a guest and whose trip ended longer ago than names are kept.</param>
/// <param name="Months">The number of months for which names are kept.</param>
public sealed record GuestsDue(IReadOnlyList<string> Trips, int Months);

/// <summary>Erases guests' names.</summary>
/// <param name="Trips">Their reservations; at most 5,000.</param>
public sealed record EraseGuests(IReadOnlyList<string> Trips);

/// <summary>The result of erasing names.</summary>
/// <param name="Erased">The reservations whose guest's name was erased.</param>
/// <param name="Unknown">The reservations that are in no trips file.</param>
public sealed record GuestsErased(IReadOnlyList<string> Erased, IReadOnlyList<string> Unknown);
