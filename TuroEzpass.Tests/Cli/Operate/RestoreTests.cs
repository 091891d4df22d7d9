using Amazon.DynamoDBv2.Model;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Cli.Operate.Restoring;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Cli.Operate;

/// <summary>Restore drills: to a point in time, on both engines.</summary>
public sealed class RestoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Now => InstantPattern.ExtendedIso.Format(SystemClock.Instance.GetCurrentInstant());

    [Fact]
    public async Task The_newest_backup_before_a_time_is_restored_and_later_work_is_listed()
    {
        using var line = new CommandLine();
        var (data, shelf) = (line.Path_("data"), line.Path_("shelf"));
        await ImportAsync(data, "first.csv", "2026-03-02 16:00:00");
        Assert.Equal(0, line.Run("backup", Path.Combine(shelf, "one.zip"), "--data", data).Code);
        line.File_("shelf/other.zip", "no backup at all");
        await ImportAsync(data, "second.csv", "2026-03-03 16:00:00");
        await Task.Delay(20, Cancel);
        var moment = Now;
        await Task.Delay(1100, Cancel);
        await ImportAsync(data, "third.csv", "2026-03-04 16:00:00");
        Assert.Equal(0, line.Run("backup", Path.Combine(shelf, "two.zip"), "--data", data).Code);

        var (code, output, error) = line.Run("restore", "--point-in-time", moment, "--from", shelf, "--data", line.Path_("then"), "--still", data);

        Assert.True(code == 1, output + error);
        Assert.Contains("one.zip", output, StringComparison.Ordinal);
        Assert.Matches(@"\| host +\| 2 +\| 1 +\|", output);
        Assert.Contains("second.csv, third.csv", output, StringComparison.Ordinal);
        Assert.Equal(0, line.Run("verify", "--all", "--data", line.Path_("then")).Code);
        var status = line.Run("status", "--data", line.Path_("then"));
        Assert.Contains("1 statements", status.Out, StringComparison.Ordinal);

        var newest = line.Run("restore", "--point-in-time", Now, "--from", shelf, "--data", line.Path_("newest"), "--still", data);
        Assert.Contains("Nothing was done after the backup.", newest.Out, StringComparison.Ordinal);
        Assert.Equal(0, newest.Code);
    }

    [Fact]
    public void A_time_before_every_backup_or_without_a_zone_is_refused()
    {
        using var line = new CommandLine();
        Directory.CreateDirectory(line.Path_("shelf"));
        string[] rest = ["--from", line.Path_("shelf"), "--data", line.Path_("then")];

        Assert.Equal(3, line.Run(["restore", "--point-in-time", "2026-03-31T14:05Z", .. rest]).Code);
        foreach (var vague in new[] { "2026-03-31T14:05", "2026-03-31", "yesterday", "2026-03-31 14:05Z" })
            Assert.Equal(2, line.Run(["restore", "--point-in-time", vague, .. rest]).Code);
        Assert.Equal(2, line.Run("restore", "--data", line.Path_("then")).Code);
        Assert.Equal(2, line.Run("restore", "--point-in-time", "2026-03-31T14:05Z", "--from", line.Path_("shelf")).Code);
    }

    [Fact]
    public async Task On_AWS_the_table_is_restored_into_a_new_one_that_expires_and_keeps_its_past()
    {
        await using var engine = new AwsEngine();
        using var dynamo = await engine.DynamoAsync();
        await engine.RecordsAsync();
        var restore = new TablePointInTime(dynamo, engine.Table!, TimeSpan.FromMilliseconds(50));
        var target = $"{engine.Table}-then";
        var off = await Assert.ThrowsAsync<StorageException>(() => restore.BeginAsync(SystemClock.Instance.GetCurrentInstant(), target, Cancel));
        Assert.Contains("Point-in-time recovery is off", off.Message, StringComparison.Ordinal);

        await dynamo.UpdateContinuousBackupsAsync(
            new UpdateContinuousBackupsRequest { TableName = engine.Table, PointInTimeRecoverySpecification = new PointInTimeRecoverySpecification { PointInTimeRecoveryEnabled = true } }, Cancel);
        var (earliest, latest) = await restore.SpanAsync(Cancel);
        await Assert.ThrowsAsync<StorageException>(() => restore.BeginAsync(earliest - Duration.FromDays(40), target, Cancel));
        try
        {
            await restore.BeginAsync(latest, target, Cancel);
            await restore.FinishAsync(target, Cancel);
            Assert.True((await dynamo.DescribeTableAsync(target, Cancel)).Table.DeletionProtectionEnabled);
            Assert.Equal("expires", (await dynamo.DescribeTimeToLiveAsync(target, Cancel)).TimeToLiveDescription.AttributeName);
            await Assert.ThrowsAsync<StorageException>(() => restore.BeginAsync(latest, target, Cancel));
        }
        finally
        {
            await dynamo.UpdateTableAsync(new UpdateTableRequest { TableName = target, DeletionProtectionEnabled = false }, Cancel);
            await dynamo.DeleteTableAsync(target, Cancel);
        }
    }

    [Fact]
    public async Task On_AWS_a_copy_of_the_table_is_restored_into_an_empty_one_without_the_key_ring()
    {
        await using var engine = new AwsEngine();
        await using var empty = new AwsEngine();
        using var line = new CommandLine();
        using var dynamo = await engine.DynamoAsync();
        var (records, back, proofs) = (await engine.RecordsAsync(), await empty.RecordsAsync(), await engine.ProofsAsync());
        using var s3 = await engine.S3Async();
        for (var item = 0; item < 60; item++)
            await records.PutAsync(new RecordWrite(new RecordKey("U#host#FACT", $"{item:D12}"), new byte[] { 1, 2, (byte)item }) { Index1 = new RecordKey("U#host#X", $"{item}") }, Expected.Nothing, Cancel);
        await records.PutAsync(new RecordWrite(new RecordKey("SYS#KEYRING", "key"), "secret"u8.ToArray()), Expected.Nothing, Cancel);
        await proofs.PutAsync(ProofKind.Statement, OwnerId.Parse("host"), new MemoryStream("a statement"u8.ToArray()), "text/csv", Cancel);
        var file = line.Path_("table.zip");
        StorageOptions Named(string table) => new() { Engine = StorageEngineName.Aws, Table = table, Bucket = engine.Bucket };

        var copy = await new TableBackup(dynamo, s3, Named(engine.Table!)).WriteAsync(file, Cancel);
        Assert.Equal(new TableCopy(60, 1), copy);
        await Assert.ThrowsAsync<StorageException>(() => new TableBackup(dynamo, s3, Named(engine.Table!)).RestoreAsync(file, Cancel));
        Assert.Equal(60, await new TableBackup(dynamo, s3, Named(empty.Table!)).RestoreAsync(file, Cancel));

        var there = await back.ReadAllAsync(new RecordQuery(RecordSource.Partition, "U#host#FACT"), Cancel).ToListAsync(Cancel);
        Assert.Equal(60, there.Count);
        Assert.Equal(new byte[] { 1, 2, 59 }, there[^1].Body.ToArray());
        Assert.Null(await back.GetAsync(new RecordKey("SYS#KEYRING", "key"), Cancel));

        var bytes = File.ReadAllBytes(file);
        bytes[200] ^= 0x40;
        await Assert.ThrowsAsync<StorageException>(() => new TableBackup(dynamo, s3, Named(empty.Table!)).RestoreAsync(line.File_("damaged.zip", bytes), Cancel));
    }

    private static async Task ImportAsync(string data, string file, string at)
    {
        using var store = new StoreFolder(data);
        await store.ImportAsync("host", file, at);
    }
}
