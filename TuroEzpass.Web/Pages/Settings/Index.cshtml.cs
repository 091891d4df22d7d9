using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The matching rules: the review times around a trip, and the time zone.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>The time zones that a host is likely to need.</summary>
    private static readonly string[] Usual =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
        "America/Toronto", "America/Vancouver", "America/Halifax", "America/Winnipeg", "America/Edmonton", "Europe/London", "Europe/Paris", "Australia/Sydney", "Australia/Perth",
    ];

    /// <summary>The form, with the stored or entered values.</summary>
    [BindProperty]
    public JudgingForm Form { get; set; } = new();

    /// <summary>The stored settings, if someone else changed them in the meantime.</summary>
    public Contracts.Settings? Meanwhile { get; private set; }

    /// <summary>Whether the form shows unsaved values.</summary>
    public bool IsPreview { get; private set; }

    /// <summary>The time zones to choose from.</summary>
    public IReadOnlyList<string> Zones => [.. Usual.Union([Form.Zone])];

    /// <summary>Loads the settings. A person without an owner only has an account page.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (viewer.Owner is null)
            return LocalRedirect("/settings/account");
        var stored = await Api.SettingsAsync();
        Form = JudgingForm.Of(stored.Value, stored.ETag);
        return Page();
    }

    /// <summary>Shows what the entered times mean, without saving.</summary>
    public IActionResult OnPostPreview()
    {
        IsPreview = true;
        return Page();
    }

    /// <summary>Saves the settings.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "Invalid time", "Enter whole minutes, such as 90."));
            return Page();
        }

        if (await TryAsync(() => Api.PutSettingsAsync(new Contracts.Settings(Form.Zone, Form.Before, Form.After, Form.Handover), Form.ETag)))
        {
            Flash = "Saved. All tolls have been re-matched.";
            return RedirectToPage();
        }

        if (Problem!.IsStale)
        {
            // The entries stay. Saving again replaces what is stored now.
            var now = await Api.SettingsAsync();
            (Meanwhile, Form.ETag) = (now.Value, now.ETag);
        }

        return Page();
    }
}

/// <summary>The form for the matching rules.</summary>
public sealed class JudgingForm
{
    /// <summary>The ETag that the page showed.</summary>
    public string ETag { get; set; } = "";

    /// <summary>The IANA time zone.</summary>
    public string Zone { get; set; } = "America/New_York";

    /// <summary>Minutes before a trip in which a toll needs review.</summary>
    public int Before { get; set; }

    /// <summary>Minutes after a trip in which a toll needs review.</summary>
    public int After { get; set; }

    /// <summary>Minutes after a handover in which a toll needs review.</summary>
    public int Handover { get; set; }

    /// <summary>The form for stored settings.</summary>
    public static JudgingForm Of(Contracts.Settings settings, string etag)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new JudgingForm { ETag = etag, Zone = settings.Zone, Before = settings.ReviewBeforeMinutes, After = settings.ReviewAfterMinutes, Handover = settings.ReviewHandoverMinutes };
    }

    /// <summary>The meaning of the times, in a sentence. bands.js has the same text.</summary>
    public string Sentence => Before == 0 && After == 0
        ? "You pay every toll outside a trip."
        : $"You review tolls up to {Span(Before)} before a trip or {Span(After)} after it. "
          + (Handover == 0 ? "Once the next trip starts, the next guest owes the toll." : $"You also review tolls in the first {Span(Handover)} of a trip that starts right after another.");

    /// <summary>Minutes in words; bands.js has the same function.</summary>
    public static string Span(int minutes)
    {
        var (hours, rest) = (minutes / 60, minutes % 60);
        var (h, m) = ($"{hours} {(hours == 1 ? "hour" : "hours")}", $"{rest} {(rest == 1 ? "minute" : "minutes")}");
        return hours == 0 ? m : rest == 0 ? h : $"{h} {m}";
    }
}
