using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Core.Ledger;

/// <summary>Something that happened to a claim.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="To">Its state from then on.</param>
/// <param name="Note">A person's words; may be empty.</param>
public sealed record ClaimStep(string At, string By, LedgerClaimState To, string Note);

/// <summary>An approved claim, as its facts tell.</summary>
/// <param name="Id">Reservation and number: <c>50000001-1</c>.</param>
/// <param name="ReservationId">The trip.</param>
/// <param name="Lines">Its tolls, fixed when it was approved.</param>
/// <param name="Cents">Their sum.</param>
/// <param name="State">Where it stands.</param>
/// <param name="TurosTollsCents">What Turo showed as tolls and tickets of the trip when it was sent; null before.</param>
/// <param name="Steps">What happened, in order.</param>
public sealed record LedgerClaim(
    string Id, string ReservationId, IReadOnlyList<ClaimLine> Lines, long Cents, LedgerClaimState State, long? TurosTollsCents, IReadOnlyList<ClaimStep> Steps)
{
    /// <summary>The approval's place in the log.</summary>
    public long ApprovedSeq { get; init; }

    /// <summary>Hours that the guest has to pay or dispute (A).</summary>
    public const int GuestHours = 48;

    /// <summary>Hours that the host has to answer a dispute (C).</summary>
    public const int HostHours = 72;

    /// <summary>Whether it holds its tolls: all but a withdrawn one does, since what Turo refused is not claimed again by itself.</summary>
    public bool HoldsTolls => State != LedgerClaimState.Withdrawn;

    /// <summary>Until when somebody must act: the guest after it was sent, the host after a dispute; null otherwise.</summary>
    public Instant? AnswerBy => AnswerWithin(State) is { } time ? LastAt + time : null;

    private Instant LastAt => InstantPattern.General.Parse(Steps[^1].At).Value;

    /// <summary>How long somebody has to act once a claim is in a state; null where nobody need.</summary>
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
