using System.Globalization;
using Amazon.DynamoDBv2.Model;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Aws;

/// <summary>Converts items to and from DynamoDB's attributes. The names match <c>app-resources.template</c>.</summary>
internal static class DynamoItems
{
    public const string Pk = "pk", Sk = "sk", Version = "version", Expires = "expires", Body = "body";

    /// <summary>A random mark of the last write: see <see cref="DynamoRecordStore"/>.</summary>
    public const string Writer = "writer";

    /// <summary>The index name and key names of a source.</summary>
    public static (string? Index, string Pk, string Sk) NamesOf(RecordSource source) => source switch
    {
        RecordSource.Index1 => ("gsi1", "gsi1pk", "gsi1sk"),
        RecordSource.Index2 => ("gsi2", "gsi2pk", "gsi2sk"),
        _ => (null, Pk, Sk),
    };

    public static AttributeValue Text(string text) => new() { S = text };

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static Dictionary<string, AttributeValue> KeyOf(RecordKey key) => new() { [Pk] = Text(key.Partition), [Sk] = Text(key.Sort) };

    public static Dictionary<string, AttributeValue> From(RecordWrite item, long version, byte[] writer)
    {
        var attributes = KeyOf(item.Key);
        attributes[Version] = Number(version);
        attributes[Body] = new() { B = new MemoryStream(item.Body.ToArray(), writable: false) };
        attributes[Writer] = new() { B = new MemoryStream(writer, writable: false) };
        Add(RecordSource.Index1, item.Index1);
        Add(RecordSource.Index2, item.Index2);
        if (item.ExpiresAt is { } expires) attributes[Expires] = Number(expires.ToUnixTimeSeconds());
        return attributes;

        void Add(RecordSource source, RecordKey? place)
        {
            if (place is not { } key) return;
            var (_, pk, sk) = NamesOf(source);
            attributes[pk] = Text(key.Partition);
            attributes[sk] = Text(key.Sort);
        }
    }

    public static StoredRecord Map(Dictionary<string, AttributeValue> attributes) => new(
        new RecordKey(attributes[Pk].S, attributes[Sk].S),
        VersionOf(attributes),
        attributes[Body].B.ToArray(),
        PlaceIn(attributes, RecordSource.Index1),
        PlaceIn(attributes, RecordSource.Index2),
        attributes.TryGetValue(Expires, out var expires) ? Instant.FromUnixTimeSeconds(ParseLong(expires)) : null);

    public static long VersionOf(Dictionary<string, AttributeValue> attributes) => ParseLong(attributes[Version]);

    public static bool IsAlive(Dictionary<string, AttributeValue>? attributes, long nowSeconds) =>
        attributes is { Count: > 0 } && !(attributes.TryGetValue(Expires, out var expires) && ParseLong(expires) <= nowSeconds);

    public static bool IsWrittenBy(Dictionary<string, AttributeValue> attributes, byte[] writer) =>
        attributes.TryGetValue(Writer, out var mark) && mark.B is { } bytes && bytes.ToArray().AsSpan().SequenceEqual(writer);

    /// <summary>The start key of DynamoDB's next page: the keys of the table, and of the index if there is one.</summary>
    public static Dictionary<string, AttributeValue> StartKey(PageToken token, string partition)
    {
        var key = KeyOf(token.Key);
        var (_, pk, sk) = NamesOf(token.Source);
        key[pk] = Text(partition);
        key[sk] = Text(token.Position);
        return key;
    }

    public static PageToken TokenOf(RecordSource source, Dictionary<string, AttributeValue> key) =>
        new(source, key[NamesOf(source).Sk].S, new RecordKey(key[Pk].S, key[Sk].S));

    private static RecordKey? PlaceIn(Dictionary<string, AttributeValue> attributes, RecordSource source)
    {
        var (_, pk, sk) = NamesOf(source);
        return attributes.TryGetValue(pk, out var partition) ? new RecordKey(partition.S, attributes[sk].S) : null;
    }

    private static long ParseLong(AttributeValue value) => long.Parse(value.N, CultureInfo.InvariantCulture);
}
