using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages.Cars;

/// <summary>The form for a tag or plate.</summary>
public sealed class DeviceForm
{
    /// <summary>Whether it is a tag or a plate.</summary>
    public DeviceKind Kind { get; set; }

    /// <summary>Its number.</summary>
    public string? Value { get; set; }

    /// <summary>A plate's state.</summary>
    public string? State { get; set; }

    /// <summary>The car.</summary>
    public string? Vehicle { get; set; }

    /// <summary>The first day on the car.</summary>
    public string? From { get; set; }

    /// <summary>The last day on the car.</summary>
    public string? To { get; set; }
}

/// <summary>The cars, and which tags and plates were on them when.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const long MostFileBytes = 1024 * 1024;

    /// <summary>The entries of a form that was rejected.</summary>
    [BindProperty]
    public DeviceForm Typed { get; set; } = new();

    /// <summary>The cars, and the tags and plates on none of them.</summary>
    public Fleet Fleet { get; private set; } = new([], []);

    /// <summary>The likely car of each unknown tag or plate.</summary>
    public IReadOnlyList<LikelyVehicle> Likely { get; private set; } = [];

    /// <summary>The fleet's ETag when the page was rendered.</summary>
    public string ETag { get; private set; } = "";

    /// <summary>Whether the viewer may change the fleet.</summary>
    public bool MayChange => viewer.May(Scope.Import);

    /// <summary>Loads the fleet.</summary>
    public async Task OnGetAsync()
    {
        var (fleet, file) = (Api.FleetAsync(), MayChange ? Api.FleetFileAsync() : null);
        Fleet = await fleet;
        ETag = file is null ? "" : (await file).ETag;
        Likely = MayChange && Fleet.Unknown.Count > 0 ? await Api.LikelyVehiclesAsync() : [];
    }

    /// <summary>Downloads the fleet as <c>fleet.csv</c>.</summary>
    public async Task<IActionResult> OnGetDownloadAsync() => File(System.Text.Encoding.UTF8.GetBytes((await Api.FleetFileAsync()).Value), "text/csv; charset=utf-8", "fleet.csv");

    /// <summary>Assigns a tag or plate to a car.</summary>
    public Task<IActionResult> OnPostAddAsync() => ActAsync(
        async () =>
        {
            if (string.IsNullOrWhiteSpace(Typed.Vehicle) || string.IsNullOrWhiteSpace(Typed.Value))
                throw new ApiException(new ApiProblem(400, "Entry incomplete", "Choose the car and enter the number of the tag or plate."));
            await Api.AddDeviceAsync(Typed.Vehicle.Trim(), new AddDevice(Typed.Kind, Typed.Value.Trim(), Typed.State?.Trim().ToUpperInvariant(), Typed.From, Typed.To));
        },
        "Assigned to the car. Its tolls have been re-matched.");

    /// <summary>Sets the last day of a tag or plate on its car.</summary>
    public Task<IActionResult> OnPostEndAsync(string vehicle, string device, string? to) => ActAsync(() => Api.EndDeviceAsync(vehicle, device, to), "Last day saved. Later tolls have been re-matched.");

    /// <summary>Removes a tag or plate that was assigned by mistake.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string vehicle, string device) => ActAsync(() => Api.RemoveDeviceAsync(vehicle, device), "Removed from the car. Its tolls have been re-matched.");

    /// <summary>States whether the trips files are complete for a car and some days.</summary>
    public Task<IActionResult> OnPostCoverAsync(string vehicle, string? from, string? to, bool isComplete) => ActAsync(
        () => Api.StateCoverageAsync(vehicle, new StateCoverage(from ?? "", to ?? "", isComplete)),
        isComplete ? "Saved. Tolls outside of trips on these days are yours." : "Saved. Tolls on these days need review again if your trips files don’t cover them.");

    /// <summary>The names for tags and plates that guests never use.</summary>
    public static IReadOnlyList<(string Id, string Name)> NotRented { get; } = [("host", "My own car"), ("not-ours", "Not mine")];

    /// <summary>Replaces the fleet with a <c>fleet.csv</c>.</summary>
    public Task<IActionResult> OnPostFileAsync(IFormFile? file, string etag) => ActAsync(
        async () =>
        {
            if (file is null || file.Length > MostFileBytes)
                throw new ApiException(new ApiProblem(400, "Not a fleet file", "Choose a fleet.csv of at most 1 MB."));
            await using var content = file.OpenReadStream();
            await Api.PutFleetFileAsync(content, etag);
        },
        "Fleet replaced. Tolls have been re-matched.");

    /// <summary>The suggested car; null if none stands out.</summary>
    public Vehicle? LikelyOf(UnknownDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Likely.FirstOrDefault(one => one.Kind == device.Kind && one.Value == device.Value) is { } found ? Fleet.Vehicles.FirstOrDefault(vehicle => vehicle.Id == found.Vehicle) : null;
    }

    /// <summary>An unknown number as printed on the tag or plate.</summary>
    public static string NumberOf(UnknownDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Kind == DeviceKind.Tag ? DeviceLinesTag.TagNumber(device.Value) : device.Value;
    }

    /// <summary>When a tag or plate was last on its car; a date if it ends at midnight.</summary>
    public string? LastOf(Device device) =>
        Moments.Read(device?.To, viewer.Zone) is (var day, { } time) && time == NodaTime.LocalTime.Midnight ? NodaTime.Text.LocalDatePattern.Iso.Format(day.PlusDays(-1)) : device?.To;

    private async Task<IActionResult> ActAsync(Func<Task> action, string done)
    {
        if (await TryAsync(action))
        {
            Flash = done;
            return RedirectToPage();
        }

        await OnGetAsync();
        return Page();
    }
}
