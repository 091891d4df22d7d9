using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Streams;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Files;

/// <summary>Files: sending them, how far they are, what became of their rows.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>Files on a page.</summary>
    public const int PageSize = 25;

    private const string Start = "/start";

    /// <summary>What waits, and what was taken in.</summary>
    public ImportList Imports { get; private set; } = new([], [], null);

    /// <summary>The cars, for statements that name none.</summary>
    public IReadOnlyList<Vehicle> Vehicles { get; private set; } = [];

    /// <summary>Whether nothing was ever sent.</summary>
    public bool IsEmpty => Imports is { Waiting.Count: 0, Done.Count: 0 };

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(string? cursor)
    {
        if (UploadFault.Take(TempData) is { } fault)
            Refuse(fault);
        var (imports, fleet) = (Api.ImportsAsync(cursor, PageSize), viewer.May(Scope.Read) ? Api.FleetAsync() : null);
        Imports = await imports;
        Vehicles = fleet is null ? [] : (await fleet).Vehicles;
    }

    /// <summary>Has a file that failed taken in once more.</summary>
    public Task<IActionResult> OnPostAgainAsync(string id, string? vehicle, string? back) => ActAsync(() => Api.ImportAgainAsync(id, vehicle), "It is taken in once more.", back);

    /// <summary>Forgets a file that failed.</summary>
    public Task<IActionResult> OnPostForgetAsync(string id, string? back) => ActAsync(() => Api.ForgetImportAsync(id), "The file is forgotten and erased.", back);

    private async Task<IActionResult> ActAsync(Func<Task> action, string done, string? back)
    {
        if (await TryAsync(action))
        {
            Flash = done;
            return back == Start ? LocalRedirect(Start) : RedirectToPage();
        }

        await OnGetAsync(null);
        return Page();
    }
}
