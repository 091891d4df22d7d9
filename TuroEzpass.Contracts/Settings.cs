namespace TuroEzpass.Contracts;

/// <summary>An owner's matching rules.</summary>
/// <param name="Zone">The IANA time zone for trips of cars without their own.</param>
/// <param name="ReviewBeforeMinutes">How long before a trip's start a toll may be an early pickup; 0 to 1,440.</param>
/// <param name="ReviewAfterMinutes">How long after a trip's end a toll may be a late return; 0 to 2,880.</param>
/// <param name="ReviewHandoverMinutes">How long after a trip ends the earlier guest may still be driving when the next trip follows directly; 0 to 1,440.</param>
public sealed record Settings(string Zone, int ReviewBeforeMinutes, int ReviewAfterMinutes, int ReviewHandoverMinutes)
{
    /// <summary>How long after another guest's booked end that guest may still be driving; 0 to 2,880. In a PUT, null keeps the current value.</summary>
    public int? LateReturnMinutes { get; init; }

    /// <summary>The same if that guest paid a late fee or for additional usage; 0 to 2,880.</summary>
    public int? LateFeeMinutes { get; init; }

    /// <summary>How long after the start of a delivered trip the host may still be driving; 0 to 1,440.</summary>
    public int? DeliveryMinutes { get; init; }

    /// <summary>The longest time between two charges of one crossing on one account, in seconds; 0 to 60.</summary>
    public int? OneAccountSeconds { get; init; }

    /// <summary>The longest time between two charges of one crossing on two accounts, in seconds; 0 to 3,600.</summary>
    public int? TwoAccountsSeconds { get; init; }
}
