namespace TuroEzpass.Contracts;

/// <summary>How an owner's tolls are judged.</summary>
/// <param name="Zone">The IANA zone of trips of cars that have none of their own.</param>
/// <param name="ReviewBeforeMinutes">How long before a trip's start a toll may be an early pickup; 0 to 1,440.</param>
/// <param name="ReviewAfterMinutes">How long after a trip's end a toll may be a late return; 0 to 2,880.</param>
/// <param name="ReviewHandoverMinutes">How long after a hand-over the earlier guest may still drive; 0 to 1,440.</param>
public sealed record Settings(string Zone, int ReviewBeforeMinutes, int ReviewAfterMinutes, int ReviewHandoverMinutes);
