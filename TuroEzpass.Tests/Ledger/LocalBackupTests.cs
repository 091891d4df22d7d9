using System.IO.Compression;
using System.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;
using static TuroEzpass.Tests.Ledger.LedgerSample;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Backing up a data folder to one file, and restoring it.</summary>
public sealed class LocalBackupTests : IAsyncDisposable
{
    private readonly LedgerSample sample = new();
    private readonly string outside = Directory.CreateTempSubdirectory("turoezpass-backup-").FullName;

    private string Backup => Path.Combine(outside, "backup.zip");

    private string Restored => Path.Combine(outside, "restored");

    [Fact]
    public async Task What_was_backed_up_and_restored_exports_to_the_same_bytes_and_verifies()
    {
        var export = await ExportAsync(await sample.FilledAsync());

        var written = await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        var restored = await LocalBackup.RestoreAsync(Backup, Restored, Cancel);

        Assert.Equal((4, 4), (written.Blobs, restored.Blobs));
        Assert.Empty(written.Damaged);
        Assert.Equal(written.Bytes, restored.Bytes);
        Assert.Equal([Backup, Restored], Directory.GetFileSystemEntries(outside).Order(StringComparer.Ordinal));
        await WithRestoredAsync(async ledger =>
        {
            Assert.Equal(export, await ExportAsync(ledger));
            Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
            Assert.True((await ledger.ImportStatementAsync("nj3.csv", Statement(3), "host", cancellation: Cancel)).IsNew);
        });
    }

    [Fact]
    public async Task Backups_made_while_another_imports_and_erases_are_each_whole()
    {
        var ledger = await sample.FilledAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var imports = 0;
        var importing = Task.Run(async () =>
        {
            for (var number = 3; !stop.IsCancellationRequested && number < 60; number++, imports++)
            {
                await ledger.ImportStatementAsync($"nj{number}.csv", Statement(number), "host", cancellation: Cancel);
                if (number == 6) await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);
                if (number == 9) await ledger.EraseGuestsAsync(["50000002"], "host", Cancel);
            }
        }, Cancel);

        for (var round = 0; round < 6 || imports < 12; round++)
        {
            var (file, folder) = (Path.Combine(outside, $"{round}.zip"), Path.Combine(outside, $"{round}"));
            await LocalBackup.WriteAsync(sample.Folder, file, Cancel);
            await LocalBackup.RestoreAsync(file, folder, Cancel);
            await WithAsync(folder, async copy => Assert.Empty((await copy.VerifyAsync(Cancel)).Problems));
        }

        await stop.CancelAsync();
        await importing;
        Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
    }

    [Fact]
    public async Task No_secret_is_in_a_backup()
    {
        await sample.FilledAsync();
        var credentials = await sample.Engine.CredentialsAsync();
        await credentials.SaveCredentialsAsync(Owner, "ezpass", new("user", "password"), Cancel);
        await credentials.SaveSessionAsync(Owner, "ezpass", "cookie"u8.ToArray(), Cancel);
        await (await sample.Engine.RecordsAsync()).PutAsync(new(new("SYS#KEYRING", "key-1"), Encoding.UTF8.GetBytes("<masterKey>c2VjcmV0</masterKey>")), Expected.Nothing, Cancel);

        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);

        var files = Unzip(await File.ReadAllBytesAsync(Backup, Cancel));
        Assert.All(files.Keys, name => Assert.Matches(@"^(turoezpass\.db|manifest\.json|blobs/statements/host-1/../[0-9a-f]{64}(\.json)?)$", name));
        Assert.DoesNotContain("c2VjcmV0", Encoding.Latin1.GetString(files["turoezpass.db"]), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
    }

    [Fact]
    public async Task A_backup_of_nothing_or_over_a_file_is_refused()
    {
        await sample.FilledAsync();
        await File.WriteAllTextAsync(Backup, "kept", Cancel);

        Assert.Contains("already", (await Assert.ThrowsAsync<StorageException>(() => LocalBackup.WriteAsync(sample.Folder, Backup, Cancel))).What, StringComparison.Ordinal);
        Assert.Contains("no data", (await Assert.ThrowsAsync<StorageException>(() => LocalBackup.WriteAsync(outside, Path.Combine(outside, "x.zip"), Cancel))).What, StringComparison.Ordinal);
        Assert.Equal("kept", await File.ReadAllTextAsync(Backup, Cancel));
        Assert.Single(Directory.GetFileSystemEntries(outside));
    }

    [Fact]
    public async Task A_damaged_blob_is_reported_and_kept_unchanged()
    {
        await sample.FilledAsync();
        await sample.Engine.TamperAsync(new ProofAddress(ProofKind.Statement, Owner, Sha(TripsBytes)));

        var summary = await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);

        Assert.EndsWith(Sha(TripsBytes), Assert.Single(summary.Damaged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_refused_and_left_alone()
    {
        await sample.FilledAsync();
        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        Directory.CreateDirectory(Restored);
        await File.WriteAllTextAsync(Path.Combine(Restored, "mine.txt"), "mine", Cancel);

        var fault = await Assert.ThrowsAsync<StorageException>(() => LocalBackup.RestoreAsync(Backup, Restored, Cancel));

        Assert.Contains("mine.txt", fault.What, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(Restored));
    }

    [Fact]
    public async Task Leftovers_of_an_interrupted_restore_or_backup_do_no_harm()
    {
        await sample.FilledAsync();
        Directory.CreateDirectory($"{Backup}.part");
        await File.WriteAllTextAsync(Path.Combine($"{Backup}.part", "turoezpass.db"), "half", Cancel);
        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        Directory.CreateDirectory(Path.Combine(Restored, ".restoring", "blobs"));

        await LocalBackup.RestoreAsync(Backup, Restored, Cancel);

        Assert.Equal(["blobs", "turoezpass.db"], Directory.GetFileSystemEntries(Restored).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("turoezpass.db")]
    [InlineData("blobs/")]
    public async Task An_entry_that_was_changed_or_cut_is_named_and_nothing_is_restored(string start)
    {
        await sample.FilledAsync();
        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        var original = await File.ReadAllBytesAsync(Backup, Cancel);
        var name = Unzip(original).Keys.First(name => name.StartsWith(start, StringComparison.Ordinal));

        Change(archive => Replace(archive, name, content => [.. content[..^1], (byte)(content[^1] ^ 1)]));
        await RefusedAsync($"'{name}' hashes to");
        await File.WriteAllBytesAsync(Backup, original, Cancel);
        Change(archive => Replace(archive, name, content => content[..^2]));
        await RefusedAsync($"'{name}' has");
        await File.WriteAllBytesAsync(Backup, original, Cancel);
        Change(archive => Replace(archive, name, content => [.. content, 0]));
        await RefusedAsync($"'{name}' has more than");
        await File.WriteAllBytesAsync(Backup, original, Cancel);
        Change(archive => archive.GetEntry(name)!.Delete());
        await RefusedAsync($"'{name}' is missing");
    }

    [Fact]
    public async Task A_flipped_byte_anywhere_in_the_content_names_an_entry_and_a_cut_file_is_refused()
    {
        await sample.FilledAsync();
        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        var original = await File.ReadAllBytesAsync(Backup, Cancel);
        var random = new Random(7);
        for (var round = 0; round < 40; round++)
        {
            var bytes = (byte[])original.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(Backup, bytes, Cancel);
            try
            {
                await LocalBackup.RestoreAsync(Backup, Restored, Cancel);
                // A bit without meaning (a time, an attribute): then everything was checked and is correct.
                await WithRestoredAsync(async ledger => Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems));
                Directory.Delete(Restored, recursive: true);
            }
            catch (StorageException fault)
            {
                Assert.Contains("damaged", fault.What, StringComparison.Ordinal);
                Assert.Empty(Directory.GetFileSystemEntries(Restored));
            }
        }

        foreach (var length in new[] { 0, 10, original.Length / 2, original.Length - 1 })
        {
            await File.WriteAllBytesAsync(Backup, original[..length], Cancel);
            await RefusedAsync("damaged");
        }
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/outside")]
    [InlineData("blobs/statements/../../../outside")]
    [InlineData("blobs\\statements\\outside")]
    [InlineData("C:/outside")]
    [InlineData("keys/key-1.xml")]
    [InlineData("TUROEZPASS.DB")]
    public async Task An_entry_that_is_no_file_of_a_backup_is_refused_by_name(string name)
    {
        await sample.FilledAsync();
        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        Change(archive => Add(archive, name, [1]));

        await RefusedAsync($"'{name}'");

        var manifest = Encoding.UTF8.GetString(Unzip(await File.ReadAllBytesAsync(Backup, Cancel))["manifest.json"]);
        var line = $"{{\"name\": {System.Text.Json.JsonSerializer.Serialize(name)}, \"length\": 1, \"sha256\": \"{Sha([1])}\"}}, ";
        Change(archive => Replace(archive, "manifest.json", _ => Encoding.UTF8.GetBytes(manifest.Insert(manifest.IndexOf('[', StringComparison.Ordinal) + 1, line))));
        await RefusedAsync($"'{name}'");
        Assert.False(File.Exists(Path.Combine(outside, "outside.txt")));
    }

    [Fact]
    public async Task An_entry_beside_the_manifest_twice_or_without_it_is_refused()
    {
        await sample.FilledAsync();
        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        var original = await File.ReadAllBytesAsync(Backup, Cancel);

        Change(archive => Add(archive, "turoezpass.db", [1]));
        await RefusedAsync("'turoezpass.db' is in the file twice");
        await File.WriteAllBytesAsync(Backup, original, Cancel);
        Change(archive => Add(archive, $"blobs/proofs/host-1/aa/{new string('a', 64)}", [1]));
        await RefusedAsync("is not in its manifest");
        await File.WriteAllBytesAsync(Backup, original, Cancel);
        Change(archive => archive.GetEntry("manifest.json")!.Delete());
        await RefusedAsync("no manifest.json");
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"schema\": 1", "\"schema\": 99")]
    public async Task A_backup_of_a_newer_program_is_refused(string now, string newer)
    {
        await sample.FilledAsync();
        await LocalBackup.WriteAsync(sample.Folder, Backup, Cancel);
        Change(archive => Replace(archive, "manifest.json", content => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(now, newer, StringComparison.Ordinal))));

        await RefusedAsync("this program supports");
    }

    public async ValueTask DisposeAsync()
    {
        await sample.DisposeAsync();
        Directory.Delete(outside, recursive: true);
    }

    private async Task RefusedAsync(string why)
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => LocalBackup.RestoreAsync(Backup, Restored, Cancel));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Restored));
    }

    private void Change(Action<ZipArchive> change)
    {
        using var archive = ZipFile.Open(Backup, ZipArchiveMode.Update);
        change(archive);
    }

    private static void Replace(ZipArchive archive, string name, Func<byte[], byte[]> change)
    {
        var entry = archive.GetEntry(name)!;
        using var content = new MemoryStream();
        using (var source = entry.Open()) source.CopyTo(content);
        entry.Delete();
        Add(archive, name, change(content.ToArray()));
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using var target = archive.CreateEntry(name).Open();
        target.Write(content);
    }

    private Task WithRestoredAsync(Func<OwnerLedger, Task> work) => WithAsync(Restored, work);

    private async Task WithAsync(string folder, Func<OwnerLedger, Task> work)
    {
        using var database = SqliteDatabase.Open(folder);
        using var keys = LocalKeys.Open(folder);
        var clock = sample.Engine.Clock;
        var proofs = new FileProofStore(folder, new FileProofLinks(keys, clock), clock);
        await work(await OwnerLedger.OpenAsync(new LedgerHost(new SqliteRecordStore(database, clock), proofs, clock, $"restored-{Guid.NewGuid():N}", _ => true), Owner, Cancel));
    }
}
