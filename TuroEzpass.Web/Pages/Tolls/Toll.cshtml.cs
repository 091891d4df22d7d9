using Microsoft.AspNetCore.Mvc;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Tolls;

/// <summary>One toll: its outcome and reason, its statement row, and its decisions.</summary>
public sealed class TollModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const int History = 50;
    private const int MostTrips = 200;
    private const int MostOffered = 12;
    private static readonly Duration Near = Duration.FromDays(14);

    /// <summary>The toll.</summary>
    public Toll Toll { get; private set; } = null!;

    /// <summary>The trips in its reason.</summary>
    public IReadOnlyList<TripSummary> About { get; private set; } = [];

    /// <summary>The trips that it can be assigned to: trips of its car around its time.</summary>
    public IReadOnlyList<TripSummary> Offered { get; private set; } = [];

    /// <summary>Its decisions, newest first.</summary>
    public Page<DecisionEntry> Decided { get; private set; } = new([], null);

    /// <summary>Its car's name.</summary>
    public string? Car { get; private set; }

    /// <summary>The choice in the form.</summary>
    [BindProperty]
    public string Choice { get; set; } = "";

    /// <summary>Whether the viewer can decide it now.</summary>
    public bool MayDecide => viewer.May(Scope.Decide) && Toll.Claim is null;

    /// <summary>Loads the toll, its trips and its decisions.</summary>
    public async Task OnGetAsync(string id, string? cursor)
    {
        var decided = Api.DecisionsAsync(id, cursor, History);
        Toll = await Api.TollAsync(id);
        var (car, trips) = (CarAsync(Toll.Vehicle), Toll.Vehicle is null ? Task.FromResult(new Page<TripSummary>([], null)) : Api.TripsAsync(Toll.Vehicle, limit: MostTrips));
        var about = await Task.WhenAll(Toll.Candidates.Append(Toll.Trip).OfType<string>().Distinct(StringComparer.Ordinal).Select(TripAsync));
        About = [.. about.SelectMany(one => one)];
        (Decided, Car) = (await decided, await car);
        var at = Moments.InstantOf(Toll.At);
        Offered = [.. About.Concat((await trips).Items.Where(trip => IsNear(trip, at))).DistinctBy(trip => trip.Id).Take(MostOffered)];
    }

    /// <summary>Saves a decision.</summary>
    public async Task<IActionResult> OnPostDecideAsync(string id, string etag)
    {
        var trip = Choice.StartsWith(Review.Answer.TripChoice, StringComparison.Ordinal) ? Choice[Review.Answer.TripChoice.Length..] : null;
        var decision = trip is not null ? TollDecision.AssignToTrip : Enum.TryParse<TollDecision>(Choice, out var other) ? other : (TollDecision?)null;
        if (decision is not { } made)
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "No outcome chosen", "Choose an outcome for the toll."));
        else if (await TryAsync(() => Api.DecideAsync(id, new DecideToll(made, trip), etag)))
            return Back(id, "Decision saved. It also applies to later statements and trip files, until you undo it.");
        await OnGetAsync(id, null);
        return Page();
    }

    /// <summary>Undoes the decision.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string id)
    {
        if (await TryAsync(() => Api.UndoDecisionAsync(id)))
            return Back(id, "Decision undone. The toll is matched automatically again.");
        await OnGetAsync(id, null);
        return Page();
    }

    private RedirectResult Back(string id, string flash)
    {
        Flash = flash;
        return Redirect($"/tolls/{Uri.EscapeDataString(id)}");
    }

    private async Task<string?> CarAsync(string? id)
    {
        try
        {
            return id is null ? null : (await Api.VehicleAsync(id)).Name;
        }
        catch (ApiException fault) when (fault.Problem.Status == StatusCodes.Status404NotFound)
        {
            return id;
        }
    }

    private async Task<IReadOnlyList<TripSummary>> TripAsync(string id)
    {
        try
        {
            return (await Api.TripAsync(id)).Stays;
        }
        catch (ApiException fault) when (fault.Problem.Status == StatusCodes.Status404NotFound)
        {
            return [];
        }
    }

    private static bool IsNear(TripSummary trip, Instant? at) =>
        at is { } toll && Moments.InstantOf(trip.Start) is { } start && Moments.InstantOf(trip.End) is { } end && start - Near < toll && toll < end + Near;
}
