using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The audit trail: who changed what and when.</summary>
public sealed class AuditModel(ApiClient api) : AppPage(api)
{
    private static readonly Dictionary<string, string> Deeds = new(StringComparer.Ordinal)
    {
        ["statement"] = "Imported a statement",
        ["trips"] = "Imported trips",
        ["fleet"] = "Changed the fleet",
        ["settings"] = "Changed the settings",
        ["decision"] = "Decided a toll",
        ["undo"] = "Undid a decision",
        ["claim"] = "Approved a claim",
        ["claim-moved"] = "Changed a claim’s state",
        ["erased"] = "Erased guests’ names",
    };

    /// <summary>The entries, newest first.</summary>
    public Page<AuditEntry> Entries { get; private set; } = new([], null);

    /// <summary>Loads the entries.</summary>
    public async Task OnGetAsync(string? cursor) => Entries = await Api.AuditAsync(cursor);

    /// <summary>The action in words.</summary>
    public static string Deed(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Deeds.GetValueOrDefault(entry.What, entry.What);
    }

    /// <summary>The page of the changed item; null if it has none.</summary>
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

    /// <summary>The changed item: a file's name or an ID, truncated if long.</summary>
    public static string Thing(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = entry.What is "statement" or "trips" or "fleet" ? entry.After : entry.On;
        return text.Length > 80 ? text[..79] + "…" : text;
    }

    /// <summary>The value before and after, if it adds information.</summary>
    public static string Change(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.What is "statement" or "trips" or "fleet" or "erased")
            return "";
        var (before, after) = (Said(entry.Before), Said(entry.After));
        return before.Length > 0 ? $"{before} → {after}" : after;
    }

    /// <summary>Replaces the API name of an outcome or a claim state with its words.</summary>
    private static string Said(string text)
    {
        var word = text.Split(' ')[0];
        var known = Words.Outcomes.TryGetValue(word, out var outcome) ? outcome : Enum.TryParse<ClaimState>(word, out var state) ? Words.Claims[state] : null;
        return known is null ? text : known.Name + text[word.Length..];
    }
}
