using TuroEzpass.World.Accounts;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>A search in an account's rows.</summary>
/// <param name="From">The first day; null for no limit.</param>
/// <param name="To">The last day, inclusive; null for no limit.</param>
/// <param name="Kind">Only rows of this kind.</param>
/// <param name="Vehicle">Only rows of this tag or plate.</param>
/// <param name="Size">Rows per page.</param>
internal sealed record RowFilter(DateOnly? From, DateOnly? To, LineKind? Kind = null, string? Vehicle = null, int Size = 10)
{
    /// <summary>All rows, ten per page.</summary>
    public static readonly RowFilter All = new(null, null);

    public bool Fits(StatementLine row, DateOnly day) =>
        !(day < From) && !(day > To) && (Kind is null || row.Kind == Kind || (Kind == LineKind.Toll && row.Kind == LineKind.TollCredit))
        && (string.IsNullOrEmpty(Vehicle) || row.Tag == Vehicle || $"{row.State} {row.Plate}" == Vehicle);
}
