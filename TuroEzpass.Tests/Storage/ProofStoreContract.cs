using System.Security.Cryptography;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Storage;

/// <summary>The behavior of blobs, on every engine.</summary>
public abstract class ProofStoreContract<TEngine> : StorageContract<TEngine>
    where TEngine : StorageEngine, new()
{
    [Fact]
    public async Task A_statement_comes_back_byte_for_byte_under_its_sha256()
    {
        var store = await Engine.ProofsAsync();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "ezpassny-business-posteddate.csv"), Cancel);

        var stored = await PutAsync(store, ProofKind.Statement, bytes, "text/csv");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), stored.Address.Sha256);
        var found = Assert.IsType<ProofGet.Found>(await store.GetAsync(stored.Address, Cancel));
        Assert.Equal(bytes, found.Content.ToArray());
        Assert.Equal((stored.Address, "text/csv", (long)bytes.Length), (found.Info.Address, found.Info.ContentType, found.Info.Length));
    }

    [Fact]
    public async Task The_same_bytes_are_kept_once_and_as_they_were_first_put()
    {
        var store = await Engine.ProofsAsync();
        var first = await PutAsync(store, ProofKind.Proof, "%PDF"u8.ToArray(), "application/pdf");

        var second = Assert.IsType<ProofPut.AlreadyThere>(await store.PutAsync(
            ProofKind.Proof, Owner, new MemoryStream("%PDF"u8.ToArray()), "text/plain", Cancel));

        Assert.Equal((first.Address, "application/pdf"), (second.Info.Address, second.Info.ContentType));
        Assert.Single(await store.ListAsync(ProofKind.Proof, Owner, cancellation: Cancel));
    }

    [Fact]
    public async Task Of_twenty_writers_of_the_same_bytes_all_are_answered_and_one_blob_is_kept()
    {
        var store = await Engine.ProofsAsync();
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => store.PutAsync(ProofKind.Proof, Owner, new MemoryStream(bytes), "image/png", Cancel), Cancel)));

        Assert.All(answers, answer => Assert.True(answer is ProofPut.Stored or ProofPut.AlreadyThere));
        Assert.Contains(answers, answer => answer is ProofPut.Stored);
        var entry = Assert.Single(await store.ListAsync(ProofKind.Proof, Owner, cancellation: Cancel));
        Assert.IsType<ProofGet.Found>(await store.GetAsync(entry.Address, Cancel));
    }

    [Fact]
    public async Task A_changed_byte_is_noticed()
    {
        var store = await Engine.ProofsAsync();
        var stored = await PutAsync(store, ProofKind.Proof, "Toll 5.54"u8.ToArray(), "text/plain");

        await Engine.TamperAsync(stored.Address);

        var tampered = Assert.IsType<ProofGet.Tampered>(await store.GetAsync(stored.Address, Cancel));
        Assert.NotEqual(stored.Address.Sha256, tampered.ActualSha256);
    }

    [Fact]
    public async Task What_was_never_put_is_missing()
    {
        var store = await Engine.ProofsAsync();
        var address = new ProofAddress(ProofKind.Proof, Owner, new string('0', 64));

        Assert.IsType<ProofGet.Missing>(await store.GetAsync(address, Cancel));
        Assert.False(await store.EraseAsync(address, Cancel));
        Assert.Empty(await store.ListAsync(ProofKind.Proof, Owner, cancellation: Cancel));
    }

    [Fact]
    public async Task A_list_goes_on_after_the_last_one_seen_and_keeps_kinds_and_owners_apart()
    {
        var store = await Engine.ProofsAsync();
        var addresses = new List<string>();
        for (byte n = 0; n < 12; n++) addresses.Add((await PutAsync(store, ProofKind.FailureScreenshot, [n], "image/png")).Address.Sha256);
        await PutAsync(store, ProofKind.Statement, [1], "text/csv");
        await store.PutAsync(ProofKind.FailureScreenshot, OwnerId.Parse("host-10"), new MemoryStream([2]), "image/png", Cancel);

        var seen = new List<string>();
        while (await store.ListAsync(ProofKind.FailureScreenshot, Owner, seen.LastOrDefault(), 5, Cancel) is { Count: > 0 } page)
            seen.AddRange(page.Select(entry => entry.Address.Sha256));

        Assert.Equal(addresses.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task An_erased_blob_is_gone_and_can_be_put_again()
    {
        var store = await Engine.ProofsAsync();
        var stored = await PutAsync(store, ProofKind.Proof, "guest's name"u8.ToArray(), "text/plain");

        Assert.True(await store.EraseAsync(stored.Address, Cancel));

        Assert.IsType<ProofGet.Missing>(await store.GetAsync(stored.Address, Cancel));
        await PutAsync(store, ProofKind.Proof, "guest's name"u8.ToArray(), "text/plain");
    }

    [Fact]
    public async Task A_stream_beyond_the_limit_is_refused_and_leaves_nothing()
    {
        var store = await Engine.ProofsAsync();

        Assert.IsType<ProofPut.TooLarge>(await store.PutAsync(
            ProofKind.Statement, Owner, new MemoryStream(new byte[StorageLimits.MaxBlobBytes + 1]), "text/csv", Cancel));

        Assert.Empty(await store.ListAsync(ProofKind.Statement, Owner, cancellation: Cancel));
    }

    [Fact]
    public async Task A_link_lives_for_fifteen_minutes_at_most()
    {
        var store = await Engine.ProofsAsync();
        var stored = await PutAsync(store, ProofKind.Proof, "%PDF"u8.ToArray(), "application/pdf");

        var asked = Engine.Clock.GetCurrentInstant();
        var link = await store.LinkAsync(stored.Address, Duration.FromMinutes(15), "claim.pdf", Cancel);

        Assert.InRange(link.ExpiresAt, asked + Duration.FromMinutes(15) - Duration.FromSeconds(1), Engine.Clock.GetCurrentInstant() + Duration.FromMinutes(15));
        await Assert.ThrowsAsync<ArgumentException>(() => store.LinkAsync(stored.Address, Duration.FromMinutes(16), "claim.pdf", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.LinkAsync(stored.Address, Duration.FromMinutes(1), "a\"; b", Cancel));
    }

    [Fact]
    public async Task What_is_not_a_content_type_is_refused()
    {
        var store = await Engine.ProofsAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(ProofKind.Proof, Owner, new MemoryStream([1]), "pdf\r\nx", Cancel));
    }

    private static async Task<ProofInfo> PutAsync(IProofStore store, ProofKind kind, byte[] bytes, string contentType) =>
        Assert.IsType<ProofPut.Stored>(await store.PutAsync(kind, Owner, new MemoryStream(bytes), contentType, Cancel)).Info;
}
