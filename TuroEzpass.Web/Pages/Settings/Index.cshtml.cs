using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>How tolls are judged: the doubtful times around a trip, and the time zone.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>The zones that a host is likely to be in.</summary>
    private static readonly string[] Usual =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
        "America/Toronto", "America/Vancouver", "America/Halifax", "America/Winnipeg", "America/Edmonton", "Europe/London", "Europe/Paris", "Australia/Sydney", "Australia/Perth",
    ];

    /// <summary>What the form shows: what is stored, or what was typed.</summary>
    [BindProperty]
    public JudgingForm Form { get; set; } = new();

    /// <summary>How it stands, where somebody changed it while the form was filled.</summary>
    public Contracts.Settings? Meanwhile { get; private set; }

    /// <summary>Whether what is shown was not saved yet.</summary>
    public bool IsPreview { get; private set; }

    /// <summary>The zones to choose from.</summary>
    public IReadOnlyList<string> Zones => [.. Usual.Union([Form.Zone])];

    /// <summary>Shows it; who belongs to no owner has an account only.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (viewer.Owner is null)
            return LocalRedirect("/settings/account");
        var stored = await Api.SettingsAsync();
        Form = JudgingForm.Of(stored.Value, stored.ETag);
        return Page();
    }

    /// <summary>Shows what the typed times would mean, and saves nothing.</summary>
    public IActionResult OnPostPreview()
    {
        IsPreview = true;
        return Page();
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "That is no time", "Write whole minutes, such as 90."));
            return Page();
        }

        if (await TryAsync(() => Api.PutSettingsAsync(new Contracts.Settings(Form.Zone, Form.Before, Form.After, Form.Handover), Form.ETag)))
        {
            Flash = "Saved. Every toll was judged again.";
            return RedirectToPage();
        }

        if (Problem!.IsStale)
        {
            // What was typed stays; saving it once more is then decided on what is there now.
            var now = await Api.SettingsAsync();
            (Meanwhile, Form.ETag) = (now.Value, now.ETag);
        }

        return Page();
    }
}

/// <summary>The form of the doubtful times.</summary>
public sealed class JudgingForm
{
    /// <summary>What was looked at.</summary>
    public string ETag { get; set; } = "";

    /// <summary>The IANA zone.</summary>
    public string Zone { get; set; } = "America/New_York";

    /// <summary>Minutes before a trip.</summary>
    public int Before { get; set; }

    /// <summary>Minutes after a trip.</summary>
    public int After { get; set; }

    /// <summary>Minutes after a hand-over.</summary>
    public int Handover { get; set; }

    /// <summary>The form for what is stored.</summary>
    public static JudgingForm Of(Contracts.Settings settings, string etag)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new JudgingForm { ETag = etag, Zone = settings.Zone, Before = settings.ReviewBeforeMinutes, After = settings.ReviewAfterMinutes, Handover = settings.ReviewHandoverMinutes };
    }

    /// <summary>What the times mean, in a sentence.</summary>
    public string Sentence => Before == 0 && After == 0
        ? "A toll outside a trip is always yours."
        : $"A toll up to {Span(Before)} before a trip or {Span(After)} after it is your call. "
          + (Handover == 0 ? "Once the next guest has the car, it is theirs." : $"For {Span(Handover)} after a hand-over, it may still be the earlier guest’s.");

    /// <summary>Minutes as people say them; the script of the page says it likewise.</summary>
    public static string Span(int minutes)
    {
        var (hours, rest) = (minutes / 60, minutes % 60);
        var (h, m) = ($"{hours} {(hours == 1 ? "hour" : "hours")}", $"{rest} {(rest == 1 ? "minute" : "minutes")}");
        return hours == 0 ? m : rest == 0 ? h : $"{h} {m}";
    }
}
