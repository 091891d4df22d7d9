namespace TuroEzpass.Benchmarks.Scale;

/// <summary>The storage of one owner's items, with the 100 bytes that DynamoDB adds to each for its own index.</summary>
/// <param name="Table">Bytes in the table.</param>
/// <param name="Indexes">Bytes in the two indexes, which hold copies.</param>
/// <param name="StagedByMornings">Bytes of rows that two years of collections stage, each morning thirty days of them again.</param>
internal sealed record StoredBytes(long Table, long Indexes, long StagedByMornings)
{
    public const int Overhead = 100;

    public static StoredBytes Of(OwnerSample sample)
    {
        var rows = sample.Items.Where(item => item.Key.Partition.Contains("#ROW#", StringComparison.Ordinal)).ToList();
        var ofARow = rows.Sum(row => (long)row.Value.Bytes + Overhead) / rows.Count;
        return new StoredBytes(
            sample.Items.Sum(item => (long)item.Value.Bytes + Overhead),
            sample.Items.Sum(item => ((item.Value.Index1 is null ? 0L : 1) + (item.Value.Index2 is null ? 0 : 1)) * (item.Value.Bytes + Overhead)),
            OwnerSample.Days * sample.RowsOfAMorning * ofARow);
    }
}
