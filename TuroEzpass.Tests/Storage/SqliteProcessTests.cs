using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Storage;

/// <summary>The embedded file used by several processes, by one that is killed, and copied during writes.</summary>
public sealed class SqliteProcessTests : StorageContract<LocalEngine>
{
    [Fact]
    public async Task Two_processes_on_one_file_lose_no_update_and_share_the_queue()
    {
        const int rounds = 300, messages = 60;
        var queue = await Engine.QueueAsync();
        for (var n = 0; n < messages; n++) await queue.SendAsync(WorkKind.Scrapes, $"{n}", cancellation: Cancel);

        using var child = SqliteChild.Start(SqliteChild.Verb, Engine.Folder, $"{rounds}");
        Assert.Equal("ready", await child.StandardOutput.ReadLineAsync(Cancel));
        var (conflicts, mine) = await SqliteChild.CountAsync(Engine.Database, rounds, Cancel);
        var output = (await child.StandardOutput.ReadToEndAsync(Cancel)).Split(' ');
        await child.WaitForExitAsync(Cancel);
        Assert.True(child.ExitCode == 0, await child.StandardError.ReadToEndAsync(Cancel));

        var counter = await (await Engine.RecordsAsync()).GetAsync(SqliteChild.Counter, Cancel);
        Assert.Equal(2 * rounds, BitConverter.ToInt32(counter!.Body.Span));
        var theirs = output[1].Trim().Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, messages).Select(n => $"{n}").Order(), mine.Concat(theirs).Order());
        TestContext.Current.TestOutputHelper?.WriteLine($"conflicts {conflicts} and {output[0]}, messages {mine.Count} and {theirs.Length}");
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Three_processes_may_open_a_new_folder_at_once()
    {
        var folder = Path.Combine(Engine.Folder, "new");
        var children = Enumerable.Range(0, 3).Select(_ => SqliteChild.Start(SqliteChild.Verb, folder, "20")).ToList();

        foreach (var child in children)
        {
            var errors = await child.StandardError.ReadToEndAsync(Cancel);
            await child.WaitForExitAsync(Cancel);
            Assert.True(child.ExitCode == 0, errors);
            child.Dispose();
        }

        using var database = SqliteDatabase.Open(folder);
        var counter = await new SqliteRecordStore(database, SystemClock.Instance).GetAsync(SqliteChild.Counter, Cancel);
        Assert.Equal(60, BitConverter.ToInt32(counter!.Body.Span));
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_process_that_is_killed()
    {
        for (var round = 0; round < 4; round++)
        {
            using var child = SqliteChild.Start(SqliteChild.StoreVerb, Engine.Folder);
            var acknowledged = new List<string>();
            while (acknowledged.Count < 100 + (37 * round)) acknowledged.Add((await child.StandardOutput.ReadLineAsync(Cancel))!);
            child.Kill();
            // Output that was still in the pipe counts too; a last line may be cut off.
            var rest = await child.StandardOutput.ReadToEndAsync(Cancel);
            acknowledged.AddRange(rest.Split('\n')[..^1]);
            await child.WaitForExitAsync(Cancel);

            using var database = SqliteDatabase.Open(Engine.Folder);
            var store = new SqliteRecordStore(database, SystemClock.Instance);
            foreach (var sort in acknowledged) Assert.NotNull(await store.GetAsync(new("SYS#CRASH", sort), Cancel));
            Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        }
    }

    [Fact]
    public async Task A_copy_that_is_made_during_writes_is_whole_and_private()
    {
        var store = await Engine.RecordsAsync();
        await store.PutEachAsync([.. Enumerable.Range(0, 200).Select(n => (Item($"{n:000}", "x"), Expected.Nothing))], Cancel);
        var writing = store.PutEachAsync([.. Enumerable.Range(200, 2000).Select(n => (Item($"{n}", "x"), Expected.Nothing))], Cancel);
        var folder = Path.Combine(Engine.Folder, "copy");
        var file = Path.Combine(folder, SqliteDatabase.FileName);

        Engine.Database.CopyTo(file);
        await writing;

        Assert.Equal([file], Directory.GetFiles(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file));
        Assert.Contains("already", Assert.Throws<StorageException>(() => Engine.Database.CopyTo(file)).What, StringComparison.Ordinal);
        using var copy = SqliteDatabase.Open(folder);
        Assert.InRange(await new SqliteRecordStore(copy, Engine.Clock).ReadAllAsync(new(RecordSource.Partition, "SYS#TEST"), Cancel).CountAsync(Cancel), 200, 2200);
        Assert.Equal("ok", copy.Read(session => (string)session.Prepare("PRAGMA integrity_check").ExecuteScalar()!));
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
