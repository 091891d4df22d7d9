using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

/// <summary>Filters for a list of tolls.</summary>
/// <param name="From">The first day, such as <c>2026-03-31</c>, or an instant.</param>
/// <param name="To">The last day, inclusive.</param>
/// <param name="Vehicle">The car.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Trip">The trip they are matched to.</param>
/// <param name="Text">Text in any column.</param>
/// <param name="Import">The ID of the import they come from.</param>
public sealed record TollsAsked(string? From = null, string? To = null, string? Vehicle = null, string? Outcome = null, string? Trip = null, string? Text = null, string? Import = null);

// Tolls, claims, trips, cars.
public sealed partial class ApiClient
{
    /// <summary>Tolls, newest first.</summary>
    public Task<Page<Toll>> TollsAsync(TollsAsked asked, string? cursor = null, int? limit = null)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return GetAsync<Page<Toll>>(Path(
            "api/tolls", ("from", asked.From), ("to", asked.To), ("vehicle", asked.Vehicle), ("outcome", asked.Outcome), ("trip", asked.Trip), ("text", asked.Text), ("import", asked.Import),
            ("cursor", cursor), ("limit", limit)));
    }

    /// <summary>One toll.</summary>
    public Task<Toll> TollAsync(string id) => GetAsync<Toll>($"api/tolls/{Esc(id)}");

    /// <summary>Saves a decision for a toll.</summary>
    /// <param name="id">The toll.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="etag">The version that the page showed; 412 if it has changed since.</param>
    public Task<Toll> DecideAsync(string id, DecideToll decision, string? etag = null) => ReadAsync<Toll>(HttpMethod.Post, $"api/tolls/{Esc(id)}/decision", decision, etag);

    /// <summary>Decisions, newest first.</summary>
    /// <param name="toll">The toll; null for all.</param>
    /// <param name="cursor">The end of the previous page.</param>
    /// <param name="limit">The page size, 1 to 200.</param>
    public Task<Page<DecisionEntry>> DecisionsAsync(string? toll = null, string? cursor = null, int? limit = null) =>
        GetAsync<Page<DecisionEntry>>(Path("api/decisions", ("toll", toll), ("cursor", cursor), ("limit", limit)));

    /// <summary>Trips whose guests should get the tag number, done or not.</summary>
    public Task<IReadOnlyList<Reminder>> RemindersAsync() => GetAsync<IReadOnlyList<Reminder>>("api/reminders");

    /// <summary>Marks a trip's reminder as done: the guest has the tag number, or the car's listing shows it.</summary>
    public Task ReminderDoneAsync(string trip, ReminderDone done) => DoAsync(HttpMethod.Post, $"api/reminders/{Esc(trip)}/done", done);

    /// <summary>Marks a reminder as not done.</summary>
    public Task ReminderNotDoneAsync(string trip) => DoAsync(HttpMethod.Delete, $"api/reminders/{Esc(trip)}/done");

    /// <summary>Undoes a decision.</summary>
    public Task UndoDecisionAsync(string id) => DoAsync(HttpMethod.Delete, $"api/tolls/{Esc(id)}/decision");

    /// <summary>Tolls that need a decision, oldest first.</summary>
    public Task<Page<ReviewItem>> ReviewAsync(string? cursor = null, int? limit = null) => GetAsync<Page<ReviewItem>>(Path("api/review", ("cursor", cursor), ("limit", limit)));

    /// <summary>Claims, by deadline.</summary>
    /// <param name="states">The states; empty for all.</param>
    /// <param name="due">Only claims that are due within this many days.</param>
    /// <param name="cursor">The end of the previous page.</param>
    /// <param name="limit">The page size, 1 to 200.</param>
    /// <param name="latest">Whether the latest deadline comes first.</param>
    public Task<Page<ClaimSummary>> ClaimsAsync(IEnumerable<ClaimState>? states = null, int? due = null, string? cursor = null, int? limit = null, bool latest = false) =>
        GetAsync<Page<ClaimSummary>>(Path(
            "api/claims", [.. (states ?? []).Select(state => ("state", (object?)state)), ("due", due), ("latest", latest ? "true" : null), ("cursor", cursor), ("limit", limit)]));

    /// <summary>The claims whose guest is due a refund.</summary>
    public async Task<IReadOnlyList<ClaimSummary>> RefundsAsync() => (await GetAsync<Page<ClaimSummary>>("api/claims?refund=true")).Items;

    /// <summary>A claim with its tolls and history. The summary has its ETag.</summary>
    public Task<Claim> ClaimAsync(string id) => GetAsync<Claim>($"api/claims/{Esc(id)}");

    /// <summary>Approves a draft, or changes the state of an approved claim.</summary>
    /// <param name="id">The claim.</param>
    /// <param name="action">The step.</param>
    /// <param name="etag">The version that the page showed; 412 if it has changed since.</param>
    /// <param name="note">An optional note.</param>
    public Task<Claim> ActAsync(string id, ClaimVerb action, string etag, string? note = null) =>
        ReadAsync<Claim>(HttpMethod.Post, $"api/claims/{Esc(id)}/{action.ToString().ToLowerInvariant()}", new ClaimAction(note), etag);

    /// <summary>Trips, latest start first.</summary>
    public Task<Page<TripSummary>> TripsAsync(string? vehicle = null, string? cursor = null, int? limit = null) =>
        GetAsync<Page<TripSummary>>(Path("api/trips", ("vehicle", vehicle), ("cursor", cursor), ("limit", limit)));

    /// <summary>A trip with its claims and its rows in the trip files.</summary>
    public Task<Trip> TripAsync(string id) => GetAsync<Trip>($"api/trips/{Esc(id)}");

    /// <summary>The cars, and the tags and plates on none of them.</summary>
    public Task<Fleet> FleetAsync() => GetAsync<Fleet>("api/vehicles");

    /// <summary>A car.</summary>
    public Task<Vehicle> VehicleAsync(string id) => GetAsync<Vehicle>($"api/vehicles/{Esc(id)}");

    /// <summary>Assigns a tag or plate to a car.</summary>
    public Task<Vehicle> AddDeviceAsync(string vehicle, AddDevice device) => ReadAsync<Vehicle>(HttpMethod.Post, $"api/vehicles/{Esc(vehicle)}/devices", device);

    /// <summary>States whether the trips files are complete for a car and some days.</summary>
    public Task<Vehicle> StateCoverageAsync(string vehicle, StateCoverage coverage) => ReadAsync<Vehicle>(HttpMethod.Post, $"api/vehicles/{Esc(vehicle)}/coverage", coverage);

    /// <summary>Sets the last day of a tag or plate on a car.</summary>
    public Task<Vehicle> EndDeviceAsync(string vehicle, string device, string? to) =>
        ReadAsync<Vehicle>(HttpMethod.Post, $"api/vehicles/{Esc(vehicle)}/devices/{Esc(device)}/end", new EndDevice(to));

    /// <summary>The likely car of each unknown tag or plate, if one stands out.</summary>
    public Task<IReadOnlyList<LikelyVehicle>> LikelyVehiclesAsync() => GetAsync<IReadOnlyList<LikelyVehicle>>("api/fleet/likely");

    /// <summary>Removes a tag or plate from a car.</summary>
    public Task RemoveDeviceAsync(string vehicle, string device) => DoAsync(HttpMethod.Delete, $"api/vehicles/{Esc(vehicle)}/devices/{Esc(device)}");

    /// <summary>The fleet as <c>fleet.csv</c>.</summary>
    public async Task<Tagged<string>> FleetFileAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "api/fleet");
        return new Tagged<string>(await response.Content.ReadAsStringAsync(Aborted), response.Headers.ETag?.Tag.Trim('"') ?? "");
    }

    /// <summary>Replaces the fleet with a <c>fleet.csv</c>.</summary>
    public async Task PutFleetFileAsync(Stream csv, string etag)
    {
        using var content = new StreamContent(csv);
        content.Headers.ContentType = new("text/csv");
        using var response = await SendAsync(HttpMethod.Put, "api/fleet", content, etag);
    }
}

/// <summary>A step of a claim, named like the last segment of its API path.</summary>
public enum ClaimVerb
{
    /// <summary>Approves a draft.</summary>
    Approve,

    /// <summary>The claim was filed on Turo.</summary>
    Sent,

    /// <summary>The claim was paid.</summary>
    Paid,

    /// <summary>The guest disputed the claim.</summary>
    Dispute,

    /// <summary>The host responded to the dispute.</summary>
    Answer,

    /// <summary>Turo rejected the claim.</summary>
    Reject,

    /// <summary>The time to file or respond has passed.</summary>
    Expire,

    /// <summary>The host withdrew the claim.</summary>
    Withdraw,
}
