using Microsoft.Playwright;

namespace TuroEzpass.Scraper.Browsing;

/// <summary>A profile of the browser, for one collection.</summary>
internal sealed class BrowserProfile(IBrowserContext context, IBrowser browser, DirectoryInfo downloads, Func<IBrowserContext, Task> close) : IAsyncDisposable
{
    private int closed;

    /// <summary>Playwright's context.</summary>
    public IBrowserContext Context => context;

    /// <summary>Whether the browser is still running.</summary>
    public bool IsAlive => browser.IsConnected;

    /// <summary>The folder in which downloads arrive.</summary>
    public DirectoryInfo Downloads => downloads;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref closed, 1) == 0)
            await close(context).ConfigureAwait(false);
    }
}
