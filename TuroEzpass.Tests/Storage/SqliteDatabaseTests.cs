using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Storage;

/// <summary>Behavior that only the embedded file has: disks, schemas, modes, query plans.</summary>
public sealed class SqliteDatabaseTests : StorageContract<LocalEngine>
{
    [Fact]
    public async Task What_was_acknowledged_is_is_there_after_reopening()
    {
        var store = await Engine.RecordsAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => store.PutAsync(Item($"{n}", "x"), Expected.Nothing, Cancel)));
        Engine.Database.Dispose();

        using var again = SqliteDatabase.Open(Engine.Folder);
        var page = await new SqliteRecordStore(again, Engine.Clock).QueryAsync(new(RecordSource.Partition, "SYS#TEST") { Limit = 1000 }, Cancel);

        Assert.Equal(500, page.Items.Count);
    }

    [Fact]
    public async Task A_closed_database_refuses_work_and_says_so()
    {
        var store = await Engine.RecordsAsync();
        Engine.Database.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.PutAsync(Item("1", "x"), Expected.Nothing, Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.GetAsync(new("SYS#TEST", "1"), Cancel));
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_no_acknowledged_write_is_lost()
    {
        using var disk = new SmallDisk(megabytes: 6);
        var ballast = Path.Combine(disk.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2_000_000], Cancel);
        using var database = SqliteDatabase.Open(disk.Folder);
        var store = new SqliteRecordStore(database, SystemClock.Instance);
        var stored = 0;

        var fault = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            for (; stored < 1000; stored++) await store.PutAsync(new(new("SYS#TEST", $"{stored:0000}"), new byte[50_000]), Expected.Nothing, Cancel);
        });

        Assert.Equal("The disk is full", fault.What);
        Assert.Contains(disk.Folder, fault.Message, StringComparison.Ordinal);
        Assert.Equal(stored, await CountAsync());
        File.Delete(ballast);
        Assert.IsType<PutResult.Stored>(await store.PutAsync(Item("after", "x"), Expected.Nothing, Cancel));
        Assert.Equal(stored + 1, await CountAsync());

        async Task<int> CountAsync() => await store.ReadAllAsync(new(RecordSource.Partition, "SYS#TEST"), Cancel).CountAsync(Cancel);
    }

    [Fact]
    public async Task A_read_only_folder_is_reported_and_nothing_is_lost()
    {
        using var disk = new SmallDisk(megabytes: 4);
        using (var database = SqliteDatabase.Open(disk.Folder))
            await new SqliteRecordStore(database, SystemClock.Instance).PutAsync(Item("1", "kept"), Expected.Nothing, Cancel);

        disk.MakeReadOnly(true);
        var fault = Assert.Throws<StorageException>(() => SqliteDatabase.Open(disk.Folder));
        var inside = Assert.Throws<StorageException>(() => SqliteDatabase.Open(Path.Combine(disk.Folder, "new")));
        disk.MakeReadOnly(false);

        Assert.Contains("writ", fault.Message, StringComparison.Ordinal);
        Assert.Equal("The folder can't be written", inside.What);
        using var again = SqliteDatabase.Open(disk.Folder);
        Assert.NotNull(await new SqliteRecordStore(again, SystemClock.Instance).GetAsync(new("SYS#TEST", "1"), Cancel));
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_unchanged()
    {
        Engine.Database.Dispose();
        Ask("PRAGMA user_version = 99");

        var fault = Assert.Throws<StorageException>(() => SqliteDatabase.Open(Engine.Folder));

        Assert.Contains("schema 99", fault.What, StringComparison.Ordinal);
        Assert.Equal("99", Ask("PRAGMA user_version"));
    }

    [Fact]
    public void A_file_that_is_not_ours_is_refused()
    {
        Ask("CREATE TABLE recipes (name TEXT)");
        Assert.Contains("another program", Assert.Throws<StorageException>(() => SqliteDatabase.Open(Engine.Folder)).What, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(Engine.Folder, SqliteDatabase.FileName), new string('x', 5000));
        Assert.Contains("damaged", Assert.Throws<StorageException>(() => SqliteDatabase.Open(Engine.Folder)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_else_can_read_the_file()
    {
        var folder = Path.Combine(Engine.Folder, "data");
        using var database = SqliteDatabase.Open(folder);
        database.Read(session => session.Execute("PRAGMA user_version"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(folder));
        foreach (var file in Directory.GetFiles(folder))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file));
    }

    [Fact]
    public async Task One_write_that_fails_takes_none_of_its_neighbours_with_it()
    {
        var gate = new TaskCompletionSource();
        var first = Engine.Database.WriteAsync(session => { gate.Task.Wait(Cancel); return 1; }, 0, Cancel);
        var neighbours = Enumerable.Range(0, 10).Select(n => n == 5
            ? Engine.Database.WriteAsync<int>(_ => throw new InvalidOperationException("mine"), 0, Cancel)
            : Engine.Database.WriteAsync(session => session.Execute(
                "INSERT INTO work VALUES ($id, 0, 'x', 0, 0, 0, NULL, 0)", ("$id", $"{n}")), 0, Cancel)).ToList();
        gate.SetResult();
        await first;

        await Assert.ThrowsAsync<InvalidOperationException>(() => neighbours[5]);
        neighbours.RemoveAt(5);
        Assert.All(await Task.WhenAll(neighbours), rows => Assert.Equal(1, rows));
        Assert.Equal("9", Ask("SELECT count(*) FROM work"));
    }

    [Fact]
    public async Task The_space_of_expired_items_is_freed_by_later_writes()
    {
        var store = await Engine.RecordsAsync();
        await store.PutAsync(Item("soon", "x") with { ExpiresAt = Engine.Clock.GetCurrentInstant() + Duration.FromMinutes(1) }, Expected.Nothing, Cancel);
        Engine.Clock.AdvanceHours(2);

        await store.PutAsync(Item("1", "x"), Expected.Nothing, Cancel);
        await store.PutAsync(Item("2", "x"), Expected.Nothing, Cancel);

        Assert.Equal("2", Ask("SELECT count(*) FROM records"));
    }

    [Theory]
    [InlineData(RecordSource.Partition, "PRIMARY KEY")]
    [InlineData(RecordSource.Index1, "records_1")]
    [InlineData(RecordSource.Index2, "records_2")]
    public void Every_page_is_read_from_its_index_without_sorting(RecordSource source, string index)
    {
        foreach (var (descending, goesOn) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var plan = Engine.Database.Read(session =>
            {
                using var reader = session.Prepare("EXPLAIN QUERY PLAN " + SqliteRecordQuery.Compose(source, descending, goesOn),
                    ("$partition", "p"), ("$low", ""), ("$high", "z"), ("$now", 0), ("$limit", 1), ("$position", ""), ("$pk", ""), ("$sk", "")).ExecuteReader();
                var lines = new StringBuilder();
                while (reader.Read()) lines.AppendLine(reader.GetString(3));
                return lines.ToString();
            });
            Assert.Contains("SEARCH records USING ", plan, StringComparison.Ordinal);
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    private static RecordWrite Item(string sort, string body) => new(new("SYS#TEST", sort), Encoding.UTF8.GetBytes(body));

    private string Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Engine.Folder, SqliteDatabase.FileName)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constant SQL from this file is passed in.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()?.ToString() ?? "";
    }
}
