using TuroEzpass.World.Accounts;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>A page of a list.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Page">Which it is, counted from 1.</param>
/// <param name="Size">Rows on a full page.</param>
/// <param name="Total">How many rows the counter says there are.</param>
/// <param name="Pages">How many pages there are.</param>
internal sealed record RowPage(IReadOnlyList<StatementLine> Rows, int Page, int Size, int Total, int Pages)
{
    /// <summary>The number of the first row; 0 when there is none.</summary>
    public int First => Rows.Count == 0 ? 0 : ((Page - 1) * Size) + 1;

    /// <summary>The number of the last row; 0 when there is none.</summary>
    public int Last => Rows.Count == 0 ? 0 : First + Rows.Count - 1;
}
