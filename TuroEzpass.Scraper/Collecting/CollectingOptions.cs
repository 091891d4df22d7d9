namespace TuroEzpass.Scraper.Collecting;

/// <summary>How patient the collector is; configuration section <c>Scraper</c>, beside <see cref="ScraperOptions"/>.</summary>
public sealed class CollectingOptions
{
    /// <summary>The pause before each page at the simulator, instead of the definition's. The sites themselves always get theirs.</summary>
    public TimeSpan SimulatorPause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest that one step may take: a page, a list that loads, a field.</summary>
    public TimeSpan StepTime { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>The longest that a download may take.</summary>
    public TimeSpan DownloadTime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a list must stand still before it counts as loaded.</summary>
    public TimeSpan StillTime { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long an empty list must stand still: sites show it for a moment before rows come.</summary>
    public TimeSpan EmptyTime { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a button that need not be there is looked for.</summary>
    public TimeSpan LookTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The pause before the first further try after a fault of the site; it doubles from try to try.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Further tries after a fault of the site.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>How long a site that failed again and again is left alone.</summary>
    public TimeSpan RestAfterFaults { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an unused browser is kept open.</summary>
    public TimeSpan BrowserIdle { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The largest download, in bytes.</summary>
    public long MostDownloadBytes { get; set; } = 50L * 1024 * 1024;

    /// <summary>How long a person has to sign in.</summary>
    public TimeSpan PersonTime { get; set; } = TimeSpan.FromMinutes(15);
}
