using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Files;

/// <summary>Blobs as plain files: <c>blobs/statements/&lt;owner&gt;/&lt;first two digits&gt;/&lt;sha256&gt;</c>, each with a
/// small <c>.json</c> file for its content type. A blob is written to <c>blobs/incoming/</c>, flushed, and renamed to its
/// address, so a crash leaves it complete or absent.</summary>
public sealed class FileProofStore : IProofStore
{
    private const int BufferBytes = 128 * 1024;
    private const string Blobs = "blobs";

    private static readonly Duration LeftoversStay = Duration.FromDays(1);
    private readonly string root;
    private readonly string incoming;
    private readonly FileProofLinks links;
    private readonly IClock clock;

    /// <summary>Opens the blobs of a data folder. Deletes leftovers of writes that were interrupted more than a day ago.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="links">Creates temporary links.</param>
    /// <param name="clock">For the time at which blobs are stored.</param>
    /// <exception cref="StorageException">The folder can't be created.</exception>
    public FileProofStore(string dataFolder, FileProofLinks links, IClock clock)
    {
        (this.links, this.clock) = (links, clock);
        root = Path.Combine(Path.GetFullPath(dataFolder), Blobs);
        incoming = Path.Combine(root, "incoming");
        DurableFiles.CreateFolder(incoming);
        var old = (clock.GetCurrentInstant() - LeftoversStay).ToDateTimeUtc();
        foreach (var leftover in Directory.EnumerateFiles(incoming))
            if (File.GetLastWriteTimeUtc(leftover) < old) DurableFiles.DeleteQuietly(leftover);
    }

    /// <inheritdoc />
    public async Task<ProofPut> PutAsync(
        ProofKind kind, OwnerId owner, Stream content, string contentType, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        StorageLimits.CheckContentType(contentType);
        _ = ProofAddress.FolderOf(kind, owner);
        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        using var span = StorageSpans.Files("put", Blobs);
        try
        {
            if (await ReceiveAsync(content, temporary, cancellation).ConfigureAwait(false) is not { } received) return new ProofPut.TooLarge();
            return await DurableFiles.GuardAsync(root, () => KeepAsync(kind, owner, received, temporary, contentType, cancellation)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
        finally
        {
            DurableFiles.DeleteQuietly(temporary);
        }
    }

    /// <inheritdoc />
    public async Task<ProofGet> GetAsync(ProofAddress address, CancellationToken cancellation = default)
    {
        var path = PathOf(address);
        using var span = StorageSpans.Files("get", Blobs);
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
            var actual = Convert.ToHexStringLower(SHA256.HashData(content));
            return actual == address.Sha256
                ? new ProofGet.Found(InfoOf(address, path, content.Length), content)
                : new ProofGet.Tampered(actual);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ProofGet.Missing();
        }
        catch (Exception error) when (DurableFiles.Translate(error, path) is { } fault)
        {
            span.Fail(fault);
            throw fault;
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ProofEntry>> ListAsync(
        ProofKind kind, OwnerId owner, string? after = null, int limit = 1000, CancellationToken cancellation = default)
    {
        StorageLimits.CheckCount(limit, 1000);
        if (after is not null) _ = new ProofAddress(kind, owner, after);
        cancellation.ThrowIfCancellationRequested();
        var folder = Path.Combine(root, ProofAddress.FolderOf(kind, owner));
        var found = new List<ProofEntry>();
        using var span = StorageSpans.Files("list", Blobs);
        DurableFiles.Guard(folder, () =>
        {
            if (!Directory.Exists(folder)) return;
            foreach (var group in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
            {
                if (after is not null && string.CompareOrdinal(Path.GetFileName(group), after[..2]) < 0) continue;
                foreach (var file in Directory.GetFiles(group).Order(StringComparer.Ordinal))
                {
                    var name = Path.GetFileName(file);
                    if (name.Length != 64 || (after is not null && string.CompareOrdinal(name, after) <= 0)) continue;
                    var info = InfoOf(new ProofAddress(kind, owner, name), file, new FileInfo(file).Length);
                    found.Add(new ProofEntry(info.Address, info.Length, info.StoredAt));
                    if (found.Count == limit) return;
                }
            }
        });
        return Task.FromResult<IReadOnlyList<ProofEntry>>(found);
    }

    /// <inheritdoc />
    public Task<ProofLink> LinkAsync(ProofAddress address, Duration lifetime, string downloadName, CancellationToken cancellation = default) =>
        Task.FromResult(links.Make(address, lifetime, downloadName));

    /// <inheritdoc />
    public Task<bool> EraseAsync(ProofAddress address, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(address);
        using var span = StorageSpans.Files("erase", Blobs);
        var existed = DurableFiles.Delete(path);
        DurableFiles.Delete(NoteOf(path));
        return Task.FromResult(existed);
    }

    /// <summary>Moves the received file to its address, unless the same content is already there.</summary>
    private async Task<ProofPut> KeepAsync(
        ProofKind kind, OwnerId owner, (string Sha256, long Length) received, string temporary, string contentType, CancellationToken cancellation)
    {
        var address = new ProofAddress(kind, owner, received.Sha256);
        var path = PathOf(address);
        if (await HashAsync(path, cancellation).ConfigureAwait(false) == address.Sha256)
            return new ProofPut.AlreadyThere(InfoOf(address, path, received.Length));

        var folder = Path.GetDirectoryName(path)!;
        DurableFiles.CreateFolder(folder);
        // The metadata first: without its blob it does no harm, but a blob without it would lose its type.
        if (!File.Exists(NoteOf(path)))
            DurableFiles.Write(NoteOf(path), JsonSerializer.SerializeToUtf8Bytes(new Note(contentType, clock.GetCurrentInstant().ToUnixTimeMilliseconds())));
        // Replaces whatever is there: the same content from another writer, or content that was tampered with.
        File.Move(temporary, path, overwrite: true);
        DurableFiles.FlushFolder(folder);
        return new ProofPut.Stored(InfoOf(address, path, received.Length));
    }

    private static string NoteOf(string path) => path + ".json";

    private static ProofInfo InfoOf(ProofAddress address, string path, long length)
    {
        try
        {
            var note = JsonSerializer.Deserialize<Note>(File.ReadAllBytes(NoteOf(path)))!;
            return new ProofInfo(address, note.ContentType, length, Instant.FromUnixTimeMilliseconds(note.StoredAt));
        }
        catch (Exception error) when (error is FileNotFoundException or JsonException)
        {
            // The content matters; its type can be guessed.
            return new ProofInfo(address, "application/octet-stream", length, Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(path)));
        }
    }

    /// <summary>Copies the stream to disk and hashes it; null if it is too long.</summary>
    private static async Task<(string Sha256, long Length)?> ReceiveAsync(Stream content, string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            FileStream file = null!;
            DurableFiles.Guard(path, () => file = File.Open(path, DurableFiles.Private(FileMode.CreateNew)));
            await using (file.ConfigureAwait(false))
            {
                long length = 0;
                int read;
                // Only disk errors are translated; those of the caller's stream are passed on.
                while ((read = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
                {
                    length += read;
                    if (length > StorageLimits.MaxBlobBytes) return null;
                    hash.AppendData(buffer, 0, read);
                    DurableFiles.Guard(path, () => file.Write(buffer, 0, read));
                }
                DurableFiles.Guard(path, () => file.Flush(flushToDisk: true));
                return (Convert.ToHexStringLower(hash.GetHashAndReset()), length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task<string?> HashAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) return null;
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false));
    }

    private string PathOf(ProofAddress address) => Path.Combine(
        root, ProofAddress.FolderOf(address.Kind, address.Owner), address.Sha256[..2], address.Sha256);

    private sealed record Note(string ContentType, long StoredAt);
}
