using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

/// <summary>Which tolls a list shows.</summary>
/// <param name="From">From this day on, <c>2026-03-31</c>, or instant.</param>
/// <param name="To">Up to this day, included.</param>
/// <param name="Vehicle">Of this car.</param>
/// <param name="Outcome">That end so.</param>
/// <param name="Trip">Matched to this trip.</param>
/// <param name="Text">With this text in one of its columns.</param>
/// <param name="Import">From this file, by its id.</param>
public sealed record TollsAsked(string? From = null, string? To = null, string? Vehicle = null, string? Outcome = null, string? Trip = null, string? Text = null, string? Import = null);

// Tolls, claims, trips, cars.
public sealed partial class ApiClient
{
    /// <summary>Tolls, the newest first.</summary>
    public Task<Page<Toll>> TollsAsync(TollsAsked asked, string? cursor = null, int? limit = null)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return GetAsync<Page<Toll>>(Path(
            "api/tolls", ("from", asked.From), ("to", asked.To), ("vehicle", asked.Vehicle), ("outcome", asked.Outcome), ("trip", asked.Trip), ("text", asked.Text), ("import", asked.Import),
            ("cursor", cursor), ("limit", limit)));
    }

    /// <summary>One toll.</summary>
    public Task<Toll> TollAsync(string id) => GetAsync<Toll>($"api/tolls/{Esc(id)}");

    /// <summary>Decides how a toll ends.</summary>
    /// <param name="id">The toll.</param>
    /// <param name="decision">How.</param>
    /// <param name="etag">What was looked at; 412 when it has changed since.</param>
    public Task<Toll> DecideAsync(string id, DecideToll decision, string? etag = null) => ReadAsync<Toll>(HttpMethod.Post, $"api/tolls/{Esc(id)}/decision", decision, etag);

    /// <summary>What people decided of tolls, the newest first.</summary>
    /// <param name="toll">Of this toll; of all when null.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="limit">How many at most, 1 to 200.</param>
    public Task<Page<DecisionEntry>> DecisionsAsync(string? toll = null, string? cursor = null, int? limit = null) =>
        GetAsync<Page<DecisionEntry>>(Path("api/decisions", ("toll", toll), ("cursor", cursor), ("limit", limit)));

    /// <summary>Trips whose guests should be told the tag's number, done or not.</summary>
    public Task<IReadOnlyList<Reminder>> RemindersAsync() => GetAsync<IReadOnlyList<Reminder>>("api/reminders");

    /// <summary>The guest of a trip was told, or the car's listing says it.</summary>
    public Task ReminderDoneAsync(string trip, ReminderDone done) => DoAsync(HttpMethod.Post, $"api/reminders/{Esc(trip)}/done", done);

    /// <summary>Takes that back.</summary>
    public Task ReminderNotDoneAsync(string trip) => DoAsync(HttpMethod.Delete, $"api/reminders/{Esc(trip)}/done");

    /// <summary>Takes a decision back.</summary>
    public Task UndoDecisionAsync(string id) => DoAsync(HttpMethod.Delete, $"api/tolls/{Esc(id)}/decision");

    /// <summary>What a person must decide, the oldest first.</summary>
    public Task<Page<ReviewItem>> ReviewAsync(string? cursor = null, int? limit = null) => GetAsync<Page<ReviewItem>>(Path("api/review", ("cursor", cursor), ("limit", limit)));

    /// <summary>Claims, by the last day to file them.</summary>
    /// <param name="states">Only these; all without any.</param>
    /// <param name="due">Only what needs somebody within so many days.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="limit">How many at most, 1 to 200.</param>
    /// <param name="latest">The furthest day first.</param>
    public Task<Page<ClaimSummary>> ClaimsAsync(IEnumerable<ClaimState>? states = null, int? due = null, string? cursor = null, int? limit = null, bool latest = false) =>
        GetAsync<Page<ClaimSummary>>(Path(
            "api/claims", [.. (states ?? []).Select(state => ("state", (object?)state)), ("due", due), ("latest", latest ? "true" : null), ("cursor", cursor), ("limit", limit)]));

    /// <summary>The claims whose guest is to be paid back.</summary>
    public async Task<IReadOnlyList<ClaimSummary>> RefundsAsync() => (await GetAsync<Page<ClaimSummary>>("api/claims?refund=true")).Items;

    /// <summary>A claim with its tolls and history; its ETag is in its summary.</summary>
    public Task<Claim> ClaimAsync(string id) => GetAsync<Claim>($"api/claims/{Esc(id)}");

    /// <summary>Approves a draft, or says what became of an approved claim.</summary>
    /// <param name="id">The claim.</param>
    /// <param name="action">What.</param>
    /// <param name="etag">The claim as it was looked at; 412 when it has changed since.</param>
    /// <param name="note">A person's words.</param>
    public Task<Claim> ActAsync(string id, ClaimVerb action, string etag, string? note = null) =>
        ReadAsync<Claim>(HttpMethod.Post, $"api/claims/{Esc(id)}/{action.ToString().ToLowerInvariant()}", new ClaimAction(note), etag);

    /// <summary>Trips, the latest start first.</summary>
    public Task<Page<TripSummary>> TripsAsync(string? vehicle = null, string? cursor = null, int? limit = null) =>
        GetAsync<Page<TripSummary>>(Path("api/trips", ("vehicle", vehicle), ("cursor", cursor), ("limit", limit)));

    /// <summary>A trip with its claims and what the trips files told of it.</summary>
    public Task<Trip> TripAsync(string id) => GetAsync<Trip>($"api/trips/{Esc(id)}");

    /// <summary>The cars, and the tags and plates of none.</summary>
    public Task<Fleet> FleetAsync() => GetAsync<Fleet>("api/vehicles");

    /// <summary>A car.</summary>
    public Task<Vehicle> VehicleAsync(string id) => GetAsync<Vehicle>($"api/vehicles/{Esc(id)}");

    /// <summary>Puts a tag or plate on a car.</summary>
    public Task<Vehicle> AddDeviceAsync(string vehicle, AddDevice device) => ReadAsync<Vehicle>(HttpMethod.Post, $"api/vehicles/{Esc(vehicle)}/devices", device);

    /// <summary>Says until when a tag or plate is on a car.</summary>
    public Task<Vehicle> EndDeviceAsync(string vehicle, string device, string? to) =>
        ReadAsync<Vehicle>(HttpMethod.Post, $"api/vehicles/{Esc(vehicle)}/devices/{Esc(device)}/end", new EndDevice(to));

    /// <summary>The car that an unknown tag or plate is likely on, where one stands out.</summary>
    public Task<IReadOnlyList<LikelyVehicle>> LikelyVehiclesAsync() => GetAsync<IReadOnlyList<LikelyVehicle>>("api/fleet/likely");

    /// <summary>Takes a tag or plate off a car.</summary>
    public Task RemoveDeviceAsync(string vehicle, string device) => DoAsync(HttpMethod.Delete, $"api/vehicles/{Esc(vehicle)}/devices/{Esc(device)}");

    /// <summary>The fleet as <c>fleet.csv</c>.</summary>
    public async Task<Tagged<string>> FleetFileAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "api/fleet");
        return new Tagged<string>(await response.Content.ReadAsStringAsync(Aborted), response.Headers.ETag?.Tag.Trim('"') ?? "");
    }

    /// <summary>Takes a <c>fleet.csv</c> as the whole fleet.</summary>
    public async Task PutFleetFileAsync(Stream csv, string etag)
    {
        using var content = new StreamContent(csv);
        content.Headers.ContentType = new("text/csv");
        using var response = await SendAsync(HttpMethod.Put, "api/fleet", content, etag);
    }
}

/// <summary>What a person can say of a claim, by the last part of its path in the API.</summary>
public enum ClaimVerb
{
    /// <summary>A draft's tolls and amount are right.</summary>
    Approve,

    /// <summary>It was filed with Turo.</summary>
    Sent,

    /// <summary>It is paid.</summary>
    Paid,

    /// <summary>The guest disputes it.</summary>
    Dispute,

    /// <summary>The dispute was answered.</summary>
    Answer,

    /// <summary>Turo refused it.</summary>
    Reject,

    /// <summary>Not filed or answered in time.</summary>
    Expire,

    /// <summary>Taken back.</summary>
    Withdraw,
}
