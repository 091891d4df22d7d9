using Microsoft.Data.Sqlite;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>Reads one page of a range. TEXT is compared byte by byte (collation BINARY), which is the order that the port defines.</summary>
internal static class SqliteRecordQuery
{
    /// <summary>Greater than every key: the limits forbid this character in keys.</summary>
    private const string Last = "\U0010FFFF";

    /// <summary>The twelve possible statements, by source, direction and whether a previous page exists.</summary>
    private static readonly Dictionary<(RecordSource, bool, bool), string> Statements = (
        from source in Enum.GetValues<RecordSource>()
        from backwards in new[] { false, true }
        from goesOn in new[] { false, true }
        select ((source, backwards, goesOn), Compose(source, backwards, goesOn))).ToDictionary();

    public static RecordPage Run(SqliteSession session, RecordQuery query, long nowSeconds)
    {
        var low = query.Range.Prefix ?? query.Range.From ?? "";
        var high = query.Range.Prefix is { } prefix ? prefix + Last : query.Range.Through ?? Last;
        var sql = Statements[(query.Source, query.Descending, query.After is not null)];
        var command = session.Prepare(sql,
            ("$partition", query.Partition), ("$low", low), ("$high", high), ("$now", nowSeconds), ("$limit", query.Limit + 1));
        if (query.After is { } after)
        {
            // The range starts where the last page ended, so that a late page costs no more than the first.
            command = session.Prepare(sql,
                (query.Descending ? "$high" : "$low", after.Position), ("$position", after.Position), ("$pk", after.Key.Partition), ("$sk", after.Key.Sort));
        }
        var items = new List<StoredRecord>();
        var bytes = 0;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (items.Count == query.Limit || (items.Count > 0 && bytes > StorageLimits.MaxPageBytes))
                return new RecordPage(items, TokenOf(query.Source, items[^1]));
            items.Add(Map(reader));
            bytes += items[^1].Body.Length;
        }
        return new RecordPage(items, null);
    }

    public static StoredRecord Map(SqliteDataReader reader) => new(
        new RecordKey(reader.GetString(0), reader.GetString(1)),
        reader.GetInt64(2),
        reader.GetFieldValue<byte[]>(8),
        reader.IsDBNull(3) ? null : new RecordKey(reader.GetString(3), reader.GetString(4)),
        reader.IsDBNull(5) ? null : new RecordKey(reader.GetString(5), reader.GetString(6)),
        reader.IsDBNull(7) ? null : Instant.FromUnixTimeSeconds(reader.GetInt64(7)));

    private static PageToken TokenOf(RecordSource source, StoredRecord item) => new(source, source switch
    {
        RecordSource.Index1 => item.Index1!.Value.Sort,
        RecordSource.Index2 => item.Index2!.Value.Sort,
        _ => item.Key.Sort,
    }, item.Key);

    /// <summary>The SQL for one kind of page.</summary>
    internal static string Compose(RecordSource source, bool descending, bool goesOn)
    {
        var (partition, sort) = source switch
        {
            RecordSource.Index1 => ("pk1", "sk1"),
            RecordSource.Index2 => ("pk2", "sk2"),
            _ => ("pk", "sk"),
        };
        var (after, order) = descending ? ("<", "DESC") : (">", "ASC");
        var beyond = goesOn ? $" AND ({sort}, pk, sk) {after} ($position, $pk, $sk)" : "";
        return $"SELECT pk, sk, version, pk1, sk1, pk2, sk2, expires, body FROM records WHERE {partition} = $partition "
            + $"AND {sort} >= $low AND {sort} <= $high{beyond} AND (expires IS NULL OR expires > $now) "
            + $"ORDER BY {sort} {order}, pk {order}, sk {order} LIMIT $limit";
    }
}
