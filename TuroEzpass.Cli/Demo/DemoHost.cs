using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Cli.Demo;

/// <summary>What the invented host did with tolls and claims, evening by evening. The last weeks are left for the user to try.</summary>
internal sealed class DemoHost(DemoJournal journal, DemoClock clock, DemoAgenda agenda, LocalDate today)
{
    /// <summary>The evenings after each month's files were imported, in days before today.</summary>
    private static readonly int[] Evenings = [149, 119, 89, 59, 29];

    /// <summary>Days until the second evening of a month, when more trips ended long enough ago.</summary>
    private const int SecondEvening = 13;

    private static readonly Duration Click = Duration.FromSeconds(40);
    private readonly HashSet<string> overlooked = new(StringComparer.Ordinal);
    private int sent;

    /// <summary>Schedules the evenings.</summary>
    public void Plan()
    {
        foreach (var ago in Evenings)
            agenda.Add(At(ago, 20), () => EveningAsync(ago));
        agenda.Add(At(9, 20), FewAsync);
    }

    private Instant At(int daysAgo, int hour) => DemoLedger.InstantOf(today.PlusDays(-daysAgo).At(new LocalTime(hour, 0)));

    private async Task EveningAsync(int daysAgo)
    {
        Decide(today.PlusDays(-daysAgo - 3));
        await journal.ApplyAsync().ConfigureAwait(false);
        var drafts = Ready(daysAgo).Where(draft => !IsOverlooked(draft)).ToList();
        SendAll(drafts, daysAgo);
        if (daysAgo == Evenings[^1])
            return;
        // No file is imported in between, so which claims will be ready is already known.
        var second = daysAgo - SecondEvening;
        var later = Ready(second).Where(draft => !IsOverlooked(draft)).ExceptBy(drafts.Select(draft => draft.Id), draft => draft.Id).ToList();
        agenda.Add(At(second, 20), () =>
        {
            SendAll(later, second);
            return Task.CompletedTask;
        });
    }

    private void SendAll(List<DraftClaim> drafts, int daysAgo)
    {
        for (var index = 0; index < drafts.Count; index++)
        {
            Send(drafts[index].Id, drafts[index].Claim);
            AnswerTo(drafts[index], (daysAgo, index) switch
            {
                (119, 0) => Answer.PaidAfterDispute,
                (106, 1) => Answer.Rejected,
                (76, 1) => Answer.TakenBack,
                _ => Answer.Paid,
            });
        }
    }

    /// <summary>Sends a few claims: the guest disputes the second one. A week later, sends one more, which is still unanswered.</summary>
    private async Task FewAsync()
    {
        await journal.ApplyAsync().ConfigureAwait(false);
        var drafts = Untouched(9).Take(6).ToList();
        for (var index = 0; index < 5; index++)
        {
            Send(drafts[index].Id, drafts[index].Claim);
            AnswerTo(drafts[index], index == 1 ? Answer.Disputed : Answer.Paid);
        }

        agenda.Add(At(2, 18), () =>
        {
            Send(drafts[5].Id, drafts[5].Claim);
            return Task.CompletedTask;
        });
    }

    /// <summary>The claims that are ready, except the ones left for the user to look at.</summary>
    private IEnumerable<DraftClaim> Untouched(int daysAgo) =>
        Ready(daysAgo).Where(draft => !IsOverlooked(draft) && draft.Claim.Trip.TollsAndTickets == Core.Money.Zero);

    private IEnumerable<DraftClaim> Ready(int daysAgo) =>
        journal.Ledger.State.Drafts(new ClaimRules(), today.PlusDays(-daysAgo)).Where(draft => draft.State == LedgerClaimState.Ready);

    /// <summary>Four trips stay open until their deadline is near.</summary>
    private bool IsOverlooked(DraftClaim draft)
    {
        var (trip, end) = (draft.Claim.Trip.ReservationId, draft.Claim.Trip.End.Date);
        if (overlooked.Count < 4 && end > today.PlusDays(-89) && end < today.PlusDays(-76) && draft.Claim.Tolls.Count > 2)
            overlooked.Add(trip);
        return overlooked.Contains(trip);
    }

    private void Send(string claimId, Claim draft)
    {
        clock.Pass(Click);
        journal.Approve(claimId, draft);
        clock.Pass(Click);
        journal.Move(claimId, LedgerClaimState.Sent, turosTolls: draft.Trip.TollsAndTickets.Cents);
        sent++;
    }

    private void AnswerTo(DraftClaim draft, Answer answer)
    {
        var claim = draft.Id;
        switch (answer)
        {
            case Answer.Paid:
                Later(19 + (sent * 7 % 27), claim, LedgerClaimState.Paid);
                break;
            case Answer.PaidAfterDispute:
                Later(22, claim, LedgerClaimState.Disputed, "The guest says the car has their own tag in it.");
                Later(45, claim, LedgerClaimState.Answered, "The agency's statement shows the tag and the times of the trip.");
                Later(96, claim, LedgerClaimState.Paid);
                break;
            case Answer.Disputed:
                Later(25, claim, LedgerClaimState.Disputed, "The guest doesn't remember two of the tolls.");
                Later(49, claim, LedgerClaimState.Answered, "Sent the statement's rows again with plate and times.");
                break;
            case Answer.Rejected:
                Later(47, claim, LedgerClaimState.Rejected, "Turo: the photo doesn't show the plate.");
                break;
            case Answer.TakenBack:
                clock.Pass(Click);
                journal.Move(claim, LedgerClaimState.Withdrawn, "Sent with the wrong photo; sent again at once.");
                var again = $"{draft.Claim.Trip.ReservationId}-2";
                Send(again, draft.Claim);
                Later(31, again, LedgerClaimState.Paid);
                break;
            default:
                throw new InvalidOperationException($"Unknown answer: {answer}.");
        }
    }

    private void Later(int hours, string claim, LedgerClaimState to, string? note = null) => agenda.Add(clock.GetCurrentInstant() + Duration.FromHours(hours), () =>
    {
        journal.Move(claim, to, note);
        return Task.CompletedTask;
    });

    /// <summary>The host decides the tolls in review before a day: most belong to the guest, a few to the host.</summary>
    private void Decide(LocalDate before)
    {
        var state = journal.Ledger.State;
        var decided = 0;
        for (var file = 0; file < state.Reconciliation.Statements.Count; file++)
        {
            for (var index = 0; index < state.Reconciliation.Statements[file].Rows.Count; index++)
            {
                var place = new RowPlace(file, index);
                var decision = state.Reconciliation.DecisionAt(place);
                // A decision applies to the whole crossing, so one on its charge is enough.
                if (decision is not { Reason: Reason.AfterTrip or Reason.BeforeTrip or Reason.Handover, Trip: { } trip } || trip.Start.Date >= before || trip.End.Date >= before
                    || !(state.Reconciliation.RowAt(place).Amount > Core.Money.Zero))
                {
                    continue;
                }

                clock.Pass(Click);
                journal.Decide(state.TollIdAt(place)!, decided++ % 4 == 3 ? null : trip.ReservationId);
            }
        }
    }

    /// <summary>How the guest responded to a claim.</summary>
    private enum Answer
    {
        Paid,
        PaidAfterDispute,
        Disputed,
        Rejected,
        TakenBack,
    }
}
