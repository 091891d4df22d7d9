namespace TuroEzpass.Contracts;

/// <summary>An owner's matching rules.</summary>
/// <param name="Zone">The IANA time zone for trips of cars without their own.</param>
/// <param name="ReviewBeforeMinutes">How long before a trip's start a toll may be an early pickup; 0 to 1,440.</param>
/// <param name="ReviewAfterMinutes">How long after a trip's end a toll may be a late return; 0 to 2,880.</param>
/// <param name="ReviewHandoverMinutes">How long after a trip ends the earlier guest may still be driving when the next trip follows directly; 0 to 1,440.</param>
public sealed record Settings(string Zone, int ReviewBeforeMinutes, int ReviewAfterMinutes, int ReviewHandoverMinutes);
