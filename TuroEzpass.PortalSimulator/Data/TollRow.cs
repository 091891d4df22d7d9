namespace TuroEzpass.PortalSimulator.Data;

/// <summary>What a row of an account is about.</summary>
internal enum TollRowKind
{
    Toll,
    Payment,
    Fee,
    Adjustment,
}

/// <summary>A row of a toll account. Times are local, without a zone, as the sites have them.</summary>
/// <param name="Number">The account's count of it, which never changes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">When it was driven, or paid.</param>
/// <param name="Posted">The day it was posted.</param>
/// <param name="Cents">A charge is positive.</param>
internal sealed record TollRow(long Number, TollRowKind Kind, DateTime At, DateOnly Posted, long Cents)
{
    public TollPlace? Place { get; init; }

    /// <summary>When the ticket was taken; null at a single point.</summary>
    public DateTime? Entry { get; init; }

    /// <summary>The tag's 11 digits; empty when the plate was read.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The state and the plate, <c>NJ ABC1234</c>; empty when the tag was read.</summary>
    public string Plate { get; init; } = "";

    /// <summary>The account's money after it, in cents.</summary>
    public long BalanceCents { get; init; }

    /// <summary>The day of travel.</summary>
    public DateOnly Day => DateOnly.FromDateTime(At);
}
