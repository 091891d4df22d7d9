using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>The key of an item. The partition starts with its owner (<c>U#&lt;owner&gt;#…</c>) or with <c>SYS#</c>;
/// sort keys of one partition are ordered by their UTF-8 bytes. See <c>docs/access-patterns.md</c>.</summary>
/// <param name="Partition">1–1,024 bytes of UTF-8.</param>
/// <param name="Sort">1–1,024 bytes of UTF-8.</param>
public readonly record struct RecordKey(string Partition, string Sort)
{
    /// <inheritdoc />
    public override string ToString() => $"{Partition} / {Sort}";
}

/// <summary>An item to store: a put replaces body, index keys and expiry together.</summary>
/// <param name="Key">The key.</param>
/// <param name="Body">1 byte to 380 KB; by convention UTF-8 JSON. The store never reads it.</param>
public sealed record RecordWrite(RecordKey Key, ReadOnlyMemory<byte> Body)
{
    /// <summary>Its key in the first index; null to leave it out. It must have the same owner as the item. Make the sort key unique by
    /// ending it with the item's id: the order of equal ones is undefined.</summary>
    public RecordKey? Index1 { get; init; }

    /// <summary>Its key in the second index, with the same rules.</summary>
    public RecordKey? Index2 { get; init; }

    /// <summary>From this time on (whole seconds, fractions dropped) the item does not exist for any
    /// operation; its space is freed some time later. Null: it never expires.</summary>
    public Instant? ExpiresAt { get; init; }
}

/// <summary>A stored item.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">Opaque, positive, and larger after each write; an item that is deleted and recreated never
/// gets an earlier version again.</param>
/// <param name="Body">The bytes as they were put.</param>
/// <param name="Index1">Its key in the first index, if any.</param>
/// <param name="Index2">Its key in the second index, if any.</param>
/// <param name="ExpiresAt">When it expires, if ever.</param>
public sealed record StoredRecord(
    RecordKey Key, long Version, ReadOnlyMemory<byte> Body, RecordKey? Index1, RecordKey? Index2, Instant? ExpiresAt);

/// <summary>What a put or delete expects to find. There is no "anything": two writers would not notice each other.</summary>
public readonly record struct Expected
{
    private Expected(long version) => Version = version;

    /// <summary>No such item: the put creates it. Also the default.</summary>
    public static Expected Nothing => default;

    /// <summary>The expected version, or 0 for none.</summary>
    public long Version { get; }

    /// <summary>The item at exactly this version.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public static Expected VersionIs(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        return new Expected(version);
    }
}

/// <summary>The result of a put: <see cref="Stored"/> or <see cref="Conflict"/>.</summary>
public abstract record PutResult
{
    private PutResult() { }

    /// <summary>The item is stored durably.</summary>
    /// <param name="Version">Its new version, for the next put.</param>
    public sealed record Stored(long Version) : PutResult;

    /// <summary>The stored item is not as expected; nothing was changed.</summary>
    /// <param name="CurrentVersion">The stored version, or null if there is no item.</param>
    public sealed record Conflict(long? CurrentVersion) : PutResult;
}

/// <summary>The result of a delete: <see cref="Deleted"/>, <see cref="Missing"/> or <see cref="Conflict"/>.</summary>
public abstract record DeleteResult
{
    private DeleteResult() { }

    /// <summary>The item is gone.</summary>
    public sealed record Deleted : DeleteResult;

    /// <summary>There was no such item. After an interrupted call, the caller's first attempt may have deleted it.</summary>
    public sealed record Missing : DeleteResult;

    /// <summary>The item has another version and was not deleted.</summary>
    /// <param name="CurrentVersion">The stored version.</param>
    public sealed record Conflict(long CurrentVersion) : DeleteResult;
}
