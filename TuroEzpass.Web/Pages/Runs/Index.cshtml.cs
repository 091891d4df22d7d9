using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Runs;

/// <summary>Collections from sites: how each went, and asking for one.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>Runs of a page.</summary>
    private const int PageSize = 25;

    /// <summary>Pictures of pages of one run that are shown.</summary>
    internal const int MostPages = 40;

    /// <summary>The collections, the newest first.</summary>
    public Page<TuroEzpass.Contracts.Run> Runs { get; private set; } = new([], null);

    /// <summary>Whether a request waits although nothing is being collected: nobody may be there to take it.</summary>
    public bool IsWaiting => Runs.Items.Any(run => run.Status == RunState.Queued) && !Runs.Items.Any(run => run.Status == RunState.Running);

    /// <summary>Whether any collection of this page has ended.</summary>
    public bool AnyEnded => Runs.Items.Any(run => run.EndedAt is not null);

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(string? cursor) => Runs = await Api.RunsAsync(cursor, PageSize);

    /// <summary>Asks for a collection, and says whether one was waiting already.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var asked = await TryAsync(async () =>
        {
            var waiting = (await Api.RunsAsync(limit: 20)).Items.Where(run => run.Status == RunState.Queued).Select(run => run.Id).ToHashSet(StringComparer.Ordinal);
            var started = await Api.ScrapeAsync();
            Flash = waiting.Contains(started.RunId) ? "A request was waiting already; yours joined it." : "Asked for. It shows below as soon as it begins.";
        });
        if (asked)
            return RedirectToPage();
        await OnGetAsync(null);
        return Page();
    }
}
