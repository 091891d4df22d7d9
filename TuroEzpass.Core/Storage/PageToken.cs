using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace TuroEzpass.Core.Storage;

/// <summary>Where a page ended. It can be passed in a URL as text. Parse returned text with
/// <see cref="TryParse"/> and check that it <see cref="Fits"/>, because a user can have changed it. It contains only keys of
/// its own owner and grants no access: the partition always comes from the query.</summary>
public sealed record PageToken
{
    /// <summary>The end of a page.</summary>
    /// <param name="source">The source of the query.</param>
    /// <param name="position">The last item's sort key in that source.</param>
    /// <param name="key">The last item's own key.</param>
    public PageToken(RecordSource source, string position, RecordKey key) => (Source, Position, Key) = (source, position, key);

    /// <summary>The source of the query.</summary>
    public RecordSource Source { get; }

    /// <summary>The last item's sort key in that source.</summary>
    public string Position { get; }

    /// <summary>The last item's own key.</summary>
    public RecordKey Key { get; }

    /// <summary>Parses a token; false if the text is not valid.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PageToken? token)
    {
        token = null;
        if (text is null || text.Length > 8192 || !Base64Url.IsValid(text)) return false;
        try
        {
            if (JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(text)) is [var source, var position, var partition, var sort]
                && source is "0" or "1" or "2" && position is not null && partition is not null && sort is not null)
            {
                token = new PageToken((RecordSource)(source[0] - '0'), position, new RecordKey(partition, sort));
                return StorageLimits.IsKey(position) && StorageLimits.IsPartition(partition) && StorageLimits.IsKey(sort);
            }
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException or FormatException)
        {
            // Not a token of ours: treat it like any other invalid text.
        }
        return false;
    }

    /// <summary>Whether this token can continue that query: same source, same partition or owner, inside the range.</summary>
    public bool Fits(RecordQuery query) =>
        Source == query.Source
        && query.Range.Contains(Position)
        && (Source == RecordSource.Partition
            ? Key.Partition == query.Partition && Key.Sort == Position
            : StorageLimits.SpaceOf(Key.Partition) == StorageLimits.SpaceOf(query.Partition));

    /// <summary>The token as text that is safe in a URL.</summary>
    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
        new[] { ((int)Source).ToString(System.Globalization.CultureInfo.InvariantCulture), Position, Key.Partition, Key.Sort }));
}
