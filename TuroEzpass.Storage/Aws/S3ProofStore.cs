using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Aws;

/// <summary>Blobs as objects <c>statements/&lt;owner&gt;/&lt;sha256&gt;</c> and so on. With <c>If-None-Match: *</c>, S3
/// refuses to overwrite; S3 checks the SHA-256 on arrival, and we check it on every read.</summary>
/// <param name="objects">The bucket.</param>
/// <param name="clock">For the links' expiry.</param>
public sealed class S3ProofStore(S3Objects objects, IClock clock) : IProofStore
{
    /// <inheritdoc />
    public async Task<ProofPut> PutAsync(
        ProofKind kind, OwnerId owner, Stream content, string contentType, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        StorageLimits.CheckContentType(contentType);
        _ = ProofAddress.FolderOf(kind, owner);
        if (await ReceiveAsync(content, cancellation).ConfigureAwait(false) is not { } bytes) return new ProofPut.TooLarge();
        var sha256 = SHA256.HashData(bytes);
        var address = new ProofAddress(kind, owner, Convert.ToHexStringLower(sha256));
        var isNew = await objects.PutAsync(address.ToString(), bytes, contentType, sha256, onlyNew: true, cancellation).ConfigureAwait(false);
        if (isNew) return new ProofPut.Stored(new ProofInfo(address, contentType, bytes.Length, clock.GetCurrentInstant()));
        var head = await objects.HeadAsync(address.ToString(), cancellation).ConfigureAwait(false);
        return new ProofPut.AlreadyThere(new ProofInfo(address, head?.Headers.ContentType ?? contentType, bytes.Length, InstantOf(head?.LastModified)));
    }

    /// <inheritdoc />
    public async Task<ProofGet> GetAsync(ProofAddress address, CancellationToken cancellation = default)
    {
        if (await objects.GetAsync(address.ToString(), cancellation).ConfigureAwait(false) is not { } found) return new ProofGet.Missing();
        var actual = Convert.ToHexStringLower(SHA256.HashData(found.Content));
        return actual == address.Sha256
            ? new ProofGet.Found(new ProofInfo(address, found.ContentType, found.Content.Length, InstantOf(found.LastModified)), found.Content)
            : new ProofGet.Tampered(actual);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProofEntry>> ListAsync(
        ProofKind kind, OwnerId owner, string? after = null, int limit = 1000, CancellationToken cancellation = default)
    {
        StorageLimits.CheckCount(limit, 1000);
        if (after is not null) _ = new ProofAddress(kind, owner, after);
        var folder = ProofAddress.FolderOf(kind, owner);
        var found = new List<ProofEntry>();
        var position = after is null ? null : folder + after;
        while (true)
        {
            var page = await objects.ListAsync(folder, position, limit - found.Count, cancellation).ConfigureAwait(false);
            var listed = page.S3Objects ?? [];
            found.AddRange(
                from item in listed
                let name = item.Key[folder.Length..]
                where name.Length == 64 && name.All(char.IsAsciiHexDigitLower)
                select new ProofEntry(new ProofAddress(kind, owner, name), item.Size ?? 0, InstantOf(item.LastModified)));
            if (page.IsTruncated != true || found.Count >= limit || listed.Count == 0) return found;
            position = listed[^1].Key;
        }
    }

    /// <inheritdoc />
    public async Task<ProofLink> LinkAsync(
        ProofAddress address, Duration lifetime, string downloadName, CancellationToken cancellation = default)
    {
        StorageLimits.CheckLink(lifetime, downloadName);
        // Whole seconds, rounded down: the SDK would round up, and a link would be valid for a second longer than 15 minutes.
        var expires = Instant.FromUnixTimeSeconds((clock.GetCurrentInstant() + lifetime).ToUnixTimeSeconds());
        var request = new GetPreSignedUrlRequest
        {
            BucketName = objects.Bucket,
            Key = address.ToString(),
            Verb = HttpVerb.GET,
            Expires = expires.ToDateTimeUtc(),
            // Emulators use plain HTTP on this machine; S3 only TLS.
            Protocol = objects.Client.Config.ServiceURL is { } url && url.StartsWith("http:", StringComparison.Ordinal) ? Protocol.HTTP : Protocol.HTTPS,
        };
        request.ResponseHeaderOverrides.ContentDisposition = $"attachment; filename=\"{downloadName}\"";
        return new ProofLink(new Uri(await objects.Client.GetPreSignedURLAsync(request).ConfigureAwait(false)), expires);
    }

    /// <inheritdoc />
    public async Task<bool> EraseAsync(ProofAddress address, CancellationToken cancellation = default)
    {
        if (await objects.HeadAsync(address.ToString(), cancellation).ConfigureAwait(false) is null) return false;
        await objects.DeleteAsync(address.ToString(), cancellation).ConfigureAwait(false);
        return true;
    }

    private static Instant InstantOf(DateTime? time) =>
        time is { } known ? Instant.FromDateTimeUtc(known.ToUniversalTime()) : NodaConstants.UnixEpoch;

    /// <summary>Reads the stream into memory, because S3 needs its length and SHA-256 in advance and retries need it again; null
    /// if it is too long.</summary>
    private static async Task<byte[]?> ReceiveAsync(Stream content, CancellationToken cancellation)
    {
        using var received = new MemoryStream();
        var buffer = new byte[80 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            if (received.Length + read > StorageLimits.MaxBlobBytes) return null;
            received.Write(buffer, 0, read);
        }
        return received.ToArray();
    }
}
