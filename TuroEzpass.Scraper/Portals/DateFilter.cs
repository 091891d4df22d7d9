namespace TuroEzpass.Scraper.Portals;

/// <summary>How dates get into a field.</summary>
public enum Typing
{
    /// <summary>The value is set at once.</summary>
    Fill,

    /// <summary>Key by key, for a field that writes the separators by itself.</summary>
    Keys,
}

/// <summary>Which of a row's dates the site filters by.</summary>
public enum FilteredBy
{
    /// <summary>Nobody knows: one of its dates lies within.</summary>
    Unknown,

    /// <summary>The day of travel.</summary>
    Travel,

    /// <summary>The day of posting.</summary>
    Posted,
}

/// <summary>How the site is told which days to show.</summary>
public sealed record DateFilter
{
    /// <summary>The selector of what opens the filter; empty where it is open.</summary>
    public string Open { get; init; } = "";

    /// <summary>The selector of the first day's field.</summary>
    public required string From { get; init; }

    /// <summary>The selector of the last day's field.</summary>
    public required string Through { get; init; }

    /// <summary>How the field shows a date: <c>MM/dd/yyyy</c>.</summary>
    public required string Date { get; init; }

    /// <summary>How it is typed.</summary>
    public Typing Typing { get; init; }

    /// <summary>Which of a row's dates it is about.</summary>
    public FilteredBy By { get; init; }

    /// <summary>Further choices that must be made.</summary>
    public List<FilterChoice> Choices { get; init; } = [];

    /// <summary>The selector of the button that searches.</summary>
    public required string Search { get; init; }
}

/// <summary>A choice in a list.</summary>
public sealed record FilterChoice
{
    /// <summary>The list's selector: a <c>select</c>, or a box that opens one.</summary>
    public required string List { get; init; }

    /// <summary>The option's text.</summary>
    public required string Option { get; init; }

    /// <summary>Whether it may be missing.</summary>
    public bool Optional { get; init; }
}
