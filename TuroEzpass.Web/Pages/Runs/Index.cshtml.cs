using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Runs;

/// <summary>The collections from sites, and starting one.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>Runs per page.</summary>
    private const int PageSize = 25;

    /// <summary>The most page pictures shown per run.</summary>
    internal const int MostPages = 40;

    /// <summary>The runs, newest first.</summary>
    public Page<TuroEzpass.Contracts.Run> Runs { get; private set; } = new([], null);

    /// <summary>Whether a request is waiting while nothing is running: the collector may be down.</summary>
    public bool IsWaiting => Runs.Items.Any(run => run.Status == RunState.Queued) && !Runs.Items.Any(run => run.Status == RunState.Running);

    /// <summary>Whether any run on this page has ended.</summary>
    public bool AnyEnded => Runs.Items.Any(run => run.EndedAt is not null);

    /// <summary>Loads the runs.</summary>
    public async Task OnGetAsync(string? cursor) => Runs = await Api.RunsAsync(cursor, PageSize);

    /// <summary>Starts a collection, or joins one that is already waiting.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var asked = await TryAsync(async () =>
        {
            var waiting = (await Api.RunsAsync(limit: 20)).Items.Where(run => run.Status == RunState.Queued).Select(run => run.Id).ToHashSet(StringComparer.Ordinal);
            var started = await Api.ScrapeAsync();
            Flash = waiting.Contains(started.RunId) ? "A collection is already waiting to start." : "Collection requested. It appears below when it starts.";
        });
        if (asked)
            return RedirectToPage();
        await OnGetAsync(null);
        return Page();
    }
}
