using Spectre.Console;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;

namespace TuroEzpass.Cli.Ledger;

/// <summary>The review queue at a terminal: one toll at a time, with the trips it may belong to.</summary>
internal static class ReviewQueue
{
    private sealed record Choice(string Text, DecisionKind? Kind = null, string? ReservationId = null, bool Ends = false)
    {
        public override string ToString() => Text;
    }

    /// <summary>Whether a user can answer: neither input nor output is redirected.</summary>
    public static bool IsPossible => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsInputRedirected && AnsiConsole.Profile.Out.IsTerminal;

    /// <summary>Asks until the queue is empty or the user stops.</summary>
    public static async Task AskAsync(LedgerSession session, IReadOnlyList<string> tolls, CancellationToken cancellation)
    {
        AnsiConsole.Write(new Text(tolls.Count == 0 ? "No tolls are awaiting review.\n" : "To undo a decision: turoezpass review TOLL --undo\n"));
        for (var index = 0; index < tolls.Count; index++)
        {
            var state = session.Ledger.State;
            if (state.PlaceOf(tolls[index]) is not { } place || !LedgerTables.ForPerson.Contains(state.Reconciliation.DecisionAt(place).Outcome))
                continue;
            var choice = Ask(state, tolls[index], place, $"{index + 1} of {tolls.Count}");
            if (choice.Ends)
                return;
            if (choice.Kind is not { } kind)
                continue;
            try
            {
                await session.Ledger.DecideAsync(tolls[index], kind, choice.ReservationId, LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            }
            catch (LedgerRefusedException fault)
            {
                AnsiConsole.Write(new Text($"{fault.Message}\n"));
            }
        }
    }

    private static Choice Ask(LedgerState state, string toll, RowPlace place, string progress)
    {
        ref readonly var row = ref state.Reconciliation.RowAt(place);
        var decision = state.Reconciliation.DecisionAt(place);
        var trips = new CandidateFinder(state.Reconciliation).Find(row, decision).Trips;
        AnsiConsole.Write(new Rule());
        AnsiConsole.Write(new Text($"{progress}   toll {toll}\n{RowTexts.TransactionAt(row)}   {row.Plaza?.Agency.Code} {row.Plaza?.Code}   {row.Amount?.ToDollars()}   {row.Identifier}\n"));
        AnsiConsole.Write(new Text($"Reason: {ReasonText.Of(Reasons.Of(state.Reconciliation, place))}\n"));
        var prompt = new SelectionPrompt<Choice>().Title("Who pays this toll?").PageSize(12).UseConverter(choice => choice.Text.EscapeMarkup());
        foreach (var trip in trips.Where(trip => trip.Exists))
            prompt.AddChoice(new Choice($"Trip {trip.ReservationId}, {trip.Guest}, {trip.Start:uuuu-MM-dd HH:mm} to {trip.End:uuuu-MM-dd HH:mm}", DecisionKind.AssignToTrip, trip.ReservationId));
        var later = new Choice("Later");
        // Without a nearby trip, "Later" comes first, so that pressing Enter decides nothing.
        if (!trips.Any(trip => trip.Exists))
            prompt.AddChoice(later);
        prompt.AddChoices(
            new Choice("I do (host expense)", DecisionKind.HostExpense),
            new Choice("A renter outside Turo", DecisionKind.OffPlatform),
            new Choice("The guest was already charged", DecisionKind.AlreadyCharged),
            new Choice("No one owes it", DecisionKind.Exclude));
        if (trips.Any(trip => trip.Exists))
            prompt.AddChoice(later);
        prompt.AddChoice(new Choice("Stop", Ends: true));
        return AnsiConsole.Prompt(prompt);
    }
}
