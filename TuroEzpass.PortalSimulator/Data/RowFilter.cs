using TuroEzpass.World.Accounts;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>A search among an account's rows.</summary>
/// <param name="From">The first day; null: none.</param>
/// <param name="To">The last day, itself included; null: none.</param>
/// <param name="Kind">Rows of this kind only.</param>
/// <param name="Vehicle">Rows of this tag or plate only.</param>
/// <param name="Size">Rows on a page.</param>
internal sealed record RowFilter(DateOnly? From, DateOnly? To, LineKind? Kind = null, string? Vehicle = null, int Size = 10)
{
    /// <summary>Everything, ten on a page.</summary>
    public static readonly RowFilter All = new(null, null);

    public bool Fits(StatementLine row, DateOnly day) =>
        !(day < From) && !(day > To) && (Kind is null || row.Kind == Kind || (Kind == LineKind.Toll && row.Kind == LineKind.TollCredit))
        && (string.IsNullOrEmpty(Vehicle) || row.Tag == Vehicle || $"{row.State} {row.Plate}" == Vehicle);
}
