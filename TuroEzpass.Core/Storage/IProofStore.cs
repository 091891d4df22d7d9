using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>Immutable blobs of at most 64 MB: originals of statements, evidence, failure screenshots. Their address is
/// their SHA-256, so nothing is ever overwritten and every read proves that it is what was stored.
/// <para>Throws <see cref="ArgumentException"/> for a caller's mistake and <see cref="StorageException"/> where the
/// store itself fails; every operation may be repeated.</para></summary>
public interface IProofStore
{
    /// <summary>Stores the stream's bytes unless they are there already.</summary>
    Task<ProofPut> PutAsync(
        ProofKind kind, OwnerId owner, Stream content, string contentType, CancellationToken cancellation = default);

    /// <summary>Reads a blob and checks its SHA-256.</summary>
    Task<ProofGet> GetAsync(ProofAddress address, CancellationToken cancellation = default);

    /// <summary>Blobs of one kind and owner in the order of their SHA-256.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="after">The SHA-256 of the last one seen; null from the beginning.</param>
    /// <param name="limit">1–1,000. Fewer than that means the end.</param>
    /// <param name="cancellation">Stops the read.</param>
    Task<IReadOnlyList<ProofEntry>> ListAsync(
        ProofKind kind, OwnerId owner, string? after = null, int limit = 1000, CancellationToken cancellation = default);

    /// <summary>A link for a browser, at most 15 minutes; whoever has it needs no sign-in. Whether the blob exists is
    /// found out when it is followed.</summary>
    Task<ProofLink> LinkAsync(
        ProofAddress address, Duration lifetime, string downloadName, CancellationToken cancellation = default);

    /// <summary>Removes a blob: only for erasing a guest or an owner, after the redacted copy is stored and recorded.
    /// False where there was none. On AWS the old version is gone after 30 days.</summary>
    Task<bool> EraseAsync(ProofAddress address, CancellationToken cancellation = default);
}
