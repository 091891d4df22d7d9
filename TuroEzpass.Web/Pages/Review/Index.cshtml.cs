using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Review;

/// <summary>The tolls that need a decision, one question at a time.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const int Queue = 100;
    private const int Recent = 8;
    private const int MostNames = 200;

    /// <summary>The questions, oldest first.</summary>
    public IReadOnlyList<Question> Questions { get; private set; } = [];

    /// <summary>Whether there are more than these.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The index of the current question.</summary>
    public int At { get; private set; }

    /// <summary>The current question; null if there is none.</summary>
    public Question? Current => At < Questions.Count ? Questions[At] : null;

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Cars { get; private set; } = [];

    /// <summary>The latest decisions of all members.</summary>
    public IReadOnlyList<DecisionEntry> Decided { get; private set; } = [];

    /// <summary>Trips by reservation, for the guests' names in decisions.</summary>
    public IReadOnlyDictionary<string, TripSummary> Trips { get; private set; } = new Dictionary<string, TripSummary>();

    /// <summary>The decision that this person just made, for the undo bar.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary><see cref="Done"/>, deserialized.</summary>
    public JustDone? JustDone { get; private set; }

    /// <summary>The current toll, if someone else decided it in the meantime.</summary>
    public Toll? Changed { get; private set; }

    /// <summary>The toll of the next question; null at the end.</summary>
    public string? Next => At + 1 < Questions.Count ? Questions[At + 1].Toll.Id : null;

    /// <summary>The toll of the previous question; null at the start.</summary>
    public string? Previous => At > 0 ? Questions[At - 1].Toll.Id : null;

    /// <summary>The toll of the next question that is not similar to the current one.</summary>
    public string? NextOther => Questions.Skip(At + 1).FirstOrDefault(one => Current!.Alike.All(alike => alike.Id != one.Toll.Id))?.Toll.Id;

    /// <summary>The form's fields, kept when the form is shown again.</summary>
    [BindProperty]
    public Answer Answer { get; set; } = new();

    /// <summary>The name of a car.</summary>
    public string? CarOf(string? id) => id is null ? null : Cars.FirstOrDefault(car => car.Id == id)?.Name ?? id;

    /// <summary>Loads the queue, and the question for this toll or the first one.</summary>
    public async Task OnGetAsync(string? toll)
    {
        var (page, decided) = (Api.ReviewAsync(limit: Queue), Api.DecisionsAsync(limit: Recent));
        var (fleet, trips) = (Api.FleetAsync(), Api.TripsAsync(limit: MostNames));
        Questions = Question.Of((await page).Items);
        HasMore = (await page).Next is not null;
        Decided = (await decided).Items;
        Cars = (await fleet).Vehicles;
        Trips = Questions.SelectMany(one => one.Trips).Concat((await trips).Items).DistinctBy(trip => trip.Id).ToDictionary(trip => trip.Id, StringComparer.Ordinal);
        At = Math.Max(0, Questions.ToList().FindIndex(one => one.Toll.Id == toll));
        JustDone = Done is null ? null : JsonSerializer.Deserialize<JustDone>(Done);
    }

    /// <summary>Decides a toll, or also all similar ones.</summary>
    public async Task<IActionResult> OnPostDecideAsync()
    {
        var done = new List<string>();
        if (Answer.Decision is not { } decision)
        {
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "No decision", "Choose one of the answers."));
            return await AgainAsync();
        }

        if (!await TryAsync(() => DecideAllAsync(new DecideToll(decision, Answer.Trip, Answer.Charge), done)) && done.Count == 0)
            return await AgainAsync();
        return Onward(done, Plain.Decision(decision, Answer.Trip, await TripAsync(Answer.Trip)));
    }

    /// <summary>Assigns a tag or plate to a car.</summary>
    public async Task<IActionResult> OnPostCarAsync()
    {
        if (string.IsNullOrEmpty(Answer.Car) || string.IsNullOrEmpty(Answer.Value))
        {
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "No car chosen", "Choose one of your cars."));
            return await AgainAsync();
        }

        var device = new AddDevice(Answer.Kind, Answer.Value, string.IsNullOrWhiteSpace(Answer.State) ? null : Answer.State.Trim(), Answer.From, Answer.To);
        var name = "";
        if (!await TryAsync(async () => name = (await Api.AddDeviceAsync(Answer.Car, device)).Name))
            return await AgainAsync();
        Flash = $"{(Answer.Kind == DeviceKind.Tag ? "Tag" : "Plate")} {Answer.Value} assigned to {name}. Its tolls have been re-matched. To undo this, remove it under Fleet.";
        return RedirectToPage(new { toll = Answer.Next });
    }

    /// <summary>Undoes decisions.</summary>
    public async Task<IActionResult> OnPostUndoAsync(IReadOnlyList<string> tolls)
    {
        var undone = await TryAsync(async () =>
        {
            foreach (var toll in tolls.Take(Queue))
                await UndoAsync(toll, tolls.Count > 1);
        });
        if (!undone)
            return await AgainAsync();
        Flash = tolls.Count == 1 ? "Decision undone." : $"{viewer.Locale.Number(tolls.Count)} decisions undone.";
        return RedirectToPage(new { toll = tolls.Count > 0 ? tolls[0] : null });
    }

    private async Task DecideAllAsync(DecideToll decision, List<string> done)
    {
        foreach (var (id, etag) in Answer.Seen())
        {
            try
            {
                await Api.DecideAsync(id, decision, etag);
                done.Add(id);
            }
            catch (ApiException fault) when (fault.Problem.IsStale && done.Count > 0)
            {
                // A decision applies to every row of a crossing, so this row may just have received it.
                if ((await Api.TollAsync(id)).DecidedBy is null)
                    throw;
            }
        }
    }

    private async Task UndoAsync(string toll, bool isOneOfMany)
    {
        try
        {
            await Api.UndoDecisionAsync(toll);
        }
        catch (ApiException fault) when (isOneOfMany && fault.Problem.Status == StatusCodes.Status409Conflict)
        {
            // It was undone with another row of its crossing.
            if ((await Api.TollAsync(toll)).DecidedBy is not null)
                throw;
        }
    }

    private RedirectToPageResult Onward(IReadOnlyList<string> done, string what)
    {
        Done = JsonSerializer.Serialize(new JustDone(what, done));
        if (Problem is { } stopped)
            Flash = $"Some tolls were not decided: {stopped.Detail}";
        return RedirectToPage(new { toll = Answer.All ? Answer.NextOther : Answer.Next });
    }

    private async Task<TripSummary?> TripAsync(string? reservation)
    {
        return string.IsNullOrEmpty(reservation) ? null : (await Api.TripAsync(reservation)).Stays is [var first, ..] ? first : null;
    }

    private async Task<IActionResult> AgainAsync()
    {
        await OnGetAsync(Answer.Toll);
        if (Problem is { IsStale: true } && Current?.Toll.Id != Answer.Toll)
            Changed = await Api.TollAsync(Answer.Toll);
        return Page();
    }
}

/// <summary>A decision that was just made.</summary>
/// <param name="What">The decision in words.</param>
/// <param name="Tolls">The tolls.</param>
public sealed record JustDone(string What, IReadOnlyList<string> Tolls);

/// <summary>The form with the answer to a question.</summary>
public sealed record Answer
{
    /// <summary>The prefix of a choice that names a trip.</summary>
    public const string TripChoice = "trip:";

    /// <summary>The prefix of a choice that names the charge of a credit; alone, it means none.</summary>
    public const string ChargeChoice = "charge:";

    /// <summary>The toll.</summary>
    public string Toll { get; init; } = "";

    /// <summary>The ETag that the page showed.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The toll of the next question.</summary>
    public string? Next { get; init; }

    /// <summary>The toll of the next question that is not similar.</summary>
    public string? NextOther { get; init; }

    /// <summary>The pressed button: a decision's name, or <c>trip:</c> and a reservation.</summary>
    public string Choice { get; init; } = "";

    /// <summary>The trip; null for another decision.</summary>
    public string? Trip => Choice.StartsWith(TripChoice, StringComparison.Ordinal) ? Choice[TripChoice.Length..] : null;

    /// <summary>The charge that a credit refunds; null for none.</summary>
    public string? Charge => Choice.StartsWith(ChargeChoice, StringComparison.Ordinal) && Choice.Length > ChargeChoice.Length ? Choice[ChargeChoice.Length..] : null;

    /// <summary>The decision; null if the choice is not valid.</summary>
    public TollDecision? Decision => Trip is not null ? TollDecision.AssignToTrip : Choice.StartsWith(ChargeChoice, StringComparison.Ordinal) ? TollDecision.RefundOf : Enum.TryParse<TollDecision>(Choice, out var other) && Plain.Decisions.ContainsKey(other) ? other : null;

    /// <summary>Whether to apply the answer to all similar questions.</summary>
    public bool All { get; init; }

    /// <summary>The similar questions, each as ID, space, ETag. Null by default, because the binder does not fill an existing list.</summary>
    public IReadOnlyList<string>? Alike { get; init; }

    /// <summary>The car of the tag or plate.</summary>
    public string? Car { get; init; }

    /// <summary>Whether it is a tag or a plate.</summary>
    public DeviceKind Kind { get; init; }

    /// <summary>Its number.</summary>
    public string? Value { get; init; }

    /// <summary>A plate's state.</summary>
    public string? State { get; init; }

    /// <summary>The first day on the car.</summary>
    public string? From { get; init; }

    /// <summary>The last day on the car.</summary>
    public string? To { get; init; }

    /// <summary>The tolls to decide, with the ETags that the page showed.</summary>
    public IReadOnlyList<(string Id, string ETag)> Seen() =>
        [(Toll, ETag), .. (All && Alike is not null ? Alike : []).Select(one => one.Split(' ')).Where(one => one.Length == 2).Select(one => (one[0], one[1]))];
}
