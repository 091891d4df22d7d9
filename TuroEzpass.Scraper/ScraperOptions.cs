using System.ComponentModel.DataAnnotations;

namespace TuroEzpass.Scraper;

/// <summary>What starts the daily collection.</summary>
public enum ScheduleBy
{
    /// <summary>This service, by <see cref="ScraperOptions.Cron"/>; if several run, only one of them.</summary>
    Internal,

    /// <summary>Something else: EventBridge on AWS, cron, a person.</summary>
    External,
}

/// <summary>The configuration section <c>Scraper</c>.</summary>
public sealed class ScraperOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Scraper";

    /// <summary>What starts the daily collection: <c>Internal</c> (this service) or <c>External</c> (EventBridge, cron).</summary>
    public ScheduleBy Schedule { get; set; } = ScheduleBy.Internal;

    /// <summary>The time of the daily collection, as a cron expression with five fields, in <see cref="Zone"/>.</summary>
    [Required]
    public string Cron { get; set; } = "30 5 * * *";

    /// <summary>The IANA time zone of <see cref="Cron"/>. Default: the machine's own.</summary>
    public string Zone { get; set; } = "";

    /// <summary>The longest random delay of a collection, so that not all accounts start at once.</summary>
    public TimeSpan Jitter { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>The path of the browser. Default: chromium-headless-shell, chromium, google-chrome or microsoft-edge on the PATH.</summary>
    public string Browser { get; set; } = "";

    /// <summary>Whether the browser uses its own sandbox. Turn it off in a container, which does not allow one and is itself a sandbox.</summary>
    public bool Sandbox { get; set; } = true;

    /// <summary>A folder with portal definitions (<c>*.yaml</c>) that take precedence over the built-in ones. Default: <c>portals</c> in the data folder.</summary>
    public string Definitions { get; set; } = "";

    /// <summary>The portal simulator's address. If set, the collector visits the simulator instead of the real sites. For developers, demos and tests.</summary>
    public string Simulator { get; set; } = "";

    /// <summary>Keep Playwright's trace of a failed run. Off by default, because it contains what the site showed.</summary>
    public bool Traces { get; set; }

    /// <summary>How many runs this process does at once, each for a different account: 1 to 8. Each keeps a browser page open.</summary>
    public int Concurrency { get; set; } = 2;

    /// <summary>The key that <c>POST /run-now</c> requires in the header <c>X-Run-Now-Key</c>. If empty, the endpoint does not exist. The AppHost sets it on a developer's machine.</summary>
    public string RunNowKey { get; set; } = "";

    /// <summary>The time limit of one run.</summary>
    public TimeSpan RunTime { get; set; } = TimeSpan.FromMinutes(45);
}
