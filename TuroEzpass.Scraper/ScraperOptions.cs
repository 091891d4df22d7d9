using System.ComponentModel.DataAnnotations;

namespace TuroEzpass.Scraper;

/// <summary>Who starts the daily collection.</summary>
public enum ScheduleBy
{
    /// <summary>This service, by <see cref="ScraperOptions.Cron"/>; of several that run, one.</summary>
    Internal,

    /// <summary>Something outside: EventBridge on AWS, cron, a person.</summary>
    External,
}

/// <summary>The configuration section <c>Scraper</c>.</summary>
public sealed class ScraperOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Scraper";

    /// <summary>Who starts the daily collection.</summary>
    public ScheduleBy Schedule { get; set; } = ScheduleBy.Internal;

    /// <summary>When, as a cron expression of five fields, in <see cref="Zone"/>.</summary>
    [Required]
    public string Cron { get; set; } = "30 5 * * *";

    /// <summary>The time zone of <see cref="Cron"/> (IANA); the machine's own where empty.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Up to how much later it starts, by chance, so that not everybody comes at once.</summary>
    public TimeSpan Jitter { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>The browser's program; where empty, chromium-headless-shell, chromium, google-chrome or microsoft-edge of the PATH.</summary>
    public string Browser { get; set; } = "";

    /// <summary>Whether the browser fences its pages off by itself. Not within a container, which lets it make no fence and is one.</summary>
    public bool Sandbox { get; set; } = true;

    /// <summary>A folder with portal definitions (<c>*.yaml</c>) that go before the built-in ones; where empty, <c>portals</c> in the data folder.</summary>
    public string Definitions { get; set; } = "";

    /// <summary>The portal simulator's address; then every portal is visited there and none on the internet. For developers, demos and tests.</summary>
    public string Simulator { get; set; } = "";

    /// <summary>Keep Playwright's trace of a run that failed. It holds what the site showed, so it is off.</summary>
    public bool Traces { get; set; }

    /// <summary>How many runs this process does at once, each at another account: 1 to 8. Each has a page of the browser open.</summary>
    public int Concurrency { get; set; } = 2;

    /// <summary>What <c>POST /run-now</c> must bring in the header <c>X-Run-Now-Key</c>; where empty there is no such address. The AppHost sets it on a developer's machine.</summary>
    public string RunNowKey { get; set; } = "";

    /// <summary>The longest that one run may take.</summary>
    public TimeSpan RunTime { get; set; } = TimeSpan.FromMinutes(45);
}
