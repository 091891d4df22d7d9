using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Custody;

/// <summary>Who had the car.</summary>
internal enum DriverKind
{
    /// <summary>No driver: a payment or a fee.</summary>
    Nobody,

    /// <summary>A guest of a trip.</summary>
    Guest,
    Host,

    /// <summary>A person to whom the host lent the car outside Turo.</summary>
    OffPlatform,

    /// <summary>The driver of someone else's car.</summary>
    Stranger,
}

/// <summary>The true driver of a toll.</summary>
/// <param name="Kind">The kind of driver.</param>
/// <param name="Reservation">The guest's reservation; empty for others.</param>
internal readonly record struct Driver(DriverKind Kind, string Reservation = "")
{
    public static readonly Driver Nobody = new(DriverKind.Nobody);
    public static readonly Driver Host = new(DriverKind.Host);
    public static readonly Driver OffPlatform = new(DriverKind.OffPlatform);
    public static readonly Driver Stranger = new(DriverKind.Stranger);

    public static Driver GuestOf(GuestTrip trip) => new(DriverKind.Guest, trip.Id);
}
