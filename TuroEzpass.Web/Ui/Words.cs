using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>A state in the host's words.</summary>
/// <param name="Name">The words of the badge.</param>
/// <param name="Meaning">One line that explains it.</param>
/// <param name="Tone">Its colour: <c>accent</c>, <c>good</c>, <c>warn</c>, <c>bad</c> or <c>plain</c>.</param>
public sealed record Word(string Name, string Meaning, string Tone);

/// <summary>What the program's states are called on every page.</summary>
public static class Words
{
    /// <summary>The outcomes, in the order in which lists show them: the API's name, and the host's words.</summary>
    public static IReadOnlyDictionary<string, Word> Outcomes { get; } = new Dictionary<string, Word>(StringComparer.Ordinal)
    {
        ["Matched"] = new("Guest owes", "It fell into a guest's trip: it goes into that guest's claim.", "accent"),
        ["NeedsReview"] = new("Your call", "It could be a guest's or yours. You decide.", "warn"),
        ["HostExpense"] = new("Yours", "Nobody had the car booked then: it is your own cost.", "plain"),
        ["Unmapped"] = new("Which car?", "No car of yours has this tag or plate. Say which car it is on.", "warn"),
        ["AlreadyCharged"] = new("Already charged", "The guest was charged for it before, so nobody is asked twice.", "good"),
        ["Duplicate"] = new("Already counted", "An earlier statement has the same row: it counts once.", "plain"),
        ["OffPlatform"] = new("Other rental", "It belongs to a rental outside Turo.", "plain"),
        ["Excluded"] = new("Not a toll", "A payment, a fee or a toll that was taken back: nobody owes it.", "plain"),
        ["Unreadable"] = new("Can't be read", "The row has no usable time or amount. Look at the statement.", "bad"),
    };

    /// <summary>The states of claims.</summary>
    public static IReadOnlyDictionary<ClaimState, Word> Claims { get; } = new Dictionary<ClaimState, Word>
    {
        [ClaimState.Draft] = new("Collecting", "More tolls of this trip may still be posted. You can file it already.", "plain"),
        [ClaimState.Ready] = new("Ready to file", "Most tolls have been posted by now: check it and send it.", "accent"),
        [ClaimState.Approved] = new("Approved", "You checked it. Send it on Turo, then say that you sent it.", "accent"),
        [ClaimState.Sent] = new("Waiting for guest", "Filed with Turo. The guest has 48 hours to answer.", "warn"),
        [ClaimState.Paid] = new("Paid", "The money came.", "good"),
        [ClaimState.Disputed] = new("Disputed", "The guest says no. You have 72 hours to answer.", "bad"),
        [ClaimState.Answered] = new("Answered", "You answered the dispute. Turo decides.", "warn"),
        [ClaimState.Rejected] = new("Refused", "Turo refused it.", "bad"),
        [ClaimState.Expired] = new("Ran out", "It was not filed or answered in time.", "bad"),
        [ClaimState.Withdrawn] = new("Taken back", "You took it back: its tolls are free for another claim.", "plain"),
    };

    /// <summary>An outcome; a name that is not known is shown as it is.</summary>
    public static Word Outcome(string name) => Outcomes.TryGetValue(name, out var word) ? word : new Word(name, "", "plain");
}
