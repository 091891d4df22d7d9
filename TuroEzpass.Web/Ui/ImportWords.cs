using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for imports and their columns.</summary>
public static class ImportWords
{
    /// <summary>What a column can hold: the API's name and the host's words, in menu order.</summary>
    public static IReadOnlyList<(string Field, string Name)> Columns { get; } =
    [
        ("", "Not used"),
        ("date", "Date of travel"), ("time", "Time of travel"), ("dateTime", "Date and time of travel"),
        ("amount", "Amount"), ("debit", "Charges only"), ("credit", "Credits only"),
        ("identifier", "Tag or plate"), ("tag", "Tag"), ("plate", "Plate"), ("plateState", "Plate state"),
        ("plaza", "Plaza or exit"), ("entryPlaza", "Entry plaza"), ("entryTime", "Entry time"), ("entryDateTime", "Entry date and time"), ("exitDateTime", "Exit date and time"),
        ("agency", "Toll agency"), ("facility", "Road"), ("type", "Transaction type"), ("memo", "Other text"),
        ("transactionId", "Transaction ID"), ("posted", "Posting date"), ("class", "Vehicle class"), ("balance", "Balance after the row"), ("account", "Account number (not stored)"),
    ];

    /// <summary>The words for a kind of file.</summary>
    public static string Kind(ImportKind? kind) => kind switch
    {
        ImportKind.Statement => "Toll statement",
        ImportKind.Trips => "Trips from Turo",
        ImportKind.Fleet => "Tags and plates",
        ImportKind.Handovers => "Pickups and returns",
        _ => "File",
    };

    /// <summary>The words for a file's progress.</summary>
    public static string Stage(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.Status == ImportStatus.Queued ? "Waiting" : import.Stage switch
        {
            "storing" => "Storing rows",
            "deciding" => "Matching tolls to trips",
            "writing" => "Saving",
            _ => "Reading",
        };
    }

    /// <summary>The words for a kind of row in a preview.</summary>
    public static string Row(string kind) => kind switch { "Unknown" => "Needs review", "Account" => "Account activity", _ => kind };

    /// <summary>The page that shows a file's rows with an outcome.</summary>
    public static string Href(Import import, string outcome)
    {
        ArgumentNullException.ThrowIfNull(import);
        return outcome switch { "NeedsReview" => "/review", "Unmapped" => "/fleet", _ => $"/tolls?import={import.Id}&outcome={outcome}" };
    }
}
