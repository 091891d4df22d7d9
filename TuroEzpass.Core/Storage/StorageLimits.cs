using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>The limits of every port. They are checked here before an engine receives a value, so that both engines reject the same
/// things with the same message. (AWS would reject them too; its emulators often do not.)</summary>
public static partial class StorageLimits
{
    /// <summary>Bytes of one key in UTF-8.</summary>
    public const int MaxKeyBytes = 1024;

    /// <summary>Bytes of one item's body. DynamoDB's item is 400 KB together with keys and names.</summary>
    public const int MaxBodyBytes = 380 * 1024;

    /// <summary>Items of one batch put.</summary>
    public const int MaxBatch = 25;

    /// <summary>Items of one page.</summary>
    public const int MaxPage = 1000;

    /// <summary>Bytes of bodies after which a page ends even if its limit is not reached.</summary>
    public const int MaxPageBytes = 1024 * 1024;

    /// <summary>Bytes of one blob.</summary>
    public const int MaxBlobBytes = 64 * 1024 * 1024;

    /// <summary>Bytes of one saved portal session.</summary>
    public const int MaxSessionBytes = 1024 * 1024;

    /// <summary>Bytes of one message in UTF-8.</summary>
    public const int MaxMessageBytes = 200 * 1024;

    /// <summary>How often a message is delivered before it moves to the dead letters.</summary>
    public const int MaxTries = 5;

    /// <summary>The longest life of a temporary link.</summary>
    public static Duration MaxLinkLifetime { get; } = Duration.FromMinutes(15);

    /// <summary>The longest hold of a message; on AWS including all extensions.</summary>
    public static Duration MaxHold { get; } = Duration.FromHours(12);

    /// <summary>The longest delay of a message.</summary>
    public static Duration MaxDelay { get; } = Duration.FromMinutes(15);

    /// <summary>The longest wait of one receive.</summary>
    public static Duration MaxWait { get; } = Duration.FromSeconds(20);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks a key of an item.</summary>
    /// <exception cref="ArgumentException">The partition or sort key is empty, too long, or malformed.</exception>
    public static void Check(RecordKey key)
    {
        CheckPartition(key.Partition);
        CheckKey(key.Sort, "sort key");
    }

    /// <summary>Checks an item before it is stored.</summary>
    /// <exception cref="ArgumentException">A key, the body or an index key is outside the limits.</exception>
    public static void Check(RecordWrite item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Check(item.Key);
        if (item.Body.Length is 0 or > MaxBodyBytes)
            throw new ArgumentException($"The body of '{item.Key}' has {item.Body.Length} bytes, not 1 to {MaxBodyBytes}.", nameof(item));
        CheckIndex(item.Index1);
        CheckIndex(item.Index2);

        void CheckIndex(RecordKey? index)
        {
            if (index is not { } place) return;
            Check(place);
            if (SpaceOf(place.Partition) != SpaceOf(item.Key.Partition))
                throw new ArgumentException($"'{item.Key}' can't be indexed under '{place.Partition}', which belongs to another owner.", nameof(item));
        }
    }

    /// <summary>Checks a batch.</summary>
    /// <exception cref="ArgumentException">It is empty, longer than 25, or contains a key twice.</exception>
    public static void Check(IReadOnlyList<RecordWrite> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count is 0 or > MaxBatch)
            throw new ArgumentException($"A batch must have 1 to {MaxBatch} items, not {items.Count}.", nameof(items));
        var keys = new HashSet<RecordKey>();
        foreach (var item in items)
        {
            Check(item);
            if (!keys.Add(item.Key)) throw new ArgumentException($"The batch contains '{item.Key}' twice.", nameof(items));
        }
    }

    /// <summary>Checks a query.</summary>
    /// <exception cref="ArgumentException">Partition, range, limit or token is outside the limits.</exception>
    public static void Check(RecordQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckPartition(query.Partition);
        if (query.Range.Prefix is { } prefix) CheckKey(prefix, "prefix");
        if (query.Range.From is { } from) CheckKey(from, "start of the range");
        if (query.Range.Through is { } through) CheckKey(through, "end of the range");
        if (query.Range is { From: { } low, Through: { } high } && SortRange.CompareUtf8(low, high) > 0)
            throw new ArgumentException($"The range starts at '{low}', after its end '{high}'.", nameof(query));
        if (query.Limit is < 1 or > MaxPage)
            throw new ArgumentException($"A page must have 1 to {MaxPage} items, not {query.Limit}.", nameof(query));
        if (query.After is { } token && !token.Fits(query))
            throw new ArgumentException("The page token belongs to another query.", nameof(query));
    }

    /// <summary>Whether the text can be a sort key.</summary>
    public static bool IsKey(string? text) => WhyNotKey(text) is null;

    /// <summary>Whether the text can be a partition.</summary>
    public static bool IsPartition(string? text) => IsKey(text) && PartitionShape().IsMatch(text!);

    /// <summary>The prefix of a partition: <c>U#&lt;owner&gt;#</c>, or <c>SYS#</c>.</summary>
    internal static string SpaceOf(string partition) => PartitionShape().Match(partition).Groups["space"].Value;

    private static void CheckPartition(string? partition)
    {
        CheckKey(partition, "partition");
        if (!PartitionShape().IsMatch(partition!))
            throw new ArgumentException($"The partition '{partition}' must start with 'U#<owner>#' or 'SYS#'.", nameof(partition));
    }

    private static void CheckKey(string? key, string what)
    {
        if (WhyNotKey(key) is { } fault) throw new ArgumentException($"The {what} {fault}.", nameof(key));
    }

    private static string? WhyNotKey(string? key)
    {
        if (string.IsNullOrEmpty(key)) return "is empty";
        foreach (var c in key)
            if (char.IsControl(c)) return "contains a control character";
        // The engines mark the end of a prefix with the last code point, so no key may contain it.
        if (key.Contains("\U0010FFFF", StringComparison.Ordinal)) return "contains U+10FFFF";
        try
        {
            var bytes = Strict.GetByteCount(key);
            return bytes > MaxKeyBytes ? $"has {bytes} bytes, more than {MaxKeyBytes}" : null;
        }
        catch (EncoderFallbackException)
        {
            return "contains half a surrogate pair";
        }
    }

    [GeneratedRegex(@"\A(?<space>U#[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?#|SYS#)[^#]", RegexOptions.CultureInvariant)]
    private static partial Regex PartitionShape();
}
