using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Aws;

/// <summary>Records in one DynamoDB table; each operation is one request. Every write leaves a random mark in its item,
/// so that a retry can recognize its own earlier write when the response was lost.</summary>
/// <param name="client">The client.</param>
/// <param name="table">The table's name.</param>
/// <param name="clock">For expiry (DynamoDB removes expired items up to days later) and first versions.</param>
public sealed class DynamoRecordStore(IAmazonDynamoDB client, string table, IClock clock) : IRecordStore
{
    private const string Alive = "(attribute_not_exists(expires) OR expires > :now)";

    private readonly AwsCalls calls = new("DynamoDB", table, TimeSpan.FromSeconds(20));

    /// <inheritdoc />
    /// <remarks>The number of connections; DynamoDB splits a hot partition only after minutes.</remarks>
    public int WritesUnderWay => 64;

    private long NowSeconds => clock.GetCurrentInstant().ToUnixTimeSeconds();

    /// <inheritdoc />
    public async Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default)
    {
        StorageLimits.Check(key);
        var item = await ReadAsync(key, cancellation).ConfigureAwait(false);
        return DynamoItems.IsAlive(item, NowSeconds) ? DynamoItems.Map(item!) : null;
    }

    /// <inheritdoc />
    public Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default)
    {
        StorageLimits.Check(item);
        var now = clock.GetCurrentInstant();
        var creates = expected == Expected.Nothing;
        var version = creates ? RecordVersions.First(now) : expected.Version + 1;
        var writer = Guid.NewGuid().ToByteArray();
        var values = new Dictionary<string, AttributeValue> { [":now"] = DynamoItems.Number(now.ToUnixTimeSeconds()) };
        if (!creates) values[":expected"] = DynamoItems.Number(expected.Version);
        return calls.RunAsync<PutResult>("PutItem", async (tries, token) =>
        {
            try
            {
                await client.PutItemAsync(new PutItemRequest
                {
                    TableName = table,
                    Item = DynamoItems.From(item, version, writer),
                    ConditionExpression = creates ? "attribute_not_exists(pk) OR expires <= :now" : $"version = :expected AND {Alive}",
                    ExpressionAttributeValues = values,
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                }, token).ConfigureAwait(false);
                return new PutResult.Stored(version);
            }
            catch (ConditionalCheckFailedException conflict)
            {
                var current = conflict.Item is { Count: > 0 } told ? told : await ReadAsync(item.Key, token).ConfigureAwait(false);
                if (current is not null && DynamoItems.IsWrittenBy(current, writer)) return new PutResult.Stored(version);
                // Versions only grow: a version other than ours that is lower or equal was not written after ours.
                if (tries.MayHaveTakenEffect && (current is null || DynamoItems.VersionOf(current) > version))
                {
                    // Reporting a conflict would claim that nothing was changed, and that is not known.
                    throw new StorageException("It is not known whether a write took effect before a later one replaced it", $"{table}: {item.Key}",
                        "Read the item again, then decide whether to repeat the write", conflict);
                }
                return new PutResult.Conflict(DynamoItems.IsAlive(current, now.ToUnixTimeSeconds()) ? DynamoItems.VersionOf(current!) : null);
            }
        }, cancellation);
    }

    /// <inheritdoc />
    public Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default)
    {
        StorageLimits.Check(key);
        var expected = Expected.VersionIs(expectedVersion).Version;
        var now = NowSeconds;
        return calls.RunAsync<DeleteResult>("DeleteItem", async token =>
        {
            try
            {
                await client.DeleteItemAsync(new DeleteItemRequest
                {
                    TableName = table,
                    Key = DynamoItems.KeyOf(key),
                    ConditionExpression = $"version = :expected AND {Alive}",
                    ExpressionAttributeValues = new() { [":expected"] = DynamoItems.Number(expected), [":now"] = DynamoItems.Number(now) },
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                }, token).ConfigureAwait(false);
                return new DeleteResult.Deleted();
            }
            catch (ConditionalCheckFailedException conflict)
            {
                var current = conflict.Item is { Count: > 0 } told ? told : await ReadAsync(key, token).ConfigureAwait(false);
                return DynamoItems.IsAlive(current, now) ? new DeleteResult.Conflict(DynamoItems.VersionOf(current!)) : new DeleteResult.Missing();
            }
        }, cancellation);
    }

    /// <inheritdoc />
    public async Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default)
    {
        StorageLimits.Check(query);
        var (index, pk, sk) = DynamoItems.NamesOf(query.Source);
        var values = new Dictionary<string, AttributeValue>
        {
            [":pk"] = DynamoItems.Text(query.Partition),
            [":now"] = DynamoItems.Number(NowSeconds),
        };
        var request = new QueryRequest
        {
            TableName = table,
            IndexName = index,
            // One more than requested, to know whether the page is the last.
            Limit = query.Limit + 1,
            ScanIndexForward = !query.Descending,
            ConsistentRead = index is null,
            KeyConditionExpression = $"{pk} = :pk{Condition(query.Range, sk, values)}",
            FilterExpression = Alive,
            ExpressionAttributeValues = values,
            ExclusiveStartKey = query.After is { } after ? DynamoItems.StartKey(after, query.Partition) : null,
        };
        var response = await calls.RunAsync("Query", token => client.QueryAsync(request, token), cancellation).ConfigureAwait(false);
        var found = response.Items ?? [];
        var items = found.Take(query.Limit).Select(DynamoItems.Map).ToList();
        return new RecordPage(items, found.Count > query.Limit
            ? DynamoItems.TokenOf(query.Source, found[query.Limit - 1])
            : response.LastEvaluatedKey is { Count: > 0 } last ? DynamoItems.TokenOf(query.Source, last) : null);
    }

    /// <inheritdoc />
    public async Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default)
    {
        StorageLimits.Check(items);
        var version = RecordVersions.First(clock.GetCurrentInstant());
        var writer = Guid.NewGuid().ToByteArray();
        var open = items.Select(item => new WriteRequest(new PutRequest(DynamoItems.From(item, version, writer)))).ToList();
        await calls.RunAsync("BatchWriteItem", async token =>
        {
            // DynamoDB may process only a part and return the rest to be sent again; the call's total time limits this loop.
            for (var attempt = 0; ; attempt++)
            {
                var response = await client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { [table] = open } }, token).ConfigureAwait(false);
                if (response.UnprocessedItems is not { Count: > 0 } rest) return true;
                open = rest.Values.Single();
                await Task.Delay(AwsCalls.FullJitter(attempt), token).ConfigureAwait(false);
            }
        }, cancellation).ConfigureAwait(false);
    }

    private static string Condition(SortRange range, string sk, Dictionary<string, AttributeValue> values)
    {
        if (range.Prefix is { } prefix) values[":prefix"] = DynamoItems.Text(prefix);
        if (range.From is { } from) values[":from"] = DynamoItems.Text(from);
        if (range.Through is { } through) values[":through"] = DynamoItems.Text(through);
        return range switch
        {
            { Prefix: not null } => $" AND begins_with({sk}, :prefix)",
            { From: not null, Through: not null } => $" AND {sk} BETWEEN :from AND :through",
            { From: not null } => $" AND {sk} >= :from",
            { Through: not null } => $" AND {sk} <= :through",
            _ => "",
        };
    }

    private async Task<Dictionary<string, AttributeValue>?> ReadAsync(RecordKey key, CancellationToken cancellation) => (await calls.RunAsync(
        "GetItem", token => client.GetItemAsync(new GetItemRequest(table, DynamoItems.KeyOf(key), consistentRead: true), token), cancellation)
        .ConfigureAwait(false)).Item;
}
