using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Claims;

/// <summary>The claims, grouped by what to do next and sorted by deadline.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const int PageSize = 50;

    /// <summary>An unfiled claim is urgent this many days before its deadline.</summary>
    private const int UrgentDays = 14;

    /// <summary>The filters: key in the query, name, and states.</summary>
    public static IReadOnlyList<(string Key, string Name, ClaimState[] States)> Filters { get; } =
    [
        ("open", "Open", [ClaimState.Draft, ClaimState.Ready, ClaimState.Approved, ClaimState.Sent, ClaimState.Disputed, ClaimState.Answered]),
        ("file", "To file", [ClaimState.Draft, ClaimState.Ready, ClaimState.Approved]),
        ("guest", "Waiting for guest", [ClaimState.Sent]),
        ("disputed", "Disputed", [ClaimState.Disputed, ClaimState.Answered]),
        ("paid", "Paid", [ClaimState.Paid]),
        ("closed", "Closed", [ClaimState.Rejected, ClaimState.Expired, ClaimState.Withdrawn]),
        ("refund", "Refunds", []),
    ];

    /// <summary>The key of the selected filter.</summary>
    public string Shown { get; private set; } = "open";

    /// <summary>The groups that have claims.</summary>
    public IReadOnlyList<ClaimGroup> Groups { get; private set; } = [];

    /// <summary>Whether there are more claims than this page shows.</summary>
    public bool IsPart { get; private set; }

    /// <summary>The cursor of the next page.</summary>
    public string? Next { get; private set; }

    /// <summary>Whether the viewer may see claims.</summary>
    public bool MayRead => viewer.May(Scope.Read);

    /// <summary>Loads the claims.</summary>
    /// <param name="show">A key of <see cref="Filters"/>.</param>
    /// <param name="state">A single state, for links from other pages.</param>
    /// <param name="cursor">The end of the previous page.</param>
    public async Task OnGetAsync(string? show, ClaimState? state, string? cursor)
    {
        if (!MayRead)
            return;
        var filter = Filters.FirstOrDefault(one => one.Key == show, state is { } only ? ("", "", [only]) : Filters[0]);
        Shown = filter.Key;
        if (Shown == "refund")
        {
            Groups = [new ClaimGroup("Refund the guest", "The agency corrected a toll after you claimed it. Refund the difference on Turo.", await Api.RefundsAsync())];
            return;
        }

        // The number of closed claims keeps growing, so the latest come first.
        var isSettled = filter.States.All(IsSettled);
        var page = await Api.ClaimsAsync(filter.States, cursor: cursor, limit: PageSize, latest: isSettled);
        Next = page.Next;
        IsPart = Next is not null || cursor is not null;
        Groups = [.. Names.Select((name, place) => new ClaimGroup(name.Title, name.Meaning, [.. page.Items.Where(claim => PlaceOf(claim) == place)])).Where(group => group.Claims.Count > 0)];
    }

    /// <summary>The groups, most urgent first.</summary>
    private static (string Title, string Meaning)[] Names { get; } =
    [
        ("Act now", "The deadline to file is within 14 days."),
        ("Disputed", "Respond within 72 hours of the dispute. Then Turo decides."),
        ("Ready to file", "Most tolls have posted. Check each claim, approve it and file it on Turo."),
        ("Waiting for guest", "Filed on Turo. The guest has 48 hours to pay or dispute."),
        ("Waiting for more tolls", "You can file these now, but tolls that post later need a second claim."),
        ("Too late", "The time to file has passed, both in the app and through Turo’s support."),
        ("Closed", "Nothing left to do."),
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

    /// <summary>Whether neither Turo's app nor its support accepts the claim any longer.</summary>
    private static bool IsOver(ClaimSummary claim) =>
        claim.DaysLeft < 0 && Moments.DayOf(claim.SupportUntil) is { } last && Moments.DayOf(claim.FileBy) is { } fileBy && fileBy.PlusDays(-claim.DaysLeft.Value) > last;

    private static bool IsSettled(ClaimState state) => state is ClaimState.Paid or ClaimState.Rejected or ClaimState.Expired or ClaimState.Withdrawn;
}

/// <summary>Claims that need the same action.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Meaning">What to do, in a sentence.</param>
/// <param name="Claims">The claims, by deadline.</param>
public sealed record ClaimGroup(string Title, string Meaning, IReadOnlyList<ClaimSummary> Claims)
{
    /// <summary>Their total.</summary>
    public MoneyAmount Amount => new(Claims.Sum(claim => claim.Amount.Cents));
}
