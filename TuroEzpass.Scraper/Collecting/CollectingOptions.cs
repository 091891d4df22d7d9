namespace TuroEzpass.Scraper.Collecting;

/// <summary>The collector's timing; in the configuration section <c>Scraper</c>, together with <see cref="ScraperOptions"/>.</summary>
public sealed class CollectingOptions
{
    /// <summary>The pause before each page at the simulator, instead of the definition's. Real sites always get the definition's pause.</summary>
    public TimeSpan SimulatorPause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The time limit of one step: a page, a list that loads, a field.</summary>
    public TimeSpan StepTime { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>The time limit of a download.</summary>
    public TimeSpan DownloadTime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a list must stay unchanged before it counts as loaded.</summary>
    public TimeSpan StillTime { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long an empty list must stay unchanged; some sites show it briefly before the rows arrive.</summary>
    public TimeSpan EmptyTime { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How long to wait for an optional button.</summary>
    public TimeSpan LookTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The pause before the first retry after a site error; it doubles with each retry.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The number of retries after a site error.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>How long to wait before visiting a site again that failed repeatedly.</summary>
    public TimeSpan RestAfterFaults { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an unused browser is kept open.</summary>
    public TimeSpan BrowserIdle { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The largest download, in bytes.</summary>
    public long MostDownloadBytes { get; set; } = 50L * 1024 * 1024;

    /// <summary>How long the user has to sign in.</summary>
    public TimeSpan PersonTime { get; set; } = TimeSpan.FromMinutes(15);
}
