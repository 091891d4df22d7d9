using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>An end of a trip. The names are stored, so they never change.</summary>
public enum HandoverEnd
{
    /// <summary>The guest picks up the car.</summary>
    Pickup,

    /// <summary>The guest returns the car.</summary>
    Return,
}

/// <summary>A question to the host: when did this guest pick up or return the car?</summary>
/// <param name="Trip">The trip.</param>
/// <param name="End">Which end.</param>
/// <param name="Tolls">The tolls that need review because the answer is unknown, in the order of the files.</param>
public sealed record HandoverQuestion(Trip Trip, HandoverEnd End, IReadOnlyList<RowPlace> Tolls);

/// <summary>Groups tolls that need review by the handover that they are in doubt about.</summary>
public static class HandoverQuestions
{
    /// <summary>The questions. A toll that depends on two handovers is listed with the earlier one.</summary>
    public static IReadOnlyList<HandoverQuestion> Of(Reconciliation reconciliation)
    {
        ArgumentNullException.ThrowIfNull(reconciliation);
        var found = new Dictionary<(Trip Trip, HandoverEnd End), List<RowPlace>>();
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            var decisions = reconciliation.DecisionsOf(file);
            for (var index = 0; index < decisions.Count; index++)
            {
                if (decisions[index].Outcome != Outcome.NeedsReview || reconciliation.Statements[file].Rows[index].Kind != RowKind.Toll || About(decisions[index]) is not { } question)
                    continue;
                if (!found.TryGetValue(question, out var tolls))
                    found.Add(question, tolls = []);
                tolls.Add(new RowPlace(file, index));
            }
        }

        return [.. found.Select(pair => new HandoverQuestion(pair.Key.Trip, pair.Key.End, pair.Value))];
    }

    private static (Trip Trip, HandoverEnd End)? About(in Decision decision) => (decision.Reason, decision.Trip, decision.Other) switch
    {
        (Reason.AfterTrip or Reason.BetweenNearTrips or Reason.SharedMinute or Reason.CompletedEarly, { Returned: null } trip, _) => (trip, HandoverEnd.Return),
        (Reason.BetweenNearTrips, _, { PickedUp: null } next) => (next, HandoverEnd.Pickup),
        (Reason.BeforeTrip or Reason.Delivery, { PickedUp: null } trip, _) => (trip, HandoverEnd.Pickup),
        (Reason.Handover, _, { Returned: null } earlier) => (earlier, HandoverEnd.Return),
        (Reason.Handover, { PickedUp: null } trip, _) => (trip, HandoverEnd.Pickup),
        _ => null,
    };
}
