using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>Immutable blobs of at most 64 MB: original statements, evidence, failure screenshots. Their address is
/// their SHA-256, so nothing is ever overwritten and every read verifies the content.
/// <para>Throws <see cref="ArgumentException"/> for a caller's mistake and <see cref="StorageException"/> if the
/// store itself fails; every operation may be repeated.</para></summary>
public interface IProofStore
{
    /// <summary>Stores the stream's bytes unless they are already stored.</summary>
    Task<ProofPut> PutAsync(
        ProofKind kind, OwnerId owner, Stream content, string contentType, CancellationToken cancellation = default);

    /// <summary>Reads a blob and checks its SHA-256.</summary>
    Task<ProofGet> GetAsync(ProofAddress address, CancellationToken cancellation = default);

    /// <summary>The blobs of one kind and owner, in the order of their SHA-256.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="after">The SHA-256 of the last one read; null to start.</param>
    /// <param name="limit">1–1,000. Fewer results mean the end.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    Task<IReadOnlyList<ProofEntry>> ListAsync(
        ProofKind kind, OwnerId owner, string? after = null, int limit = 1000, CancellationToken cancellation = default);

    /// <summary>A link for a browser, valid for at most 15 minutes; anyone with the link can use it without signing in. Whether the blob exists
    /// is checked only when the link is used.</summary>
    Task<ProofLink> LinkAsync(
        ProofAddress address, Duration lifetime, string downloadName, CancellationToken cancellation = default);

    /// <summary>Deletes a blob: only for erasing a guest or an owner, after the redacted copy is stored and recorded.
    /// False if there was none. On AWS the old version is gone after 30 days.</summary>
    Task<bool> EraseAsync(ProofAddress address, CancellationToken cancellation = default);
}
