using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <content>What people decide: settings, tolls, and changes of claims.</content>
public sealed partial class OwnerLedger
{
    /// <summary>Changes the matching rules.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the settings that the person saw; null to skip the check.</param>
    /// <exception cref="LedgerStaleException">The settings have changed since.</exception>
    public Task<int> ChangeSettingsAsync(LedgerSettings settings, string by, string? ifMatch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return WriteAsync((now, seq) =>
        {
            RefuseIfChanged(ifMatch, Items.Settings().Select(item => item.Json).FirstOrDefault(), "The settings have changed since you opened them. Check them again.");
            return settings.ToFact(seq, now, by);
        }, cancellation);
    }

    /// <summary>States when guests picked up or returned cars.</summary>
    /// <param name="handovers">The statements; a part that is null leaves what is known.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the trip's times that the person saw, for a single trip; null to skip the check.</param>
    /// <exception cref="LedgerRefusedException">There is no such trip, a guest would return the car before picking it up, or a text is not a time.</exception>
    /// <exception cref="LedgerStaleException">The trip has changed since.</exception>
    public Task<int> StateHandoversAsync(IReadOnlyList<Handover> handovers, string by, string? ifMatch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(handovers);
        return WriteAsync((now, seq) =>
        {
            var trips = state.Reconciliation.Trips;
            foreach (var handover in handovers)
            {
                if (ifMatch is not null)
                    RefuseIfChanged(ifMatch, Items.HandoverContent(handover.ReservationId), "This trip has changed since you opened it. Check its times again.");
                if (new[] { handover.PickedUp, handover.Returned }.FirstOrDefault(time => time?.Text is { } text && !StatedTime.IsTime(text)) is { } wrong)
                    throw new LedgerRefusedException($"'{wrong.Text}' is not a time like 2026-03-31T18:45.");
                var own = trips.Trips.Where(trip => trip.ReservationId == handover.ReservationId).ToList();
                if (own.Count == 0)
                    throw new LedgerRefusedException($"Trip {handover.ReservationId} not found.");
                var earlier = trips.Handovers.Of(handover.ReservationId);
                var stated = handover with { PickedUp = handover.PickedUp ?? earlier?.PickedUp, Returned = handover.Returned ?? earlier?.Returned };
                if (own.Select(trip => HandoversFile.Problem(stated, trip, trips)).FirstOrDefault(problem => problem is not null) is { } problem)
                    throw new LedgerRefusedException(char.ToUpperInvariant(problem[0]) + problem[1..]);
            }

            return new HandoversStated { Seq = seq, At = now, By = by, Handovers = handovers };
        }, cancellation);
    }

    /// <summary>States whether the trips files have all trips of a car for some days.</summary>
    /// <param name="coverage">The statement.</param>
    /// <param name="by">Who.</param>
    /// <exception cref="LedgerRefusedException">There is no such car, or the days are in the wrong order.</exception>
    public Task<int> StateCoverageAsync(StatedCoverage coverage, string by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        return WriteAsync((now, seq) =>
        {
            if (coverage.To < coverage.From)
                throw new LedgerRefusedException("The last day is before the first day.");
            var vehicle = state.Reconciliation.Trips.Vehicles.Find(coverage.Vehicle, out var problem);
            if (problem is not null || vehicle is null)
                throw new LedgerRefusedException(problem ?? $"Car {coverage.Vehicle} not found.");
            return new CoverageStated
            {
                Seq = seq,
                At = now,
                By = by,
                Vehicle = vehicle.Id,
                From = LocalDatePattern.Iso.Format(coverage.From),
                To = LocalDatePattern.Iso.Format(coverage.To),
                IsComplete = coverage.IsComplete,
            };
        }, cancellation);
    }

    /// <summary>Finds the row of a toll; null if no statement has it any more.</summary>
    public TollKey? KeyOf(string tollId) => Items.TollOf(tollId) is { } item ? TollKey.OfSort(item.Key.Sort) : null;

    /// <summary>A person decides the outcome of a toll and its crossing.</summary>
    /// <param name="tollId">The toll.</param>
    /// <param name="kind">The decision.</param>
    /// <param name="reservationId">The trip, for <see cref="DecisionKind.AssignToTrip"/>.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the toll that the person saw; null to skip the check.</param>
    /// <exception cref="LedgerRefusedException">There is no such toll or trip, or a claim holds the toll.</exception>
    /// <exception cref="LedgerStaleException">The toll has changed since.</exception>
    public Task<int> DecideAsync(string tollId, DecisionKind kind, string? reservationId, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            var before = Standing(tollId);
            RefuseIfChanged(ifMatch, Items.TollOf(tollId)?.Json, TollIsStale);
            if (state.HolderOf(tollId) is { } holder)
                throw new LedgerRefusedException($"This toll is part of claim {holder}. Withdraw the claim first.");
            if (kind == DecisionKind.AssignToTrip && !state.Reconciliation.Trips.Trips.Any(trip => trip.ReservationId == reservationId && trip.Exists))
                throw new LedgerRefusedException($"Trip {reservationId} not found.");
            if (kind == DecisionKind.AssignToTrip && state.Reconciliation.RowAt(state.PlaceOf(tollId)!.Value) is not { Kind: RowKind.Toll, Plaza: not null, Amount: not null })
                throw new LedgerRefusedException("This row is not a toll with an amount, so no one can be charged for it.");
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

    /// <summary>A person decides which charge a credit refunds.</summary>
    /// <param name="tollId">The credit.</param>
    /// <param name="charge">The charge; null for none of those that it may refund.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the credit that the person saw; null to skip the check.</param>
    /// <exception cref="LedgerRefusedException">There is no such open credit, or it can't refund this charge.</exception>
    /// <exception cref="LedgerStaleException">The credit has changed since.</exception>
    public Task<int> DecideRefundAsync(string tollId, string? charge, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            var before = Standing(tollId);
            RefuseIfChanged(ifMatch, Items.TollOf(tollId)?.Json, TollIsStale);
            var charges = state.Reconciliation.ChargesOf(state.PlaceOf(tollId)!.Value);
            if (charges.Count == 0)
                throw new LedgerRefusedException("This is not a credit that may refund a toll.");
            if (charge is not null && !charges.Any(place => state.TollIdAt(place) == charge))
                throw new LedgerRefusedException("This credit can't refund that toll.");
            return new DecisionMade
            {
                Seq = seq,
                At = now,
                By = by,
                TollId = tollId,
                Kind = DecisionKind.RefundOf,
                Charge = charge,
                Before = before,
                After = charge is null ? "refund of none" : $"refund of {charge}",
            };
        },
        cancellation);

    /// <summary>Undoes a person's decision: automatic matching applies again.</summary>
    /// <param name="tollId">The toll.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the toll that the person saw; null to skip the check.</param>
    /// <exception cref="LedgerRefusedException">The toll has no decision, or a claim holds it.</exception>
    /// <exception cref="LedgerStaleException">The toll has changed since.</exception>
    public Task<int> UndoAsync(string tollId, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            var before = Standing(tollId);
            RefuseIfChanged(ifMatch, Items.TollOf(tollId)?.Json, TollIsStale);
            return state.DecisionOn(tollId) is null ? throw new LedgerRefusedException("This toll has no decision to undo.")
                : state.HolderOf(tollId) is { } holder ? throw new LedgerRefusedException($"This toll is part of claim {holder}. Withdraw the claim first.")
                : new DecisionUndone { Seq = seq, At = now, By = by, TollId = tollId, Before = before };
        },
        cancellation);

    /// <summary>A person approves a draft. This one write locks its tolls and amount.</summary>
    /// <param name="claimId">The draft.</param>
    /// <param name="by">Who.</param>
    /// <param name="note">The person's note.</param>
    /// <param name="ifMatch">The ETag of the draft that the person saw; null to skip the check.</param>
    /// <exception cref="LedgerRefusedException">There is no such draft, or no longer.</exception>
    /// <exception cref="LedgerStaleException">The draft has changed since.</exception>
    public Task<int> ApproveClaimAsync(string claimId, string by, string? note = null, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            RefuseIfChanged(ifMatch, Items.ClaimOf(claimId)?.Json, ClaimIsStale(claimId));
            var draft = state.Drafts(new ClaimRules(), LocalDatePattern.Iso.Parse(Today()).Value).FirstOrDefault(draft => draft.Id == claimId)
                ?? throw new LedgerRefusedException(state.Claim(claimId) is { } claim ? $"Claim {claimId} is already {claim.State}." : $"Draft {claimId} not found.");
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

    /// <summary>Changes the state of a claim.</summary>
    /// <param name="claimId">The claim.</param>
    /// <param name="to">The new state.</param>
    /// <param name="note">The person's note.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the claim that the person saw; null to skip the check.</param>
    /// <exception cref="LedgerRefusedException">There is no such claim, or its state can't change to the new one.</exception>
    /// <exception cref="LedgerStaleException">The claim has changed since.</exception>
    public Task<int> MoveClaimAsync(
        string claimId, LedgerClaimState to, string? note, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            RefuseIfChanged(ifMatch, Items.ClaimOf(claimId)?.Json, ClaimIsStale(claimId));
            var claim = state.Claim(claimId) ?? throw new LedgerRefusedException($"No approved claim {claimId} found. Approve its draft first.");
            if (!LedgerClaim.MayFollow(claim.State, to))
                throw new LedgerRefusedException($"Claim {claimId} is {claim.State}, so it can't become {to}.");
            var turos = to == LedgerClaimState.Sent
                ? state.Reconciliation.Trips.Trips.FirstOrDefault(trip => trip.ReservationId == claim.ReservationId)?.TollsAndTickets.Cents
                : null;
            return new ClaimMoved { Seq = seq, At = now, By = by, ClaimId = claimId, To = to, Note = note, TurosTollsCents = turos };
        },
        cancellation);

    private const string TollIsStale = "This toll has changed since you opened it. Open it again, then decide.";

    private ProjectedItems Items => new(owner, state);

    private static string ClaimIsStale(string claimId) => $"Claim {claimId} has changed since you opened it. Open it again, then decide.";

    private static void RefuseIfChanged(string? ifMatch, byte[]? content, string message)
    {
        if (ifMatch is not null && ifMatch != (content is null ? LedgerReader.NoETag : LedgerReader.ETagOf(content)))
            throw new LedgerStaleException(message);
    }

    private string Standing(string tollId)
    {
        var place = state.PlaceOf(tollId) ?? throw new LedgerRefusedException($"Toll {tollId} not found.");
        var decision = state.Reconciliation.DecisionAt(place);
        return decision is { Outcome: Outcome.Matched or Outcome.AlreadyCharged, Trip: { } trip } ? $"{decision.Outcome} {trip.ReservationId}" : decision.Outcome.ToString();
    }
}
