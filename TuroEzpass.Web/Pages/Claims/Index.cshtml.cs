using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Claims;

/// <summary>Claims, by what has to be done with them and by the last day to do it.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const int PageSize = 50;

    /// <summary>Days before its last one from which a claim that is not filed is urgent.</summary>
    private const int UrgentDays = 14;

    /// <summary>What can be shown: the word in the address, its name, and the states.</summary>
    public static IReadOnlyList<(string Key, string Name, ClaimState[] States)> Filters { get; } =
    [
        ("open", "Open", [ClaimState.Draft, ClaimState.Ready, ClaimState.Approved, ClaimState.Sent, ClaimState.Disputed, ClaimState.Answered]),
        ("file", "To file", [ClaimState.Draft, ClaimState.Ready, ClaimState.Approved]),
        ("guest", "With the guest", [ClaimState.Sent]),
        ("disputed", "Disputed", [ClaimState.Disputed, ClaimState.Answered]),
        ("paid", "Paid", [ClaimState.Paid]),
        ("closed", "Closed", [ClaimState.Rejected, ClaimState.Expired, ClaimState.Withdrawn]),
        ("refund", "Refunds", []),
    ];

    /// <summary>What is shown.</summary>
    public string Shown { get; private set; } = "open";

    /// <summary>The groups that have claims.</summary>
    public IReadOnlyList<ClaimGroup> Groups { get; private set; } = [];

    /// <summary>The cursor of the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>Whether the viewer may see claims at all.</summary>
    public bool MayRead => viewer.May(Scope.Read);

    /// <summary>Shows them.</summary>
    /// <param name="show">One of <see cref="Filters"/>.</param>
    /// <param name="state">One state alone, for links from elsewhere.</param>
    /// <param name="cursor">Where the page before ended.</param>
    public async Task OnGetAsync(string? show, ClaimState? state, string? cursor)
    {
        if (!MayRead)
            return;
        var filter = Filters.FirstOrDefault(one => one.Key == show, state is { } only ? ("", "", [only]) : Filters[0]);
        Shown = filter.Key;
        if (Shown == "refund")
        {
            Groups = [new ClaimGroup("Refund the guest", "A toll was corrected after it was claimed: pay the difference back on Turo.", await Api.RefundsAsync())];
            return;
        }

        // Settled claims grow without end: the latest come first.
        var isSettled = filter.States.All(IsSettled);
        var page = await Api.ClaimsAsync(filter.States, cursor: cursor, limit: PageSize, latest: isSettled);
        Next = page.Next;
        Groups = [.. Names.Select((name, place) => new ClaimGroup(name.Title, name.Meaning, [.. page.Items.Where(claim => PlaceOf(claim) == place)])).Where(group => group.Claims.Count > 0)];
    }

    /// <summary>The groups, in the order in which they need somebody.</summary>
    private static (string Title, string Meaning)[] Names { get; } =
    [
        ("Act now", "These run out within 14 days."),
        ("Disputed", "You have 72 hours to answer; after that Turo decides."),
        ("Ready", "Most tolls have been posted: check, approve and send."),
        ("With the guest", "Filed with Turo. The guest has 48 hours to pay or dispute."),
        ("Waiting for more tolls", "These can be filed already. Tolls that post later need a second invoice."),
        ("Too late", "The time to file is over, in the app and through support."),
        ("Settled", "Nothing is left to do."),
    ];

    private static int PlaceOf(ClaimSummary claim) => claim.State switch
    {
        ClaimState.Disputed or ClaimState.Answered => 1,
        ClaimState.Sent => 3,
        _ when IsSettled(claim.State) => 6,
        _ when IsOver(claim) => 5,
        _ when claim.DaysLeft <= UrgentDays => 0,
        ClaimState.Draft => 4,
        _ => 2,
    };

    /// <summary>A claim that the app takes no more, and support neither.</summary>
    private static bool IsOver(ClaimSummary claim) =>
        claim.DaysLeft < 0 && Moments.DayOf(claim.SupportUntil) is { } last && Moments.DayOf(claim.FileBy) is { } fileBy && fileBy.PlusDays(-claim.DaysLeft.Value) > last;

    private static bool IsSettled(ClaimState state) => state is ClaimState.Paid or ClaimState.Rejected or ClaimState.Expired or ClaimState.Withdrawn;
}

/// <summary>Claims that need the same.</summary>
/// <param name="Title">What.</param>
/// <param name="Meaning">In a sentence.</param>
/// <param name="Claims">By the last day.</param>
public sealed record ClaimGroup(string Title, string Meaning, IReadOnlyList<ClaimSummary> Claims)
{
    /// <summary>What they come to.</summary>
    public MoneyAmount Amount => new(Claims.Sum(claim => claim.Amount.Cents));
}
