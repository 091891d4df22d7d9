using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>Something that happened; it is never rewritten. Everything an owner's ledger shows follows from its facts, in
/// order, and from the originals that they name.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StatementImported), "statement")]
[JsonDerivedType(typeof(TripsImported), "trips")]
[JsonDerivedType(typeof(FleetReplaced), "fleet")]
[JsonDerivedType(typeof(HandoversImported), "handovers")]
[JsonDerivedType(typeof(HandoversStated), "handover")]
[JsonDerivedType(typeof(CoverageStated), "coverage")]
[JsonDerivedType(typeof(ImportWithdrawn), "withdrawn")]
[JsonDerivedType(typeof(SettingsChanged), "settings")]
[JsonDerivedType(typeof(DecisionMade), "decision")]
[JsonDerivedType(typeof(DecisionUndone), "undo")]
[JsonDerivedType(typeof(ClaimApproved), "claim")]
[JsonDerivedType(typeof(ClaimMoved), "claim-moved")]
[JsonDerivedType(typeof(GuestErased), "erased")]
public abstract record Fact
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Its position in the log, starting at 1 without gaps.</summary>
    [JsonIgnore]
    public long Seq { get; init; }

    /// <summary>When it happened, in UTC: <c>2026-03-31T14:05:00Z</c>.</summary>
    public required string At { get; init; }

    /// <summary>Who did it: the name of a sign-in, or the machine's user.</summary>
    public required string By { get; init; }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    internal static Fact Read(long seq, ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<Fact>(bytes, Json)! with { Seq = seq };
}

/// <summary>A toll statement was imported. Its rows are those of the original.</summary>
public sealed record StatementImported : Fact
{
    /// <summary>SHA-256 of the original; also the import's id.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>The vehicle of rows without tag or plate; null if none was given.</summary>
    public string? Vehicle { get; init; }

    /// <summary>SHA-256 of the user's own layout; null for a built-in one.</summary>
    public string? LayoutSha256 { get; init; }

    /// <summary>The number of rows.</summary>
    public required int Rows { get; init; }
}

/// <summary>A trip-earnings export was imported.</summary>
public sealed record TripsImported : Fact
{
    /// <summary>SHA-256 of the original.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name, which may contain its date.</summary>
    public required string FileName { get; init; }

    /// <summary>The day that counts as the file's date if its name has none: <c>2026-03-31</c>.</summary>
    public required string AsOf { get; init; }
}

/// <summary>The whole fleet of tags and plates was replaced.</summary>
public sealed record FleetReplaced : Fact
{
    /// <summary>SHA-256 of the original <c>fleet.csv</c>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }
}

/// <summary>A file with the real times of pickups and returns was imported.</summary>
public sealed record HandoversImported : Fact
{
    /// <summary>SHA-256 of the original.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }
}

/// <summary>A person stated when guests picked up or returned cars.</summary>
public sealed record HandoversStated : Fact
{
    /// <summary>The statements; one, or the trips of a list that were all on time.</summary>
    public required IReadOnlyList<Handover> Handovers { get; init; }
}

/// <summary>A person stated whether the trips files have all trips of a car for some days.</summary>
public sealed record CoverageStated : Fact
{
    /// <summary>The car's id.</summary>
    public required string Vehicle { get; init; }

    /// <summary>The first day: <c>2026-03-01</c>.</summary>
    public required string From { get; init; }

    /// <summary>The last day.</summary>
    public required string To { get; init; }

    /// <summary>False takes an earlier statement about these days back.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>A person withdrew an imported file: it no longer counts. Its original is kept, and the file can be imported again.</summary>
public sealed record ImportWithdrawn : Fact
{
    /// <summary>SHA-256 of the original.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }
}

/// <summary>The matching rules were changed.</summary>
public sealed record SettingsChanged : Fact
{
    /// <summary>The time zone of trips.</summary>
    public required string Zone { get; init; }

    /// <summary>Minutes before a trip's start in which tolls need review.</summary>
    public required double ReviewBeforeMinutes { get; init; }

    /// <summary>Minutes after a trip's end in which tolls need review.</summary>
    public required double ReviewAfterMinutes { get; init; }

    /// <summary>Minutes after a handover in which tolls need review.</summary>
    public required double ReviewHandoverMinutes { get; init; }

    /// <summary>Minutes after a guest's booked end, into the next guest's trip, in which tolls need review; null for the default.</summary>
    public double? LateReturnMinutes { get; init; }

    /// <summary>The same if the guest paid a late fee or for additional usage.</summary>
    public double? LateFeeMinutes { get; init; }

    /// <summary>Minutes after the start of a delivered trip in which tolls need review.</summary>
    public double? DeliveryMinutes { get; init; }

    /// <summary>The longest time between two charges of one passage on one account, in seconds.</summary>
    public double? OneAccountSeconds { get; init; }

    /// <summary>The longest time between two charges of one passage on two accounts, in seconds.</summary>
    public double? TwoAccountsSeconds { get; init; }
}

/// <summary>What a person can decide about a toll.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>It belongs to a trip.</summary>
    AssignToTrip,

    /// <summary>It is a host expense.</summary>
    HostExpense,

    /// <summary>It belongs to a rental outside Turo.</summary>
    OffPlatform,

    /// <summary>The guest was already charged for it.</summary>
    AlreadyCharged,

    /// <summary>No one owes it.</summary>
    Exclude,

    /// <summary>It is a credit that refunds a charge, or none of the charges that it may refund.</summary>
    RefundOf,
}

/// <summary>A person decided the outcome of a toll. The decision overrides automatic matching until it is undone.</summary>
public sealed record DecisionMade : Fact
{
    /// <summary>The toll.</summary>
    public required string TollId { get; init; }

    /// <summary>What was decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The trip, for <see cref="DecisionKind.AssignToTrip"/>.</summary>
    public string? ReservationId { get; init; }

    /// <summary>The toll that a credit refunds, for <see cref="DecisionKind.RefundOf"/>; null for none.</summary>
    public string? Charge { get; init; }

    /// <summary>The outcome before.</summary>
    public required string Before { get; init; }

    /// <summary>The outcome after.</summary>
    public required string After { get; init; }
}

/// <summary>A person undid a decision.</summary>
public sealed record DecisionUndone : Fact
{
    /// <summary>The toll.</summary>
    public required string TollId { get; init; }

    /// <summary>The outcome before.</summary>
    public required string Before { get; init; }
}

/// <summary>A toll in a claim.</summary>
/// <param name="TollId">The toll that is the charge of the crossing.</param>
/// <param name="Cents">The net amount of the crossing when the claim was approved.</param>
public sealed record ClaimLine(string TollId, long Cents);

/// <summary>A person approved a claim. This one write locks its tolls and amount, so that a toll is in one live claim only.</summary>
public sealed record ClaimApproved : Fact
{
    /// <summary>Reservation and number: <c>50000001-1</c>; later numbers are supplements for late tolls.</summary>
    public required string ClaimId { get; init; }

    /// <summary>The trip.</summary>
    public required string ReservationId { get; init; }

    /// <summary>Its tolls.</summary>
    public required IReadOnlyList<ClaimLine> Lines { get; init; }

    /// <summary>Their sum.</summary>
    public required long Cents { get; init; }

    /// <summary>The person's note.</summary>
    public string? Note { get; init; }
}

/// <summary>The state of a claim changed.</summary>
public sealed record ClaimMoved : Fact
{
    /// <summary>The claim.</summary>
    public required string ClaimId { get; init; }

    /// <summary>The new state.</summary>
    public required LedgerClaimState To { get; init; }

    /// <summary>When the claim was sent: the tolls and tickets that Turo showed for the trip, in cents.</summary>
    public long? TurosTollsCents { get; init; }

    /// <summary>The person's note.</summary>
    public string? Note { get; init; }
}

/// <summary>A guest's name was erased from the originals.</summary>
public sealed record GuestErased : Fact
{
    /// <summary>The trips whose guests were erased.</summary>
    public required IReadOnlyList<string> ReservationIds { get; init; }

    /// <summary>SHA-256 of each original that contained a name, and of its redacted copy.</summary>
    public required IReadOnlyDictionary<string, string> Replaced { get; init; }
}

/// <summary>The state of a claim in the ledger.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerClaimState>))]
public enum LedgerClaimState
{
    /// <summary>Made from owed tolls; not approved.</summary>
    Draft,

    /// <summary>A draft that can be filed: most tolls have posted, and Turo's own draft has appeared. It depends on the day, so no item
    /// stores it.</summary>
    Ready,

    /// <summary>A person approved it.</summary>
    Approved,

    /// <summary>Filed with Turo: the guest has 48 hours to respond.</summary>
    Sent,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>The guest disputes it: the host has 72 hours to respond.</summary>
    Disputed,

    /// <summary>The host responded to the dispute.</summary>
    Answered,

    /// <summary>Turo rejected it.</summary>
    Rejected,

    /// <summary>No one filed or responded in time.</summary>
    Expired,

    /// <summary>Withdrawn: its tolls can be claimed again.</summary>
    Withdrawn,
}
