using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary>Restores the table as of a given time into a new table. DynamoDB does the work; the settings that it doesn't carry over
/// (expiry, point-in-time recovery, deletion protection) are turned on again here.</summary>
internal sealed class TablePointInTime(IAmazonDynamoDB dynamo, string table, TimeSpan betweenLooks)
{
    /// <summary>The earliest and latest time that the table can be restored to.</summary>
    /// <exception cref="StorageException">There is no such table, or point-in-time recovery is off.</exception>
    public async Task<(Instant Earliest, Instant Latest)> SpanAsync(CancellationToken cancellation)
    {
        try
        {
            var answer = await dynamo.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = table }, cancellation).ConfigureAwait(false);
            var recovery = answer.ContinuousBackupsDescription.PointInTimeRecoveryDescription;
            if (recovery?.PointInTimeRecoveryStatus != PointInTimeRecoveryStatus.ENABLED)
                throw new StorageException("Point-in-time recovery is off for the table", table, "Restore a backup instead, and turn it on with: aws dynamodb update-continuous-backups");
            return (Of(recovery.EarliestRestorableDateTime) ?? Instant.MinValue, Of(recovery.LatestRestorableDateTime) ?? Instant.MaxValue);
        }
        catch (Exception fault) when (fault is TableNotFoundException or ResourceNotFoundException)
        {
            throw new StorageException("Table not found", table, "Check Storage__Table and the region", fault);
        }
    }

    /// <summary>Starts the restore. It takes minutes to hours and continues even if no one waits.</summary>
    /// <exception cref="StorageException">The time is out of range, or the new table exists already.</exception>
    public async Task BeginAsync(Instant moment, string target, CancellationToken cancellation)
    {
        var (earliest, latest) = await SpanAsync(cancellation).ConfigureAwait(false);
        if (moment < earliest || moment > latest)
            throw new StorageException($"The table can be restored to times from {earliest} to {latest}, not to {moment}", table, "Give a time in this range");
        try
        {
            await dynamo.RestoreTableToPointInTimeAsync(
                new RestoreTableToPointInTimeRequest { SourceTableName = table, TargetTableName = target, RestoreDateTime = moment.ToDateTimeUtc() }, cancellation).ConfigureAwait(false);
        }
        catch (TableAlreadyExistsException fault)
        {
            throw new StorageException("A table with this name already exists", target, "Give another name with --to-table. Nothing was changed", fault);
        }
    }

    /// <summary>Waits until the new table is ready and applies the settings that the restore left out.</summary>
    public async Task FinishAsync(string target, CancellationToken cancellation)
    {
        while ((await dynamo.DescribeTableAsync(target, cancellation).ConfigureAwait(false)).Table.TableStatus != TableStatus.ACTIVE)
            await Task.Delay(betweenLooks, cancellation).ConfigureAwait(false);
        await dynamo.UpdateTimeToLiveAsync(
            new UpdateTimeToLiveRequest { TableName = target, TimeToLiveSpecification = new TimeToLiveSpecification { AttributeName = "expires", Enabled = true } }, cancellation).ConfigureAwait(false);
        await dynamo.UpdateContinuousBackupsAsync(
            new UpdateContinuousBackupsRequest { TableName = target, PointInTimeRecoverySpecification = new PointInTimeRecoverySpecification { PointInTimeRecoveryEnabled = true } }, cancellation).ConfigureAwait(false);
        await dynamo.UpdateTableAsync(new UpdateTableRequest { TableName = target, DeletionProtectionEnabled = true }, cancellation).ConfigureAwait(false);
    }

    private static Instant? Of(DateTime? time) => time is { } known ? Instant.FromDateTimeUtc(known.ToUniversalTime()) : null;
}
