using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for an outcome or a state.</summary>
/// <param name="Name">The badge's text.</param>
/// <param name="Meaning">One line that explains it.</param>
/// <param name="Tone">Its color: <c>accent</c>, <c>good</c>, <c>warn</c>, <c>bad</c> or <c>plain</c>.</param>
public sealed record Word(string Name, string Meaning, string Tone);

/// <summary>The words for outcomes and states on every page.</summary>
public static class Words
{
    /// <summary>The words for each outcome, by its API name, in list order.</summary>
    public static IReadOnlyDictionary<string, Word> Outcomes { get; } = new Dictionary<string, Word>(StringComparer.Ordinal)
    {
        ["Matched"] = new("Guest owes", "The toll was during a guest’s trip and goes into that guest’s claim.", "accent"),
        ["NeedsReview"] = new("Needs review", "It could be the guest’s toll or yours. You decide.", "warn"),
        ["HostExpense"] = new("Host expense", "You pay: no guest had the car at that time.", "plain"),
        ["Unmapped"] = new("Unknown car", "None of your cars has this tag or plate. Choose the car it was on.", "warn"),
        ["AlreadyCharged"] = new("Already charged", "The guest was already charged for it, so it isn’t claimed again.", "good"),
        ["Duplicate"] = new("Duplicate", "An earlier statement has the same row. It counts once.", "plain"),
        ["OffPlatform"] = new("Rental outside Turo", "It was during a rental outside Turo.", "plain"),
        ["Excluded"] = new("Not a toll", "A payment, a fee or a refunded toll. No one owes it.", "plain"),
        ["Unreadable"] = new("Unreadable", "The row has no usable time or amount. Check the statement.", "bad"),
    };

    /// <summary>The words for each claim state.</summary>
    public static IReadOnlyDictionary<ClaimState, Word> Claims { get; } = new Dictionary<ClaimState, Word>
    {
        [ClaimState.Draft] = new("Draft", "More tolls for this trip may still post. You can file it now or wait.", "plain"),
        [ClaimState.Ready] = new("Ready to file", "Most tolls have posted. Check the claim and file it.", "accent"),
        [ClaimState.Approved] = new("Approved", "File the reimbursement request on Turo, then mark the claim as filed.", "accent"),
        [ClaimState.Sent] = new("Waiting for guest", "Filed on Turo. The guest has 48 hours to respond.", "warn"),
        [ClaimState.Paid] = new("Paid", "Payment received.", "good"),
        [ClaimState.Disputed] = new("Disputed", "The guest disputed it. You have 72 hours to respond.", "bad"),
        [ClaimState.Answered] = new("Responded", "You responded to the dispute. Turo decides.", "warn"),
        [ClaimState.Rejected] = new("Rejected", "Turo rejected it.", "bad"),
        [ClaimState.Expired] = new("Expired", "The time to file or respond has passed.", "bad"),
        [ClaimState.Withdrawn] = new("Withdrawn", "You withdrew it. Its tolls can go into another claim.", "plain"),
    };

    /// <summary>The words for an outcome; an unknown name is returned unchanged.</summary>
    public static Word Outcome(string name) => Outcomes.TryGetValue(name, out var word) ? word : new Word(name, "", "plain");

    /// <summary>The name of a part in the system's health; an unknown name is returned unchanged.</summary>
    public static string HealthPart(string name) => name switch { "self" => "App", "store" => "Database", "originals" => "Files", _ => name };
}
