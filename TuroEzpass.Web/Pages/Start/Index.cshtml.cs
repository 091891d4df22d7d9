using Microsoft.AspNetCore.Mvc;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Sample;
using TuroEzpass.Web.Streams;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages.Start;

/// <summary>A step of the guide.</summary>
/// <param name="Id">Its key in the query.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsDone">Whether it is done, according to the ledger.</param>
public sealed record StartStep(string Id, string Name, bool IsDone);

/// <summary>The guide to the first claim: trips, a statement, tags. The progress comes from the ledger, so a host can leave, come back and skip
/// steps.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer, IClock clock) : AppPage(api)
{
    private const int Files = 50;

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<StartStep> Steps { get; private set; } = [];

    /// <summary>The current step.</summary>
    public StartStep Current { get; private set; } = new("trips", "", false);

    /// <summary>The next step; null after the last.</summary>
    public StartStep? Next { get; private set; }

    /// <summary>The files.</summary>
    public ImportList Imports { get; private set; } = new([], [], null);

    /// <summary>The cars.</summary>
    public Fleet Fleet { get; private set; } = new([], []);

    /// <summary>The likely car of each unknown tag or plate.</summary>
    public IReadOnlyList<LikelyVehicle> Likely { get; private set; } = [];

    /// <summary>The first claim; null if there is none.</summary>
    public ClaimSummary? First { get; private set; }

    /// <summary>Rows by outcome, over all statements.</summary>
    public IReadOnlyDictionary<string, int> Outcomes { get; private set; } = new Dictionary<string, int>();

    /// <summary>Whether sample data may be loaded: only into an account without files.</summary>
    public bool MaySample => viewer.May(Scope.Import) && Imports is { Done.Count: 0, Waiting.Count: 0 };

    /// <summary>Shows the requested step, or the first that is not done.</summary>
    public async Task<IActionResult> OnGetAsync(string? step)
    {
        await LoadAsync(step);
        if (Steps.Any(one => one.Id == step))
        {
            if (UploadFault.Take(TempData) is { } fault)
                Refuse(fault);
            return Page();
        }

        // The URL names the step, so that refreshes during an import show the same step.
        TempData.Keep();
        return RedirectToPage(new { step = Current.Id });
    }

    /// <summary>Imports the sample data.</summary>
    public async Task<IActionResult> OnPostSampleAsync()
    {
        var today = clock.GetCurrentInstant().InZone(viewer.Zone).Date;
        var ((trips, ofTrips), (statement, ofStatement)) = (SampleFiles.Trips(today), SampleFiles.Statement(today));
        if (await TryAsync(async () =>
        {
            await Api.SendImportAsync(trips, ofTrips, ImportKind.Trips);
            await Api.SendImportAsync(statement, ofStatement, ImportKind.Statement);
        }))
        {
            Flash = "Importing sample data: two cars, seven trips and a statement.";
            return RedirectToPage();
        }

        await LoadAsync("trips");
        return Page();
    }

    /// <summary>Assigns the tags and plates to the chosen cars; those without a choice stay unassigned.</summary>
    /// <param name="kinds">Tag or plate, for each.</param>
    /// <param name="values">Their numbers.</param>
    /// <param name="cars">Their cars; empty for later.</param>
    public async Task<IActionResult> OnPostTagsAsync(IReadOnlyList<DeviceKind> kinds, IReadOnlyList<string> values, IReadOnlyList<string?> cars)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var named = 0;
        if (await TryAsync(async () =>
        {
            foreach (var (kind, value, car) in kinds.Zip(values, cars).Where(one => !string.IsNullOrWhiteSpace(one.Third)))
            {
                await Api.AddDeviceAsync(car!.Trim(), new AddDevice(kind, value));
                named++;
            }
        }))
        {
            Flash = named == 0 ? "No cars chosen." : "Tags saved. Tolls re-matched.";
            return RedirectToPage(new { step = named == 0 ? "tags" : null });
        }

        await LoadAsync("tags");
        return Page();
    }

    /// <summary>The suggested car; null if none stands out.</summary>
    public Vehicle? LikelyOf(UnknownDevice device) =>
        Likely.FirstOrDefault(one => one.Kind == device.Kind && one.Value == device.Value) is { } found ? Fleet.Vehicles.FirstOrDefault(vehicle => vehicle.Id == found.Vehicle) : null;

    /// <summary>A number as printed on the tag or plate.</summary>
    public static string NumberOf(UnknownDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Kind == DeviceKind.Tag ? DeviceLinesTag.TagNumber(device.Value) : device.Value;
    }

    private async Task LoadAsync(string? step)
    {
        var (imports, fleet, claims) = (Api.ImportsAsync(limit: Files), Api.FleetAsync(), Api.ClaimsAsync(limit: 1));
        (Imports, Fleet, First) = (await imports, await fleet, (await claims).Items is [var claim, ..] ? claim : null);
        var hasStatement = Imports.Done.Any(import => import.Kind == ImportKind.Statement);
        Outcomes = Imports.Done.SelectMany(import => import.Outcomes).GroupBy(one => one.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(one => one.Value), StringComparer.Ordinal);
        Steps =
        [
            new("trips", "Trips", Fleet.Vehicles.Any(vehicle => vehicle.Trips > 0)),
            new("statement", "Statement", hasStatement),
            new("tags", "Tags", hasStatement && Fleet.Unknown.Count == 0),
            new("claim", "First claim", First is not null && (!hasStatement || Fleet.Unknown.Count == 0)),
        ];
        Current = Steps.FirstOrDefault(one => one.Id == step) ?? Steps.FirstOrDefault(one => !one.IsDone) ?? Steps[^1];
        var later = Steps.SkipWhile(one => one != Current).Skip(1).ToList();
        Next = (Current.IsDone ? later.Find(one => !one.IsDone) : null) ?? (Current.IsDone ? later.LastOrDefault() : later.FirstOrDefault());
        if (Current.Id == "tags" && Fleet.Unknown.Count > 0 && viewer.May(Scope.Import))
            Likely = await Api.LikelyVehiclesAsync();
    }
}
