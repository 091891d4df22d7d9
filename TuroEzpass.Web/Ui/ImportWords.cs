using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>What imports and their columns are called.</summary>
public static class ImportWords
{
    /// <summary>What a column can hold: the API's word, and the host's, in the order in which they are offered.</summary>
    public static IReadOnlyList<(string Field, string Name)> Columns { get; } =
    [
        ("", "Not used"),
        ("date", "Date of travel"), ("time", "Time of travel"), ("dateTime", "Date and time of travel"),
        ("amount", "Amount"), ("debit", "Charges only"), ("credit", "Credits only"),
        ("identifier", "Tag or plate"), ("tag", "Tag"), ("plate", "Plate"), ("plateState", "State of the plate"),
        ("plaza", "Plaza or exit"), ("entryPlaza", "Entry plaza"), ("entryTime", "Entry time"), ("entryDateTime", "Entry date and time"), ("exitDateTime", "Exit date and time"),
        ("agency", "Toll agency"), ("facility", "Road"), ("type", "Kind of row"), ("memo", "Another text"),
        ("transactionId", "Transaction id"), ("posted", "Posting date"), ("class", "Vehicle class"), ("balance", "Balance after the row"), ("account", "Account number (never kept)"),
    ];

    /// <summary>What a file is.</summary>
    public static string Kind(ImportKind? kind) => kind switch
    {
        ImportKind.Statement => "Toll statement",
        ImportKind.Trips => "Trips from Turo",
        ImportKind.Fleet => "Tags and plates",
        _ => "File",
    };

    /// <summary>What is being done with a file.</summary>
    public static string Stage(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.Status == ImportStatus.Queued ? "Waiting for its turn" : import.Stage switch
        {
            "storing" => "Keeping its rows",
            "deciding" => "Deciding who owes",
            "writing" => "Writing down",
            _ => "Reading",
        };
    }

    /// <summary>What a row is read as, in a preview.</summary>
    public static string Row(string kind) => kind switch { "Unknown" => "Your call", "Account" => "About the account", _ => kind };

    /// <summary>Where rows of a file that end so are looked at.</summary>
    public static string Href(Import import, string outcome)
    {
        ArgumentNullException.ThrowIfNull(import);
        return outcome switch { "NeedsReview" => "/review", "Unmapped" => "/fleet", _ => $"/tolls?import={import.Id}&outcome={outcome}" };
    }
}
