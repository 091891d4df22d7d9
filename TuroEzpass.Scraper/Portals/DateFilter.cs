namespace TuroEzpass.Scraper.Portals;

/// <summary>How to enter dates into a field.</summary>
public enum Typing
{
    /// <summary>Set the value at once.</summary>
    Fill,

    /// <summary>Type key by key, for a field that adds the separators automatically.</summary>
    Keys,
}

/// <summary>Which of a row's dates the site filters by.</summary>
public enum FilteredBy
{
    /// <summary>Not known: either of its dates is in the range.</summary>
    Unknown,

    /// <summary>The day of travel.</summary>
    Travel,

    /// <summary>The day of posting.</summary>
    Posted,
}

/// <summary>How to select the days that the site shows.</summary>
public sealed record DateFilter
{
    /// <summary>The selector of the element that opens the filter; empty if the filter is always open.</summary>
    public string Open { get; init; } = "";

    /// <summary>The selector of the field for the first day.</summary>
    public required string From { get; init; }

    /// <summary>The selector of the field for the last day.</summary>
    public required string Through { get; init; }

    /// <summary>The field's date format: <c>MM/dd/yyyy</c>.</summary>
    public required string Date { get; init; }

    /// <summary>How to enter the date.</summary>
    public Typing Typing { get; init; }

    /// <summary>The date that the site filters by.</summary>
    public FilteredBy By { get; init; }

    /// <summary>Other options that must be selected.</summary>
    public List<FilterChoice> Choices { get; init; } = [];

    /// <summary>The selector of the search button.</summary>
    public required string Search { get; init; }
}

/// <summary>An option in a list.</summary>
public sealed record FilterChoice
{
    /// <summary>The list's selector: a <c>select</c>, or an element that opens a list.</summary>
    public required string List { get; init; }

    /// <summary>The option's text.</summary>
    public required string Option { get; init; }

    /// <summary>Whether the option may be missing.</summary>
    public bool Optional { get; init; }
}
