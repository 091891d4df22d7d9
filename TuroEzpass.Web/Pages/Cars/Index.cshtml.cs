using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages.Cars;

/// <summary>A tag or plate as a form has it.</summary>
public sealed class DeviceForm
{
    /// <summary>Tag or plate.</summary>
    public DeviceKind Kind { get; set; }

    /// <summary>Its number.</summary>
    public string? Value { get; set; }

    /// <summary>A plate's state.</summary>
    public string? State { get; set; }

    /// <summary>The car.</summary>
    public string? Vehicle { get; set; }

    /// <summary>The first day on it.</summary>
    public string? From { get; set; }

    /// <summary>The last day on it.</summary>
    public string? To { get; set; }
}

/// <summary>The cars, and which tag and plate is on which one when.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const long MostFileBytes = 1024 * 1024;

    /// <summary>What was typed into the form that was refused.</summary>
    [BindProperty]
    public DeviceForm Typed { get; set; } = new();

    /// <summary>The cars, and what is on none.</summary>
    public Fleet Fleet { get; private set; } = new([], []);

    /// <summary>The cars that unknown tags and plates are likely on.</summary>
    public IReadOnlyList<LikelyVehicle> Likely { get; private set; } = [];

    /// <summary>The fleet file as it stood when the page was drawn.</summary>
    public string ETag { get; private set; } = "";

    /// <summary>Whether the viewer may change it.</summary>
    public bool MayChange => viewer.May(Scope.Import);

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var (fleet, file) = (Api.FleetAsync(), MayChange ? Api.FleetFileAsync() : null);
        Fleet = await fleet;
        ETag = file is null ? "" : (await file).ETag;
        Likely = MayChange && Fleet.Unknown.Count > 0 ? await Api.LikelyVehiclesAsync() : [];
    }

    /// <summary>The fleet as <c>fleet.csv</c>.</summary>
    public async Task<IActionResult> OnGetDownloadAsync() => File(System.Text.Encoding.UTF8.GetBytes((await Api.FleetFileAsync()).Value), "text/csv; charset=utf-8", "fleet.csv");

    /// <summary>Puts a tag or plate on a car.</summary>
    public Task<IActionResult> OnPostAddAsync() => ActAsync(
        async () =>
        {
            if (string.IsNullOrWhiteSpace(Typed.Vehicle) || string.IsNullOrWhiteSpace(Typed.Value))
                throw new ApiException(new ApiProblem(400, "Something is missing", "Choose the car, and write the number of the tag or plate."));
            await Api.AddDeviceAsync(Typed.Vehicle.Trim(), new AddDevice(Typed.Kind, Typed.Value.Trim(), Typed.State?.Trim().ToUpperInvariant(), Typed.From, Typed.To));
        },
        "It is on the car now, and its tolls are decided anew.");

    /// <summary>Says until when one is on its car.</summary>
    public Task<IActionResult> OnPostEndAsync(string vehicle, string device, string? to) => ActAsync(() => Api.EndDeviceAsync(vehicle, device, to), "Its last day is kept, and later tolls are decided anew.");

    /// <summary>Takes one off its car, as if it had never been on it.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string vehicle, string device) => ActAsync(() => Api.RemoveDeviceAsync(vehicle, device), "It is off the car, and its tolls are decided anew.");

    /// <summary>Takes a <c>fleet.csv</c> as the whole fleet.</summary>
    public Task<IActionResult> OnPostFileAsync(IFormFile? file, string etag) => ActAsync(
        async () =>
        {
            if (file is null || file.Length > MostFileBytes)
                throw new ApiException(new ApiProblem(400, "That is no fleet file", "Choose a fleet.csv of at most 1 MB."));
            await using var content = file.OpenReadStream();
            await Api.PutFleetFileAsync(content, etag);
        },
        "The file is the fleet now.");

    /// <summary>The car that is suggested; null where none stands out.</summary>
    public Vehicle? LikelyOf(UnknownDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Likely.FirstOrDefault(one => one.Kind == device.Kind && one.Value == device.Value) is { } found ? Fleet.Vehicles.FirstOrDefault(vehicle => vehicle.Id == found.Vehicle) : null;
    }

    /// <summary>An unknown number as it is printed.</summary>
    public static string NumberOf(UnknownDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Kind == DeviceKind.Tag ? DeviceLinesTag.TagNumber(device.Value) : device.Value;
    }

    /// <summary>When a tag or plate was on its car for the last time: a day, where it ends with one.</summary>
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
