using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;

namespace TuroEzpass.Web.Pages.Claims;

/// <summary>A step of a claim and its button.</summary>
/// <param name="Verb">The API's verb.</param>
/// <param name="Name">The button's text.</param>
/// <param name="Meaning">What the step does.</param>
/// <param name="Done">The message after it.</param>
public sealed record ClaimStepWords(ClaimVerb Verb, string Name, string Meaning, string Done);

/// <summary>The words for the steps of a claim.</summary>
public static class ClaimSteps
{
    private static readonly Dictionary<ClaimState, ClaimStepWords> To = new()
    {
        [ClaimState.Approved] = new(ClaimVerb.Approve, "Approve", "Approving locks the tolls and the amount. Tolls that post later go into a second claim.", "Approved. Now file it on Turo."),
        [ClaimState.Sent] = new(ClaimVerb.Sent, "Mark as filed", "File the reimbursement request on Turo, then mark the claim as filed. The guest’s 48 hours start then.", "Marked as filed. The guest has 48 hours to respond."),
        [ClaimState.Paid] = new(ClaimVerb.Paid, "Mark as paid", "Mark the claim as paid when you receive the payment or Turo confirms it.", "Marked as paid."),
        [ClaimState.Disputed] = new(ClaimVerb.Dispute, "Mark as disputed", "Mark the claim as disputed when the guest disputes it. Your 72 hours to respond start then.", "Marked as disputed. You have 72 hours to respond."),
        [ClaimState.Answered] = new(ClaimVerb.Answer, "Mark as responded", "Send Turo your response and the evidence, then mark the claim as responded.", "Marked as responded. Turo decides."),
        [ClaimState.Rejected] = new(ClaimVerb.Reject, "Mark as rejected", "Turo decided against it.", "Marked as rejected."),
        [ClaimState.Expired] = new(ClaimVerb.Expire, "Mark as expired", "The time to file or respond has passed.", "Marked as expired."),
        [ClaimState.Withdrawn] = new(ClaimVerb.Withdraw, "Withdraw", "Its tolls go into a new claim.", "Withdrawn. Its tolls can go into another claim."),
    };

    /// <summary>The states that close a claim without payment. They need confirmation.</summary>
    public static IReadOnlyList<ClaimState> Endings { get; } = [ClaimState.Rejected, ClaimState.Expired, ClaimState.Withdrawn];

    /// <summary>The step that leads to a state.</summary>
    public static ClaimStepWords For(ClaimState state) => To[state];

    /// <summary>The step with a verb.</summary>
    public static ClaimStepWords For(ClaimVerb verb) => To.Values.First(words => words.Verb == verb);

    /// <summary>Whether a step closes a claim without payment.</summary>
    public static bool IsEnding(ClaimVerb verb) => Endings.Any(state => To[state].Verb == verb);
}
