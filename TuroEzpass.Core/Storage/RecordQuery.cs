using System.Text;

namespace TuroEzpass.Core.Storage;

/// <summary>The source of a query.</summary>
public enum RecordSource
{
    /// <summary>The items of one partition; always current.</summary>
    Partition,

    /// <summary>One partition of the first index; may lag slightly behind writes.</summary>
    Index1,

    /// <summary>One partition of the second index; may lag slightly behind writes.</summary>
    Index2,
}

/// <summary>One partition of the items or of an index, in the order of its sort keys' UTF-8 bytes.</summary>
/// <param name="Source">Items or an index.</param>
/// <param name="Partition">The partition key.</param>
public sealed record RecordQuery(RecordSource Source, string Partition)
{
    /// <summary>The sort keys to include; by default all.</summary>
    public SortRange Range { get; init; }

    /// <summary>Whether to return the largest sort key first.</summary>
    public bool Descending { get; init; }

    /// <summary>1–1,000 items per page. A page has fewer if its bodies exceed 1 MB or items have expired.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the last page ended; null for the first one. It stays valid if that item is deleted.</summary>
    public PageToken? After { get; init; }
}

/// <summary>A range of sort keys: all (the default), a prefix, or two inclusive ends.</summary>
public readonly record struct SortRange
{
    /// <summary>Every sort key.</summary>
    public static SortRange All => default;

    /// <summary>The prefix, or null.</summary>
    public string? Prefix { get; private init; }

    /// <summary>The first sort key included, or null.</summary>
    public string? From { get; private init; }

    /// <summary>The last sort key included, or null.</summary>
    public string? Through { get; private init; }

    /// <summary>Sort keys that start with <paramref name="prefix"/>, including the prefix itself.</summary>
    public static SortRange StartingWith(string prefix) => new() { Prefix = prefix };

    /// <summary>Sort keys from <paramref name="from"/> to <paramref name="through"/>, inclusive. Sort keys have an
    /// id after their time, so "before noon" is simply through <c>…T12:00:00Z</c>.</summary>
    public static SortRange Between(string from, string through) => new() { From = from, Through = through };

    /// <summary>Sort keys not below <paramref name="from"/>.</summary>
    public static SortRange AtLeast(string from) => new() { From = from };

    /// <summary>Sort keys not above <paramref name="through"/>.</summary>
    public static SortRange AtMost(string through) => new() { Through = through };

    /// <summary>Whether the sort key is in the range.</summary>
    public bool Contains(string sort) =>
        (Prefix is null || sort.StartsWith(Prefix, StringComparison.Ordinal))
        && (From is null || CompareUtf8(sort, From) >= 0)
        && (Through is null || CompareUtf8(sort, Through) <= 0);

    /// <summary>The order of all sort keys: by UTF-8 bytes, as both engines compare them. It differs from
    /// <see cref="string.CompareOrdinal(string, string)"/> beyond the basic plane.</summary>
    public static int CompareUtf8(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}

/// <summary>One page of a query.</summary>
/// <param name="Items">In the query's order.</param>
/// <param name="Next">Where the next page starts; null at the end. A page with a token may be short or even empty.</param>
public sealed record RecordPage(IReadOnlyList<StoredRecord> Items, PageToken? Next);
