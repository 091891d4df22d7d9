using TuroEzpass.World.Accounts;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>A page of a list.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="Size">Rows on a full page.</param>
/// <param name="Total">The total number of rows according to the counter.</param>
/// <param name="Pages">The number of pages.</param>
internal sealed record RowPage(IReadOnlyList<StatementLine> Rows, int Page, int Size, int Total, int Pages)
{
    /// <summary>The number of the first row; 0 if there is none.</summary>
    public int First => Rows.Count == 0 ? 0 : ((Page - 1) * Size) + 1;

    /// <summary>The number of the last row; 0 if there is none.</summary>
    public int Last => Rows.Count == 0 ? 0 : First + Rows.Count - 1;
}
