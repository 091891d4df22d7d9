using System.Text;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;

namespace TuroEzpass.Tests.Storage;

/// <summary>Behavior that only the embedded store's files have: modes, keys, links, disks.</summary>
public sealed class LocalFilesTests : StorageContract<LocalEngine>
{
    [Fact]
    public async Task Secrets_keys_and_blobs_are_private()
    {
        await (await Engine.CredentialsAsync()).SaveCredentialsAsync(Owner, "ezpass", new("user", "password"), Cancel);
        await (await Engine.ProofsAsync()).PutAsync(ProofKind.Proof, Owner, new MemoryStream([1]), "image/png", Cancel);

        foreach (var folder in Directory.GetDirectories(Engine.Folder, "*", SearchOption.AllDirectories))
            Assert.True(ModeOf(folder) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), folder);
        var files = Directory.GetFiles(Engine.Folder, "*", SearchOption.AllDirectories);
        Assert.Equal(4, files.Length);
        Assert.All(files, file => Assert.True(ModeOf(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
    }

    [Fact]
    public async Task No_file_holds_a_secret_in_clear()
    {
        var store = await Engine.CredentialsAsync();
        await store.SaveCredentialsAsync(Owner, "ezpass", new("host@example.com", "hunter2"), Cancel);
        await store.SaveSessionAsync(Owner, "ezpass", "session-cookie"u8.ToArray(), Cancel);

        foreach (var file in Directory.GetFiles(Engine.Folder, "*", SearchOption.AllDirectories))
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel));
            foreach (var secret in new[] { "host@example.com", "hunter2", "session-cookie" })
                Assert.DoesNotContain(secret, content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_the_keys_nothing_can_be_read_and_the_result_has_a_remedy()
    {
        var store = await Engine.CredentialsAsync();
        await store.SaveCredentialsAsync(Owner, "ezpass", new("user", "hunter2"), Cancel);
        await store.SaveSessionAsync(Owner, "ezpass", "cookie"u8.ToArray(), Cancel);
        Engine.Keys.Dispose();
        Directory.Delete(Path.Combine(Engine.Folder, "keys"), recursive: true);

        using var otherKeys = LocalKeys.Open(Engine.Folder);
        var reopened = new FileCredentialStore(Engine.Folder, otherKeys, Engine.Clock);

        Assert.Contains("turoezpass credentials", Assert.IsType<CredentialRead.Unreadable>(
            await reopened.ReadCredentialsAsync(Owner, "ezpass", Cancel)).Remedy, StringComparison.Ordinal);
        Assert.IsType<SessionRead.Unreadable>(await reopened.ReadSessionAsync(Owner, "ezpass", Cancel));
    }

    [Fact]
    public async Task The_keys_work_after_reopening()
    {
        await (await Engine.CredentialsAsync()).SaveCredentialsAsync(Owner, "ezpass", new("user", "password"), Cancel);

        using var reopened = LocalKeys.Open(Engine.Folder);

        Assert.IsType<CredentialRead.Found>(
            await new FileCredentialStore(Engine.Folder, reopened, Engine.Clock).ReadCredentialsAsync(Owner, "ezpass", Cancel));
    }

    [Fact]
    public async Task Many_that_open_a_new_key_ring_at_once_share_its_first_key()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => LocalKeys.Open(Engine.Folder), Cancel)));

        Assert.Single(Directory.GetFiles(Path.Combine(Engine.Folder, "keys")));
        foreach (var ring in rings)
            Assert.All(rings, other => Assert.Equal([1, 2], other.Unprotect(ring.Protect(new byte[] { 1, 2 }, "test"), "test")!));
        Assert.All(rings, ring => ring.Dispose());
    }

    [Fact]
    public async Task A_secret_copied_to_another_owner_can_not_be_read_there()
    {
        var store = await Engine.CredentialsAsync();
        var other = OwnerId.Parse("host-2");
        await store.SaveCredentialsAsync(Owner, "ezpass", new("user", "password"), Cancel);
        await store.SaveCredentialsAsync(other, "ezpass", new("other", "password"), Cancel);

        File.Copy(PathOf(Owner), PathOf(other), overwrite: true);

        Assert.IsType<CredentialRead.Unreadable>(await store.ReadCredentialsAsync(other, "ezpass", Cancel));

        string PathOf(OwnerId owner) => Path.Combine(Engine.Folder, "secrets", owner.Text, "ezpass.credentials");
    }

    [Fact]
    public async Task A_damaged_blob_is_repaired_by_storing_it_again()
    {
        var store = await Engine.ProofsAsync();
        var address = Assert.IsType<ProofPut.Stored>(
            await store.PutAsync(ProofKind.Statement, Owner, new MemoryStream([1, 2, 3]), "text/csv", Cancel)).Info.Address;
        await Engine.TamperAsync(address);

        Assert.IsType<ProofPut.Stored>(await store.PutAsync(ProofKind.Statement, Owner, new MemoryStream([1, 2, 3]), "text/csv", Cancel));

        Assert.IsType<ProofGet.Found>(await store.GetAsync(address, Cancel));
    }

    [Fact]
    public async Task A_link_leads_to_its_blob_until_it_expires_and_can_not_be_forged()
    {
        var store = await Engine.ProofsAsync();
        var address = new ProofAddress(ProofKind.Proof, Owner, new string('a', 64));
        var link = await store.LinkAsync(address, Duration.FromMinutes(10), "claim 1.pdf", Cancel);
        var token = link.Address.ToString()["proof-links/".Length..];

        Assert.Equal(new ProofLinkTarget(address, "claim 1.pdf"), Engine.Links.Follow(token));
        Assert.Null(Engine.Links.Follow(token[..^1] + (token[^1] == 'A' ? 'B' : 'A')));
        Assert.Null(Engine.Links.Follow("nonsense"));

        Engine.Clock.AdvanceMinutes(10);
        Assert.Null(Engine.Links.Follow(token));
    }

    [Fact]
    public async Task Leftovers_of_an_interrupted_write_are_removed_a_day_later()
    {
        var leftover = Path.Combine(Engine.Folder, "blobs", "incoming", "leftover");
        await Engine.ProofsAsync();
        await File.WriteAllTextAsync(leftover, "half", Cancel);

        await Engine.ProofsAsync();
        Assert.True(File.Exists(leftover));

        Engine.Clock.AdvanceDays(2);
        await Engine.ProofsAsync();
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_leaves_no_partial_blob()
    {
        using var disk = new SmallDisk(megabytes: 2);
        using var keys = LocalKeys.Open(disk.Folder);
        var store = new FileProofStore(disk.Folder, new FileProofLinks(keys, Engine.Clock), Engine.Clock);
        await store.PutAsync(ProofKind.Statement, Owner, new MemoryStream([1]), "text/csv", Cancel);

        var fault = await Assert.ThrowsAsync<StorageException>(
            () => store.PutAsync(ProofKind.Statement, Owner, new MemoryStream(new byte[3_000_000]), "text/csv", Cancel));

        Assert.Equal("The disk is full", fault.What);
        Assert.Single(await store.ListAsync(ProofKind.Statement, Owner, cancellation: Cancel));
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Folder, "blobs", "incoming")));
        Assert.IsType<ProofPut.Stored>(await store.PutAsync(ProofKind.Statement, Owner, new MemoryStream(new byte[1_000_000]), "text/csv", Cancel));
    }

    [Fact]
    public async Task A_read_only_folder_is_reported_for_blobs_and_secrets()
    {
        using var disk = new SmallDisk(megabytes: 2);
        using var keys = LocalKeys.Open(disk.Folder);
        var proofs = new FileProofStore(disk.Folder, new FileProofLinks(keys, Engine.Clock), Engine.Clock);
        var credentials = new FileCredentialStore(disk.Folder, keys, Engine.Clock);
        await credentials.SaveCredentialsAsync(Owner, "ezpass", new("user", "first"), Cancel);
        disk.MakeReadOnly(true);

        var blob = await Assert.ThrowsAsync<StorageException>(() => proofs.PutAsync(ProofKind.Proof, Owner, new MemoryStream([1]), "image/png", Cancel));
        var secret = await Assert.ThrowsAsync<StorageException>(() => credentials.SaveCredentialsAsync(Owner, "ezpass", new("user", "hunter2"), Cancel));

        Assert.Equal(("The folder can't be written", "The folder can't be written"), (blob.What, secret.What));
        Assert.DoesNotContain("hunter2", secret.ToString(), StringComparison.Ordinal);
        Assert.Equal("first", Assert.IsType<CredentialRead.Found>(await credentials.ReadCredentialsAsync(Owner, "ezpass", Cancel)).Credentials.Password);
    }

    [Fact]
    public async Task The_callers_own_broken_stream_stays_the_callers_error()
    {
        var store = await Engine.ProofsAsync();

        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(ProofKind.Proof, Owner, new BrokenStream(), "image/png", Cancel));
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("the browser went away");
    }
}
