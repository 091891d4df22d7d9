using System.Text;
using System.Text.Json;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>The frozen data folder, where the older program left one toll to the host that this one gives to a person to review.</summary>
internal static class OldFolder
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Writes the folder.</summary>
    /// <returns>The amount of the toll that will move to review.</returns>
    public static async Task<MoneyAmount> WriteAsync(string folder)
    {
        FrozenFiles.UnzipFolder(folder);
        using var database = SqliteDatabase.Open(folder);
        var records = new SqliteRecordStore(database, SystemClock.Instance);
        await foreach (var item in records.ReadAllAsync(new RecordQuery(RecordSource.Partition, OwnerId.Parse("host").Partition("TOLL#2026-01")) { Limit = 1000 }, Cancel))
        {
            var json = Encoding.UTF8.GetString(ProjectionWriter.Content(item));
            if (!json.Contains("\"outcome\":\"NeedsReview\"", StringComparison.Ordinal))
                continue;
            var body = item.Body.ToArray()[..^ProjectionWriter.Content(item).Length].Concat(Encoding.UTF8.GetBytes(json.Replace("\"outcome\":\"NeedsReview\"", "\"outcome\":\"HostExpense\"", StringComparison.Ordinal)));
            Assert.IsType<PutResult.Stored>(await records.PutAsync(new(item.Key, body.ToArray()) { Index1 = item.Index1, Index2 = item.Index2 }, Expected.VersionIs(item.Version), Cancel));
            using var toll = JsonDocument.Parse(json);
            return new MoneyAmount(toll.RootElement.GetProperty("cents").GetInt64());
        }

        throw new InvalidOperationException("The frozen folder has no toll to review.");
    }

    /// <summary>Marks a user's ledger as stored by a program that is newer than this one.</summary>
    public static async Task AddNewerLedgerAsync(string folder, OwnerId owner)
    {
        using var database = SqliteDatabase.Open(folder);
        var records = new SqliteRecordStore(database, SystemClock.Instance);
        await new OwnerDirectory(records).AddAsync(owner, Cancel);
        await records.PutAsync(new(new RecordKey(owner.Partition("LEDGER"), "applied"), """{"Shape":1000,"Rules":1000}"""u8.ToArray()), Expected.Nothing, Cancel);
    }
}
