using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Ledger;

/// <content>What people decide: settings, tolls, and what becomes of claims.</content>
public sealed partial class OwnerLedger
{
    /// <summary>Changes how tolls are judged.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the settings that the person saw; null changes them whatever they are.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="LedgerStaleException">They are others by now.</exception>
    public Task<int> ChangeSettingsAsync(LedgerSettings settings, string by, string? ifMatch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return WriteAsync((now, seq) =>
        {
            RefuseIfChanged(ifMatch, Items.Settings().Select(item => item.Json).FirstOrDefault(), "The settings have been changed meanwhile. Look at them again.");
            return new SettingsChanged
            {
                Seq = seq,
                At = now,
                By = by,
                Zone = settings.Zone.Zone.Id,
                ReviewBeforeMinutes = settings.Matching.ReviewBefore.TotalMinutes,
                ReviewAfterMinutes = settings.Matching.ReviewAfter.TotalMinutes,
                ReviewHandoverMinutes = settings.Matching.ReviewHandover.TotalMinutes,
            };
        }, cancellation);
    }

    /// <summary>Where a toll lies; null when no statement has it any more.</summary>
    public TollKey? KeyOf(string tollId) => Items.TollOf(tollId) is { } item ? TollKey.OfSort(item.Key.Sort) : null;

    /// <summary>A person decides how a toll, and its crossing, ends.</summary>
    /// <param name="tollId">The toll.</param>
    /// <param name="kind">What was decided.</param>
    /// <param name="reservationId">The trip, for <see cref="DecisionKind.AssignToTrip"/>.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the toll that the person saw; null decides whatever it is by now.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="LedgerRefusedException">There is no such toll or trip, or a claim holds it.</exception>
    /// <exception cref="LedgerStaleException">The toll is another by now.</exception>
    public Task<int> DecideAsync(string tollId, DecisionKind kind, string? reservationId, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            var before = Standing(tollId);
            RefuseIfChanged(ifMatch, Items.TollOf(tollId)?.Json, TollIsStale);
            if (state.HolderOf(tollId) is { } holder)
                throw new LedgerRefusedException($"Claim {holder} holds this toll. Withdraw the claim first.");
            if (kind == DecisionKind.AssignToTrip && !state.Reconciliation.Trips.Trips.Any(trip => trip.ReservationId == reservationId && trip.Exists))
                throw new LedgerRefusedException($"There is no trip {reservationId}.");
            if (kind == DecisionKind.AssignToTrip && state.Reconciliation.RowAt(state.PlaceOf(tollId)!.Value) is not { Kind: RowKind.Toll, Plaza: not null, Amount: not null })
                throw new LedgerRefusedException("This row is no toll with an amount: nobody can be charged for it.");
            return new DecisionMade
            {
                Seq = seq,
                At = now,
                By = by,
                TollId = tollId,
                Kind = kind,
                ReservationId = kind == DecisionKind.AssignToTrip ? reservationId : null,
                Before = before,
                After = kind == DecisionKind.AssignToTrip ? $"{Outcome.Matched} {reservationId}" : kind.ToString(),
            };
        },
        cancellation);

    /// <summary>Takes a person's decision back: the rules hold again.</summary>
    /// <param name="tollId">The toll.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the toll that the person saw; null undoes whatever it is by now.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="LedgerRefusedException">There is none on this toll, or a claim holds it.</exception>
    /// <exception cref="LedgerStaleException">The toll is another by now.</exception>
    public Task<int> UndoAsync(string tollId, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            var before = Standing(tollId);
            RefuseIfChanged(ifMatch, Items.TollOf(tollId)?.Json, TollIsStale);
            return state.DecisionOn(tollId) is null ? throw new LedgerRefusedException("Nobody has decided on this toll.")
                : state.HolderOf(tollId) is { } holder ? throw new LedgerRefusedException($"Claim {holder} holds this toll. Withdraw the claim first.")
                : new DecisionUndone { Seq = seq, At = now, By = by, TollId = tollId, Before = before };
        },
        cancellation);

    /// <summary>A person approves a draft: its tolls and amount are fixed by this one write.</summary>
    /// <param name="claimId">The draft.</param>
    /// <param name="by">Who.</param>
    /// <param name="note">Their words.</param>
    /// <param name="ifMatch">The ETag of the draft that the person saw; null approves whatever it holds by now.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="LedgerRefusedException">There is no such draft (any more).</exception>
    /// <exception cref="LedgerStaleException">The draft is another by now.</exception>
    public Task<int> ApproveClaimAsync(string claimId, string by, string? note = null, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            RefuseIfChanged(ifMatch, Items.ClaimOf(claimId)?.Json, ClaimIsStale(claimId));
            var draft = state.Drafts(new ClaimRules(), LocalDatePattern.Iso.Parse(Today()).Value).FirstOrDefault(draft => draft.Id == claimId)
                ?? throw new LedgerRefusedException(state.Claim(claimId) is { } claim ? $"Claim {claimId} is {claim.State} already." : $"There is no draft {claimId}.");
            return new ClaimApproved
            {
                Seq = seq,
                At = now,
                By = by,
                ClaimId = claimId,
                Note = note,
                ReservationId = draft.Claim.Trip.ReservationId,
                Cents = draft.Claim.Amount.Cents,
                Lines = [.. draft.Claim.Tolls.Select(toll => new ClaimLine(state.ChargeOf(toll), toll.Net.Cents))],
            };
        },
        cancellation);

    /// <summary>Something happened to a claim.</summary>
    /// <param name="claimId">The claim.</param>
    /// <param name="to">Its state from then on.</param>
    /// <param name="note">A person's words.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the claim that the person saw; null moves it whatever it is by now.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="LedgerRefusedException">There is no such claim, or that state may not follow its own.</exception>
    /// <exception cref="LedgerStaleException">The claim is another by now.</exception>
    public Task<int> MoveClaimAsync(
        string claimId, LedgerClaimState to, string? note, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            RefuseIfChanged(ifMatch, Items.ClaimOf(claimId)?.Json, ClaimIsStale(claimId));
            var claim = state.Claim(claimId) ?? throw new LedgerRefusedException($"There is no approved claim {claimId}; approve its draft first.");
            if (!LedgerClaim.MayFollow(claim.State, to))
                throw new LedgerRefusedException($"Claim {claimId} is {claim.State}; it cannot become {to}.");
            var turos = to == LedgerClaimState.Sent
                ? state.Reconciliation.Trips.Trips.FirstOrDefault(trip => trip.ReservationId == claim.ReservationId)?.TollsAndTickets.Cents
                : null;
            return new ClaimMoved { Seq = seq, At = now, By = by, ClaimId = claimId, To = to, Note = note, TurosTollsCents = turos };
        },
        cancellation);

    private const string TollIsStale = "This toll has changed meanwhile. Look at it again, then decide.";

    private ProjectedItems Items => new(owner, state);

    private static string ClaimIsStale(string claimId) => $"Claim {claimId} has changed since you looked at it. Look at it again, then decide.";

    private static void RefuseIfChanged(string? ifMatch, byte[]? content, string message)
    {
        if (ifMatch is not null && ifMatch != (content is null ? LedgerReader.NoETag : LedgerReader.ETagOf(content)))
            throw new LedgerStaleException(message);
    }

    private string Standing(string tollId)
    {
        var place = state.PlaceOf(tollId) ?? throw new LedgerRefusedException($"There is no toll {tollId}.");
        var decision = state.Reconciliation.DecisionAt(place);
        return decision is { Outcome: Outcome.Matched or Outcome.AlreadyCharged, Trip: { } trip } ? $"{decision.Outcome} {trip.ReservationId}" : decision.Outcome.ToString();
    }
}
