namespace TuroEzpass.Scraper.Portals;

/// <summary>The table on the page and how one turns its pages. Its selectors are read by the page itself, all at once, so they
/// are plain CSS.</summary>
public sealed record RowTable
{
    /// <summary>The statement layout whose columns the rows are written as.</summary>
    public required string Layout { get; init; }

    /// <summary>The selector of a row that holds a transaction.</summary>
    public required string Row { get; init; }

    /// <summary>The columns of the layout's file, in its order, and where in the row each is.</summary>
    public required List<RowField> Fields { get; init; }

    /// <summary>The selector of what shows while rows are being fetched; empty where nothing does.</summary>
    public string Loading { get; init; } = "";

    /// <summary>The list of the page's sizes; null where there is none.</summary>
    public FilterChoice? Size { get; init; }

    /// <summary>What counts the rows; null where nothing does.</summary>
    public RowCounter? Counter { get; init; }

    /// <summary>How pages are turned; null where all rows are on one page.</summary>
    public Pager? Pager { get; init; }
}

/// <summary>A column of the layout's file, and where in a row it is.</summary>
public sealed record RowField
{
    /// <summary>The column's header.</summary>
    public required string Column { get; init; }

    /// <summary>The cell's selector within the row; empty where the page doesn't show it.</summary>
    public string Cell { get; init; } = "";
}

/// <summary>A text that counts the rows.</summary>
public sealed record RowCounter
{
    /// <summary>Its selector.</summary>
    public required string See { get; init; }

    /// <summary>A pattern with the group <c>of</c> (how many there are) and, where the text has them, <c>from</c> and <c>to</c>.</summary>
    public required string Match { get; init; }
}

/// <summary>How pages are turned.</summary>
public sealed record Pager
{
    /// <summary>The selector of what leads to the next page. On the last page it is not there, or cannot be pressed.</summary>
    public required string Next { get; init; }

    /// <summary>The selector of what shows the present page's number; empty where nothing does.</summary>
    public string Current { get; init; } = "";

    /// <summary>The selector of what is there only on the last page; empty where nothing is.</summary>
    public string Last { get; init; } = "";
}
