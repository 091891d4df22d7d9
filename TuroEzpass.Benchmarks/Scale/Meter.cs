using System.Collections.Concurrent;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Aws;

namespace TuroEzpass.Benchmarks.Scale;

/// <summary>The DynamoDB cost of a store's calls. A write unit is 1 KB written to the table or an index; a read unit is
/// 4 KB of a consistent read, or 8 KB read from an index.</summary>
internal sealed class Meter
{
    private const int WriteUnit = 1024;
    private const int ReadUnit = 4096;

    private readonly ConcurrentDictionary<string, long> writes = new(StringComparer.Ordinal);
    private double reads;

    /// <summary>Write units, by partition of the table or an index.</summary>
    public IReadOnlyDictionary<string, long> Writes => writes;

    public double ReadUnits => reads;

    /// <summary>Units of the table itself.</summary>
    public long TableWriteUnits => writes.Where(pair => !IsIndex(pair.Key)).Sum(pair => pair.Value);

    /// <summary>Units of the indexes, each of which is written in addition to the table.</summary>
    public long IndexWriteUnits => writes.Where(pair => IsIndex(pair.Key)).Sum(pair => pair.Value);

    public static bool IsIndex(string partition) => partition.StartsWith("gsi", StringComparison.Ordinal);

    /// <summary>An item's size on DynamoDB: names and values of its attributes. The sizes of numbers are from the developer guide.</summary>
    public static int SizeOf(RecordWrite item, long version) => DynamoItems.From(item, version, new byte[16]).Sum(attribute => attribute.Key.Length
        + (attribute.Value.S is { } text ? System.Text.Encoding.UTF8.GetByteCount(text) : attribute.Value.N is { } number ? (number.Length + 1) / 2 + 1 : (int)attribute.Value.B.Length));

    /// <summary>A write to the table and to the indexes that the item is in, was in, or moved in.</summary>
    /// <param name="item">The new item.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="index1">Its old key in the first index.</param>
    /// <param name="index2">Its old key in the second index.</param>
    public void Write(RecordWrite item, int size, RecordKey? index1, RecordKey? index2)
    {
        Add(item.Key.Partition, Units(size, WriteUnit));
        Index("gsi1", item.Index1, index1, size);
        Index("gsi2", item.Index2, index2, size);
    }

    /// <summary>A write whose condition failed: the table's units are charged anyway.</summary>
    public void Refused(RecordWrite item, int size) => Add(item.Key.Partition, Units(size, WriteUnit));

    public void Read(long bytes, bool ofIndex)
    {
        var units = Math.Max(1, Units(bytes, ReadUnit)) / (ofIndex ? 2.0 : 1.0);
        double before;
        do
            before = reads;
        while (Interlocked.CompareExchange(ref reads, before + units, before) != before);
    }

    private static long Units(long bytes, int unit) => (bytes + unit - 1) / unit;

    private void Index(string name, RecordKey? now, RecordKey? before, int size)
    {
        if (before is { } old && old != now)
            Add($"{name} {old.Partition}", Units(size, WriteUnit));
        if (now is { } key)
            Add($"{name} {key.Partition}", Units(size, WriteUnit));
    }

    private void Add(string partition, long units) => writes.AddOrUpdate(partition, units, (_, known) => known + units);
}
