using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>Checks the store: that it opens, can be written and read, and is not damaged, and what waits in it.</summary>
internal static class StoreCheck
{
    private static readonly RecordKey Probe = new("SYS#DOCTOR", "probe");

    /// <summary>Runs SQLite's own integrity check, which reads the whole database.</summary>
    public static Finding Integrity(string folder)
    {
        var file = Path.Combine(folder, SqliteDatabase.FileName);
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check(3)";
            using var reader = check.ExecuteReader();
            var says = new List<string>();
            while (reader.Read())
                says.Add(reader.GetString(0));
            return says is ["ok"]
                ? Finding.Ok("integrity", $"the database is intact, {new FileInfo(file).Length / 1024.0 / 1024:#,0.0} MB")
                : Finding.Bad("integrity", $"The database is damaged: {string.Join("; ", says)}", "Stop the program, keep a copy of the folder, and restore the newest backup into a new folder");
        }
        catch (SqliteException fault)
        {
            return Finding.Bad("integrity", $"{file} can't be read as a database: {fault.Message}", "Stop the program, keep a copy of the folder, and restore the newest backup into a new folder");
        }
    }

    /// <summary>Writes, reads and removes an item.</summary>
    public static async Task<Finding> RoundTripAsync(IRecordStore records, CancellationToken cancellation)
    {
        try
        {
            // A probe that another doctor left or is using does no harm: it expires.
            var there = await records.GetAsync(Probe, cancellation).ConfigureAwait(false);
            var write = new RecordWrite(Probe, "{}"u8.ToArray()) { ExpiresAt = SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(10) };
            if (await records.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is PutResult.Stored stored
                && await records.GetAsync(Probe, cancellation).ConfigureAwait(false) is not null)
            {
                await records.DeleteAsync(Probe, stored.Version, cancellation).ConfigureAwait(false);
            }

            return Finding.Ok("store", "an item was written, read and removed");
        }
        catch (StorageException fault)
        {
            return Finding.Bad("store", $"{fault.What} ({fault.Where})", fault.Remedy);
        }
    }

    /// <summary>Checks for requests that failed too often, and for work without a request.</summary>
    public static async Task<IReadOnlyList<Finding>> QueuesAsync(StoreSession session, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var kind in Enum.GetValues<WorkKind>())
        {
            var name = kind.ToString().ToLowerInvariant();
            try
            {
                var dead = (await session.Queue.ListDeadAsync(kind, 100, cancellation).ConfigureAwait(false)).Count;
                var lost = (await session.Stranded.FindAsync(kind, Core.Operations.StrandedWork.UsualPatience, cancellation).ConfigureAwait(false)).Count;
                findings.Add(dead + lost == 0
                    ? Finding.Ok("queues", $"{name}: no request failed too often, no work waits without a request{(session.Queue is SqliteWorkQueue own ? $"; {own.Count(kind)} in the queue" : "")}")
                    : Finding.Warn("queues", string.Create(CultureInfo.InvariantCulture, $"{name}: {dead} failed too often, {lost} wait without a request"), $"Run turoezpass queue list, fix the cause, then run turoezpass queue redrive {name}"));
            }
            catch (StorageException fault)
            {
                findings.Add(Finding.Bad("queues", $"{name}: {fault.What} ({fault.Where})", fault.Remedy));
            }
        }

        return findings;
    }

    /// <summary>Checks who holds the write leases, and whether those processes still run.</summary>
    public static async Task<IReadOnlyList<Finding>> LeasesAsync(IRecordStore records, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var keys = (await new OwnerDirectory(records).ListAsync(cancellation).ConfigureAwait(false))
            .Select(owner => (Of: $"the ledger of {owner}", Key: new RecordKey(owner.Partition("LEASE"), "writer"))).Prepend((Of: "the metrics", Key: new RecordKey("SYS#LEASE", "reporter")));
        var held = 0;
        foreach (var (of, key) in keys)
        {
            if (await records.GetAsync(key, cancellation).ConfigureAwait(false) is not { } item || HolderOf(item) is not { } holder)
                continue;
            held++;
            if (ProcessHolder.IsGone(holder))
                findings.Add(Finding.Warn("leases", $"The lease of {of} is held by a process that has ended", "Nothing to do: the next process takes it over immediately"));
        }

        return findings.Count > 0 ? findings : [Finding.Ok("leases", held == 0 ? "none held" : string.Create(CultureInfo.InvariantCulture, $"{held} held by running processes or other machines"))];
    }

    private static string? HolderOf(StoredRecord item)
    {
        using var lease = JsonDocument.Parse(item.Body);
        return lease.RootElement.GetProperty("Until").GetInt64() > SystemClock.Instance.GetCurrentInstant().ToUnixTimeMilliseconds() ? lease.RootElement.GetProperty("Holder").GetString() : null;
    }
}
