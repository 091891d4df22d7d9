using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Custody;

/// <summary>Who had the car.</summary>
internal enum DriverKind
{
    /// <summary>Nobody: a payment, a fee.</summary>
    Nobody,

    /// <summary>A guest of a trip.</summary>
    Guest,
    Host,

    /// <summary>Somebody whom the host lent it to outside of Turo.</summary>
    OffPlatform,

    /// <summary>The driver of a car that is not the host's.</summary>
    Stranger,
}

/// <summary>Who really drove: the truth of a toll.</summary>
/// <param name="Kind">Who.</param>
/// <param name="Reservation">The guest's reservation; else empty.</param>
internal readonly record struct Driver(DriverKind Kind, string Reservation = "")
{
    public static readonly Driver Nobody = new(DriverKind.Nobody);
    public static readonly Driver Host = new(DriverKind.Host);
    public static readonly Driver OffPlatform = new(DriverKind.OffPlatform);
    public static readonly Driver Stranger = new(DriverKind.Stranger);

    public static Driver GuestOf(GuestTrip trip) => new(DriverKind.Guest, trip.Id);
}
