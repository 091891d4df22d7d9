using System.Text.Json;
using System.Text.Json.Serialization;

namespace TuroEzpass.Core.Ledger;

/// <summary>Something that happened and is never rewritten. All that an owner's ledger shows follows from its facts, in
/// their order, and from the originals that they name.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StatementImported), "statement")]
[JsonDerivedType(typeof(TripsImported), "trips")]
[JsonDerivedType(typeof(FleetReplaced), "fleet")]
[JsonDerivedType(typeof(SettingsChanged), "settings")]
[JsonDerivedType(typeof(DecisionMade), "decision")]
[JsonDerivedType(typeof(DecisionUndone), "undo")]
[JsonDerivedType(typeof(ClaimApproved), "claim")]
[JsonDerivedType(typeof(ClaimMoved), "claim-moved")]
[JsonDerivedType(typeof(GuestErased), "erased")]
public abstract record Fact
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Its place in the log, from 1 on without gaps.</summary>
    [JsonIgnore]
    public long Seq { get; init; }

    /// <summary>When, in UTC: <c>2026-03-31T14:05:00Z</c>.</summary>
    public required string At { get; init; }

    /// <summary>Who: a sign-in's name, or the machine's user on one's own machine.</summary>
    public required string By { get; init; }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    internal static Fact Read(long seq, ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<Fact>(bytes, Json)! with { Seq = seq };
}

/// <summary>A toll statement was taken in. Its rows are those of the original.</summary>
public sealed record StatementImported : Fact
{
    /// <summary>SHA-256 of the original; also the import's id.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>Whose car the rows without tag or plate are of; null when nobody said.</summary>
    public string? Vehicle { get; init; }

    /// <summary>SHA-256 of the user's own layout that it was read with; null for a built-in one.</summary>
    public string? LayoutSha256 { get; init; }

    /// <summary>How many rows it has.</summary>
    public required int Rows { get; init; }
}

/// <summary>A trip-earnings export was taken in.</summary>
public sealed record TripsImported : Fact
{
    /// <summary>SHA-256 of the original.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name, which may hold its date.</summary>
    public required string FileName { get; init; }

    /// <summary>The day it counts as made when its name has none: <c>2026-03-31</c>.</summary>
    public required string AsOf { get; init; }
}

/// <summary>The fleet's tags and plates were given anew, as a whole.</summary>
public sealed record FleetReplaced : Fact
{
    /// <summary>SHA-256 of the original <c>fleet.csv</c>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }
}

/// <summary>How tolls are judged was changed.</summary>
public sealed record SettingsChanged : Fact
{
    /// <summary>The zone of trips.</summary>
    public required string Zone { get; init; }

    /// <summary>Minutes before a trip's start that are doubtful.</summary>
    public required double ReviewBeforeMinutes { get; init; }

    /// <summary>Minutes after a trip's end that are doubtful.</summary>
    public required double ReviewAfterMinutes { get; init; }

    /// <summary>Minutes after a hand-over that are doubtful.</summary>
    public required double ReviewHandoverMinutes { get; init; }
}

/// <summary>What a person can decide of a toll.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>It belongs to a trip.</summary>
    AssignToTrip,

    /// <summary>It is the host's own.</summary>
    HostExpense,

    /// <summary>It belongs to a rental outside Turo.</summary>
    OffPlatform,

    /// <summary>The guest was charged for it already.</summary>
    AlreadyCharged,

    /// <summary>It is no toll that anybody owes.</summary>
    Exclude,
}

/// <summary>A person decided how a toll ends. It holds over every later match until it is undone.</summary>
public sealed record DecisionMade : Fact
{
    /// <summary>The toll.</summary>
    public required string TollId { get; init; }

    /// <summary>What was decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The trip, for <see cref="DecisionKind.AssignToTrip"/>.</summary>
    public string? ReservationId { get; init; }

    /// <summary>How it stood before.</summary>
    public required string Before { get; init; }

    /// <summary>How it stands from then on.</summary>
    public required string After { get; init; }
}

/// <summary>A person took a decision back.</summary>
public sealed record DecisionUndone : Fact
{
    /// <summary>The toll.</summary>
    public required string TollId { get; init; }

    /// <summary>How it stood before.</summary>
    public required string Before { get; init; }
}

/// <summary>A toll as a claim holds it.</summary>
/// <param name="TollId">The toll that charges for the crossing.</param>
/// <param name="Cents">What the crossing came to when the claim was approved.</param>
public sealed record ClaimLine(string TollId, long Cents);

/// <summary>A person approved a claim: its tolls and amount are fixed by this one write, so a toll is in one live claim only.</summary>
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

    /// <summary>A person's words.</summary>
    public string? Note { get; init; }
}

/// <summary>Something happened to a claim.</summary>
public sealed record ClaimMoved : Fact
{
    /// <summary>The claim.</summary>
    public required string ClaimId { get; init; }

    /// <summary>Its state from then on.</summary>
    public required LedgerClaimState To { get; init; }

    /// <summary>When it was sent: what Turo showed as tolls and tickets of the trip, in cents.</summary>
    public long? TurosTollsCents { get; init; }

    /// <summary>A person's words.</summary>
    public string? Note { get; init; }
}

/// <summary>A guest's name was taken out of the originals.</summary>
public sealed record GuestErased : Fact
{
    /// <summary>The trips whose guests were erased.</summary>
    public required IReadOnlyList<string> ReservationIds { get; init; }

    /// <summary>SHA-256 of each original that held a name, and of the redacted copy in its place.</summary>
    public required IReadOnlyDictionary<string, string> Replaced { get; init; }
}

/// <summary>Where a claim of the ledger stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerClaimState>))]
public enum LedgerClaimState
{
    /// <summary>Put together from what is owed; not approved.</summary>
    Draft,

    /// <summary>A draft that can be filed: most tolls have posted, and Turo's own draft is out. It follows from the day, so no item
    /// stores it.</summary>
    Ready,

    /// <summary>A person approved it.</summary>
    Approved,

    /// <summary>Filed with Turo: the guest has 48 hours.</summary>
    Sent,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>The guest disputes it: the host has 72 hours to answer.</summary>
    Disputed,

    /// <summary>The host answered the dispute.</summary>
    Answered,

    /// <summary>Turo refused it.</summary>
    Rejected,

    /// <summary>Nobody filed or answered in time.</summary>
    Expired,

    /// <summary>Taken back: its tolls are free again.</summary>
    Withdrawn,
}
