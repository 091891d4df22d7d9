using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Review;

/// <summary>What a person must decide, one question at a time.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const int Queue = 100;
    private const int Recent = 8;
    private const int MostNames = 200;

    /// <summary>The questions, the oldest first.</summary>
    public IReadOnlyList<Question> Questions { get; private set; } = [];

    /// <summary>Whether there are more than these.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The place of the question that is asked, from 0.</summary>
    public int At { get; private set; }

    /// <summary>The question; null when there is none.</summary>
    public Question? Current => At < Questions.Count ? Questions[At] : null;

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Cars { get; private set; } = [];

    /// <summary>What was decided last, by everybody.</summary>
    public IReadOnlyList<DecisionEntry> Decided { get; private set; } = [];

    /// <summary>Trips by their reservation, to name the guests of decisions.</summary>
    public IReadOnlyDictionary<string, TripSummary> Trips { get; private set; } = new Dictionary<string, TripSummary>();

    /// <summary>What this person just decided, to be undone.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary><see cref="Done"/>, read.</summary>
    public JustDone? JustDone { get; private set; }

    /// <summary>The toll that somebody else decided meanwhile, as it stands now.</summary>
    public Toll? Changed { get; private set; }

    /// <summary>The question after the one that is asked; null at the end.</summary>
    public string? Next => At + 1 < Questions.Count ? Questions[At + 1].Toll.Id : null;

    /// <summary>The question before it.</summary>
    public string? Previous => At > 0 ? Questions[At - 1].Toll.Id : null;

    /// <summary>The question after it and those of its pattern.</summary>
    public string? NextOther => Questions.Skip(At + 1).FirstOrDefault(one => Current!.Alike.All(alike => alike.Id != one.Toll.Id))?.Toll.Id;

    /// <summary>The form's fields, kept when it is shown again.</summary>
    [BindProperty]
    public Answer Answer { get; set; } = new();

    /// <summary>The name of a car.</summary>
    public string? CarOf(string? id) => id is null ? null : Cars.FirstOrDefault(car => car.Id == id)?.Name ?? id;

    /// <summary>The queue, and the question of this toll or the first.</summary>
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

    /// <summary>Decides on a toll, or on those of its pattern too.</summary>
    public async Task<IActionResult> OnPostDecideAsync()
    {
        var done = new List<string>();
        if (Answer.Decision is not { } decision)
        {
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "Nothing was decided", "Press one of the buttons."));
            return await AgainAsync();
        }

        if (!await TryAsync(() => DecideAllAsync(new DecideToll(decision, Answer.Trip), done)) && done.Count == 0)
            return await AgainAsync();
        return Onward(done, Plain.Decision(decision, Answer.Trip, await TripAsync(Answer.Trip)));
    }

    /// <summary>Says on which car a tag or plate is.</summary>
    public async Task<IActionResult> OnPostCarAsync()
    {
        if (string.IsNullOrEmpty(Answer.Car) || string.IsNullOrEmpty(Answer.Value))
        {
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "Which car is it?", "Choose one of your cars."));
            return await AgainAsync();
        }

        var device = new AddDevice(Answer.Kind, Answer.Value, string.IsNullOrWhiteSpace(Answer.State) ? null : Answer.State.Trim(), Answer.From, Answer.To);
        var name = "";
        if (!await TryAsync(async () => name = (await Api.AddDeviceAsync(Answer.Car, device)).Name))
            return await AgainAsync();
        Flash = $"{(Answer.Kind == DeviceKind.Tag ? "Tag" : "Plate")} {Answer.Value} is on {name}. Its tolls were looked at again; take it off under Fleet if that was wrong.";
        return RedirectToPage(new { toll = Answer.Next });
    }

    /// <summary>Takes decisions back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(IReadOnlyList<string> tolls)
    {
        var undone = await TryAsync(async () =>
        {
            foreach (var toll in tolls.Take(Queue))
                await UndoAsync(toll, tolls.Count > 1);
        });
        if (!undone)
            return await AgainAsync();
        Flash = tolls.Count == 1 ? "Undone. Here is the question again." : $"{viewer.Locale.Number(tolls.Count)} decisions undone.";
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
                // A decision holds for every row of a crossing: this one may just have got it.
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
            // It went with another row of its crossing.
            if ((await Api.TollAsync(toll)).DecidedBy is not null)
                throw;
        }
    }

    private RedirectToPageResult Onward(IReadOnlyList<string> done, string what)
    {
        Done = JsonSerializer.Serialize(new JustDone(what, done));
        if (Problem is { } stopped)
            Flash = $"Not all could be decided: {stopped.Detail}";
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

/// <summary>What was decided a moment ago.</summary>
/// <param name="What">In words.</param>
/// <param name="Tolls">The tolls.</param>
public sealed record JustDone(string What, IReadOnlyList<string> Tolls);

/// <summary>The answer to a question, as its form sends it.</summary>
public sealed record Answer
{
    /// <summary>Begins a choice of a trip.</summary>
    public const string TripChoice = "trip:";

    /// <summary>The toll.</summary>
    public string Toll { get; init; } = "";

    /// <summary>Its ETag as it was seen.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The question after it.</summary>
    public string? Next { get; init; }

    /// <summary>The question after it and those of its pattern.</summary>
    public string? NextOther { get; init; }

    /// <summary>The button that was pressed: a decision's name, or <c>trip:</c> and a reservation.</summary>
    public string Choice { get; init; } = "";

    /// <summary>The trip; null for another decision.</summary>
    public string? Trip => Choice.StartsWith(TripChoice, StringComparison.Ordinal) ? Choice[TripChoice.Length..] : null;

    /// <summary>What was decided; null where no button says it.</summary>
    public TollDecision? Decision => Trip is not null ? TollDecision.AssignToTrip : Enum.TryParse<TollDecision>(Choice, out var other) && Plain.Decisions.ContainsKey(other) ? other : null;

    /// <summary>Whether those of the same pattern are decided too.</summary>
    public bool All { get; init; }

    /// <summary>Those of the same pattern: id, a blank, ETag. Null at first: the binder fills no list that is there already.</summary>
    public IReadOnlyList<string>? Alike { get; init; }

    /// <summary>The car that a tag or plate is on.</summary>
    public string? Car { get; init; }

    /// <summary>Tag or plate.</summary>
    public DeviceKind Kind { get; init; }

    /// <summary>Its number.</summary>
    public string? Value { get; init; }

    /// <summary>A plate's state.</summary>
    public string? State { get; init; }

    /// <summary>From which day.</summary>
    public string? From { get; init; }

    /// <summary>Until which day.</summary>
    public string? To { get; init; }

    /// <summary>The tolls to decide, as they were seen.</summary>
    public IReadOnlyList<(string Id, string ETag)> Seen() =>
        [(Toll, ETag), .. (All && Alike is not null ? Alike : []).Select(one => one.Split(' ')).Where(one => one.Length == 2).Select(one => (one[0], one[1]))];
}
