using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Who did what, when, to what.</summary>
public sealed class AuditModel(ApiClient api) : AppPage(api)
{
    private static readonly Dictionary<string, string> Deeds = new(StringComparer.Ordinal)
    {
        ["statement"] = "Imported a statement",
        ["trips"] = "Imported trips",
        ["fleet"] = "Changed the fleet",
        ["settings"] = "Changed the settings",
        ["decision"] = "Decided on a toll",
        ["undo"] = "Took a decision back",
        ["claim"] = "Approved a claim",
        ["claim-moved"] = "Moved a claim on",
        ["erased"] = "Erased guests’ names",
    };

    /// <summary>The entries, the newest first.</summary>
    public Page<AuditEntry> Entries { get; private set; } = new([], null);

    /// <summary>Asks for them.</summary>
    public async Task OnGetAsync(string? cursor) => Entries = await Api.AuditAsync(cursor);

    /// <summary>What was done, in words.</summary>
    public static string Deed(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Deeds.GetValueOrDefault(entry.What, entry.What);
    }

    /// <summary>Where the thing is shown; null where it has no page.</summary>
    public static string? PlaceOf(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.What switch
        {
            "claim" or "claim-moved" => $"/claims/{Uri.EscapeDataString(entry.On)}",
            "decision" or "undo" => $"/tolls/{Uri.EscapeDataString(entry.On)}",
            "settings" => "/settings",
            _ => null,
        };
    }

    /// <summary>What it was done to: a file by its name, all else by its id; a long one is cut.</summary>
    public static string Thing(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = entry.What is "statement" or "trips" or "fleet" ? entry.After : entry.On;
        return text.Length > 80 ? text[..79] + "…" : text;
    }

    /// <summary>From what to what, where that says more.</summary>
    public static string Change(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.What is "statement" or "trips" or "fleet" or "erased")
            return "";
        var (before, after) = (Said(entry.Before), Said(entry.After));
        return before.Length > 0 ? $"{before} → {after}" : after;
    }

    /// <summary>Outcomes in the host's words.</summary>
    private static string Said(string text)
    {
        var word = text.Split(' ')[0];
        return Words.Outcomes.TryGetValue(word, out var known) ? known.Name + text[word.Length..] : text;
    }
}
