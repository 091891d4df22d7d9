using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>Where an item lies. The partition begins with its owner (<c>U#&lt;owner&gt;#…</c>) or with <c>SYS#</c>;
/// sort keys of one partition are ordered by their UTF-8 bytes. See <c>docs/access-patterns.md</c>.</summary>
/// <param name="Partition">1–1,024 bytes of UTF-8.</param>
/// <param name="Sort">1–1,024 bytes of UTF-8.</param>
public readonly record struct RecordKey(string Partition, string Sort)
{
    /// <inheritdoc />
    public override string ToString() => $"{Partition} / {Sort}";
}

/// <summary>An item to be stored, whole: a put replaces body, index keys and expiry together.</summary>
/// <param name="Key">Where it lies.</param>
/// <param name="Body">1 byte to 380 KB; by habit UTF-8 JSON. The store never looks inside.</param>
public sealed record RecordWrite(RecordKey Key, ReadOnlyMemory<byte> Body)
{
    /// <summary>Its place in the first index; null leaves it out. Same owner as the item; make the sort key unique by
    /// ending it with the item's id: the order of equal ones is not defined.</summary>
    public RecordKey? Index1 { get; init; }

    /// <summary>Its place in the second index, by the same rules.</summary>
    public RecordKey? Index2 { get; init; }

    /// <summary>From this instant on (whole seconds, earlier fractions dropped) the item does not exist any more for any
    /// operation; its space is freed some time later. Null: it stays.</summary>
    public Instant? ExpiresAt { get; init; }
}

/// <summary>An item as it is stored.</summary>
/// <param name="Key">Where it lies.</param>
/// <param name="Version">Opaque, above zero and larger after each write; an item that was deleted and made again never
/// gets back a version that it had before.</param>
/// <param name="Body">The bytes as they were put.</param>
/// <param name="Index1">Its place in the first index, if it has one.</param>
/// <param name="Index2">Its place in the second index, if it has one.</param>
/// <param name="ExpiresAt">When it ceases to exist, if it does.</param>
public sealed record StoredRecord(
    RecordKey Key, long Version, ReadOnlyMemory<byte> Body, RecordKey? Index1, RecordKey? Index2, Instant? ExpiresAt);

/// <summary>What a put or delete expects to find. There is no "whatever is there": two writers would not notice each other.</summary>
public readonly record struct Expected
{
    private Expected(long version) => Version = version;

    /// <summary>No such item: the put creates it. Also the default.</summary>
    public static Expected Nothing => default;

    /// <summary>The version expected, or 0 for none.</summary>
    public long Version { get; }

    /// <summary>The item at exactly this version.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public static Expected VersionIs(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        return new Expected(version);
    }
}

/// <summary>The answer to a put: <see cref="Stored"/> or <see cref="Conflict"/>.</summary>
public abstract record PutResult
{
    private PutResult() { }

    /// <summary>The item is stored and will survive a crash.</summary>
    /// <param name="Version">Its new version, for the next put.</param>
    public sealed record Stored(long Version) : PutResult;

    /// <summary>Something else is there than was expected; nothing was changed.</summary>
    /// <param name="CurrentVersion">The version that is there, or null where there is no item.</param>
    public sealed record Conflict(long? CurrentVersion) : PutResult;
}

/// <summary>The answer to a delete: <see cref="Deleted"/>, <see cref="Missing"/> or <see cref="Conflict"/>.</summary>
public abstract record DeleteResult
{
    private DeleteResult() { }

    /// <summary>The item is gone.</summary>
    public sealed record Deleted : DeleteResult;

    /// <summary>There was no such item. After an interrupted call this can also be one's own first try.</summary>
    public sealed record Missing : DeleteResult;

    /// <summary>The item has another version; it was left alone.</summary>
    /// <param name="CurrentVersion">The version that is there.</param>
    public sealed record Conflict(long CurrentVersion) : DeleteResult;
}
