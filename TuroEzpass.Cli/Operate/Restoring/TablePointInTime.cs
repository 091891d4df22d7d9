using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary>Restores the table as it was at a moment, into a new table beside it. DynamoDB does the work; what it leaves out of the new
/// table (expiry, point-in-time recovery, protection against deletion) is turned on again here.</summary>
internal sealed class TablePointInTime(IAmazonDynamoDB dynamo, string table, TimeSpan betweenLooks)
{
    /// <summary>The earliest and latest moment that it can be restored to.</summary>
    /// <exception cref="StorageException">There is no such table, or it keeps no earlier state.</exception>
    public async Task<(Instant Earliest, Instant Latest)> SpanAsync(CancellationToken cancellation)
    {
        try
        {
            var answer = await dynamo.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = table }, cancellation).ConfigureAwait(false);
            var recovery = answer.ContinuousBackupsDescription.PointInTimeRecoveryDescription;
            if (recovery?.PointInTimeRecoveryStatus != PointInTimeRecoveryStatus.ENABLED)
                throw new StorageException("The table keeps no earlier state: point-in-time recovery is off", table, "Restore a backup instead, and turn it on: aws dynamodb update-continuous-backups");
            return (Of(recovery.EarliestRestorableDateTime) ?? Instant.MinValue, Of(recovery.LatestRestorableDateTime) ?? Instant.MaxValue);
        }
        catch (Exception fault) when (fault is TableNotFoundException or ResourceNotFoundException)
        {
            throw new StorageException("There is no such table", table, "Check Storage__Table and the region", fault);
        }
    }

    /// <summary>Begins the restore; it takes from minutes to hours, whether anybody waits or not.</summary>
    /// <exception cref="StorageException">The moment is out of reach, or there is a table of the new name.</exception>
    public async Task BeginAsync(Instant moment, string target, CancellationToken cancellation)
    {
        var (earliest, latest) = await SpanAsync(cancellation).ConfigureAwait(false);
        if (moment < earliest || moment > latest)
            throw new StorageException($"The table can be restored to moments from {earliest} to {latest}, not to {moment}", table, "Name one of these");
        try
        {
            await dynamo.RestoreTableToPointInTimeAsync(
                new RestoreTableToPointInTimeRequest { SourceTableName = table, TargetTableName = target, RestoreDateTime = moment.ToDateTimeUtc() }, cancellation).ConfigureAwait(false);
        }
        catch (TableAlreadyExistsException fault)
        {
            throw new StorageException("There is a table of that name", target, "Name another with --to-table; nothing was changed", fault);
        }
    }

    /// <summary>Waits until the new table can be used, and gives it what the restore left out.</summary>
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
