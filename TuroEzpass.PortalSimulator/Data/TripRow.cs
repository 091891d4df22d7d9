namespace TuroEzpass.PortalSimulator.Data;

/// <summary>How a trip stands.</summary>
internal enum TripStanding
{
    Booked,
    InProgress,
    Completed,
    Cancelled,
}

/// <summary>A trip of the invented host.</summary>
/// <param name="Reservation">Turo's reservation id.</param>
/// <param name="Guest">A first name and an initial.</param>
/// <param name="Car">Which car, counted from 0.</param>
/// <param name="Plate">Its plate with the state before it.</param>
/// <param name="Start">The booked start, local.</param>
/// <param name="End">The booked end, local.</param>
/// <param name="Standing">How it stands.</param>
internal sealed record TripRow(long Reservation, string Guest, int Car, string Plate, DateTime Start, DateTime End, TripStanding Standing)
{
    /// <summary>Days that are paid for, begun ones counted.</summary>
    public int Days => Math.Max(1, (int)Math.Ceiling((End - Start).TotalDays));
}
