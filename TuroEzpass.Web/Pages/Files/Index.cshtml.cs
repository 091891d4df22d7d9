using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Streams;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Files;

/// <summary>The imports: sending files, their progress, and the outcomes of their rows.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>Files per page.</summary>
    public const int PageSize = 25;

    private const string Start = "/start";

    /// <summary>Waiting and imported files.</summary>
    public ImportList Imports { get; private set; } = new([], [], null);

    /// <summary>The cars, for statements without tags and plates.</summary>
    public IReadOnlyList<Vehicle> Vehicles { get; private set; } = [];

    /// <summary>Whether there are no files at all.</summary>
    public bool IsEmpty => Imports is { Waiting.Count: 0, Done.Count: 0 };

    /// <summary>Loads the imports.</summary>
    public async Task OnGetAsync(string? cursor)
    {
        if (UploadFault.Take(TempData) is { } fault)
            Refuse(fault);
        var (imports, fleet) = (Api.ImportsAsync(cursor, PageSize), viewer.May(Scope.Read) ? Api.FleetAsync() : null);
        Imports = await imports;
        Vehicles = fleet is null ? [] : (await fleet).Vehicles;
    }

    /// <summary>Retries a failed import.</summary>
    public Task<IActionResult> OnPostAgainAsync(string id, string? vehicle, string? back) => ActAsync(() => Api.ImportAgainAsync(id, vehicle), "Importing the file again.", back);

    /// <summary>Discards a failed file.</summary>
    public Task<IActionResult> OnPostForgetAsync(string id, string? back) => ActAsync(() => Api.ForgetImportAsync(id), "File discarded.", back);

    /// <summary>Withdraws an imported file.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(string id, string etag) =>
        ActAsync(() => Api.WithdrawImportAsync(id, etag), "File withdrawn. It no longer counts, and you can import it again.", null);

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
