namespace TuroEzpass.Scraper.Portals;

/// <summary>The table on the page, and how to go to its next page. A script on the page reads all selectors at once, so they
/// must be plain CSS.</summary>
public sealed record RowTable
{
    /// <summary>The statement layout whose columns are used for the rows.</summary>
    public required string Layout { get; init; }

    /// <summary>The selector of a transaction row.</summary>
    public required string Row { get; init; }

    /// <summary>The columns of the layout's file, in its order, and their cells in the row.</summary>
    public required List<RowField> Fields { get; init; }

    /// <summary>The selector of the loading indicator; empty if there is none.</summary>
    public string Loading { get; init; } = "";

    /// <summary>The list of page sizes; null if there is none.</summary>
    public FilterChoice? Size { get; init; }

    /// <summary>The row counter; null if there is none.</summary>
    public RowCounter? Counter { get; init; }

    /// <summary>How to go to the next page; null if all rows are on one page.</summary>
    public Pager? Pager { get; init; }
}

/// <summary>A column of the layout's file, and its cell in a row.</summary>
public sealed record RowField
{
    /// <summary>The column's header.</summary>
    public required string Column { get; init; }

    /// <summary>The cell's selector within the row; empty if the page doesn't show it.</summary>
    public string Cell { get; init; } = "";
}

/// <summary>A text that contains the number of rows.</summary>
public sealed record RowCounter
{
    /// <summary>Its selector.</summary>
    public required string See { get; init; }

    /// <summary>A pattern with the group <c>of</c> (the total) and, if the text contains them, <c>from</c> and <c>to</c>.</summary>
    public required string Match { get; init; }
}

/// <summary>How to go to the next page.</summary>
public sealed record Pager
{
    /// <summary>The selector of the link to the next page. On the last page it is missing or disabled.</summary>
    public required string Next { get; init; }

    /// <summary>The selector of the current page's number; empty if there is none.</summary>
    public string Current { get; init; } = "";

    /// <summary>The selector of an element that exists only on the last page; empty if there is none.</summary>
    public string Last { get; init; } = "";
}
