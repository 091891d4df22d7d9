using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;

namespace TuroEzpass.Web.Pages.Claims;

/// <summary>A button of a claim.</summary>
/// <param name="Verb">What it says to the API.</param>
/// <param name="Name">Its words.</param>
/// <param name="Meaning">What comes of it.</param>
/// <param name="Done">What is said afterwards.</param>
public sealed record ClaimStepWords(ClaimVerb Verb, string Name, string Meaning, string Done);

/// <summary>What can be said of a claim, in words.</summary>
public static class ClaimSteps
{
    private static readonly Dictionary<ClaimState, ClaimStepWords> To = new()
    {
        [ClaimState.Approved] = new(ClaimVerb.Approve, "Approve", "Fixes the tolls and the amount. Tolls that post later go into a second claim.", "Approved. Now send it on Turo."),
        [ClaimState.Sent] = new(ClaimVerb.Sent, "I sent it", "You filed it on Turo. The guest’s 48 hours begin.", "Sent. The guest has 48 hours."),
        [ClaimState.Paid] = new(ClaimVerb.Paid, "Paid", "The money came, or Turo says that it does.", "Paid. Well done."),
        [ClaimState.Disputed] = new(ClaimVerb.Dispute, "Disputed", "The guest said no. Your 72 hours begin.", "Noted. You have 72 hours to answer."),
        [ClaimState.Answered] = new(ClaimVerb.Answer, "I answered", "You sent Turo your answer and the evidence.", "Answered. Turo decides now."),
        [ClaimState.Rejected] = new(ClaimVerb.Reject, "Refused by Turo", "Turo decided against it.", "Noted as refused."),
        [ClaimState.Expired] = new(ClaimVerb.Expire, "Ran out of time", "It was not filed or answered in time.", "Noted as run out."),
        [ClaimState.Withdrawn] = new(ClaimVerb.Withdraw, "Take it back", "Its tolls are free again, and come back as a new claim.", "Taken back. Its tolls are free again."),
    };

    /// <summary>The states that end a claim without money; they are asked for twice.</summary>
    public static IReadOnlyList<ClaimState> Endings { get; } = [ClaimState.Rejected, ClaimState.Expired, ClaimState.Withdrawn];

    /// <summary>The words of the way to a state.</summary>
    public static ClaimStepWords For(ClaimState state) => To[state];

    /// <summary>The words of a verb.</summary>
    public static ClaimStepWords For(ClaimVerb verb) => To.Values.First(words => words.Verb == verb);

    /// <summary>Whether a verb ends a claim without money.</summary>
    public static bool IsEnding(ClaimVerb verb) => Endings.Any(state => To[state].Verb == verb);
}
