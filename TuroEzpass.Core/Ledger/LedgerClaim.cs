using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Core.Ledger;

/// <summary>A change of a claim's state.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="To">The new state.</param>
/// <param name="Note">The person's note; may be empty.</param>
public sealed record ClaimStep(string At, string By, LedgerClaimState To, string Note);

/// <summary>An approved claim, built from its facts.</summary>
/// <param name="Id">Reservation and number: <c>50000001-1</c>.</param>
/// <param name="ReservationId">The trip.</param>
/// <param name="Lines">Its tolls, fixed when it was approved.</param>
/// <param name="Cents">Their sum.</param>
/// <param name="State">The state.</param>
/// <param name="TurosTollsCents">The tolls and tickets that Turo showed for the trip when the claim was sent; null before.</param>
/// <param name="Steps">Its changes, in order.</param>
public sealed record LedgerClaim(
    string Id, string ReservationId, IReadOnlyList<ClaimLine> Lines, long Cents, LedgerClaimState State, long? TurosTollsCents, IReadOnlyList<ClaimStep> Steps)
{
    /// <summary>The approval's position in the log.</summary>
    public long ApprovedSeq { get; init; }

    /// <summary>Hours that the guest has to pay or dispute (A).</summary>
    public const int GuestHours = 48;

    /// <summary>Hours that the host has to respond to a dispute (C).</summary>
    public const int HostHours = 72;

    /// <summary>Whether it holds its tolls. Every claim except a withdrawn one does: tolls that Turo rejected are not claimed again automatically.</summary>
    public bool HoldsTolls => State != LedgerClaimState.Withdrawn;

    /// <summary>The deadline to act: for the guest after it was sent, for the host after a dispute; null otherwise.</summary>
    public Instant? AnswerBy => AnswerWithin(State) is { } time ? LastAt + time : null;

    private Instant LastAt => InstantPattern.General.Parse(Steps[^1].At).Value;

    /// <summary>The time to act in a state; null if no action is needed.</summary>
    public static Duration? AnswerWithin(LedgerClaimState state) => state switch
    {
        LedgerClaimState.Sent => Duration.FromHours(GuestHours),
        LedgerClaimState.Disputed => Duration.FromHours(HostHours),
        _ => null,
    };

    /// <summary>Whether a state may follow another.</summary>
    public static bool MayFollow(LedgerClaimState from, LedgerClaimState to) => (from, to) switch
    {
        (LedgerClaimState.Approved, LedgerClaimState.Sent or LedgerClaimState.Withdrawn or LedgerClaimState.Expired) => true,
        (LedgerClaimState.Sent, LedgerClaimState.Paid or LedgerClaimState.Disputed or LedgerClaimState.Rejected or LedgerClaimState.Expired or LedgerClaimState.Withdrawn) => true,
        (LedgerClaimState.Disputed, LedgerClaimState.Answered or LedgerClaimState.Paid or LedgerClaimState.Rejected or LedgerClaimState.Expired or LedgerClaimState.Withdrawn) => true,
        (LedgerClaimState.Answered, LedgerClaimState.Paid or LedgerClaimState.Rejected or LedgerClaimState.Expired or LedgerClaimState.Withdrawn) => true,
        _ => false,
    };

    internal static LedgerClaim Of(ClaimApproved fact) => new(
        fact.ClaimId, fact.ReservationId, fact.Lines, fact.Cents, LedgerClaimState.Approved, null, [new ClaimStep(fact.At, fact.By, LedgerClaimState.Approved, fact.Note ?? "")])
    { ApprovedSeq = fact.Seq };

    internal LedgerClaim After(ClaimMoved fact) => this with
    {
        State = fact.To,
        TurosTollsCents = fact.TurosTollsCents ?? TurosTollsCents,
        Steps = [.. Steps, new ClaimStep(fact.At, fact.By, fact.To, fact.Note ?? "")],
    };
}
