using System.Runtime.InteropServices;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Stores images of what a run's site showed.</summary>
internal sealed class RunProofs(IProofStore proofs)
{
    /// <summary>The most pages that a run's record lists; later pages are stored but not listed.</summary>
    public const int MostListed = 1000;

    /// <summary>Stores a page's image as proof.</summary>
    /// <returns>Its SHA-256; null if it is too large to store.</returns>
    public Task<string?> KeepPageAsync(OwnerId owner, ReadOnlyMemory<byte> picture, CancellationToken cancellation) =>
        KeepAsync(ProofKind.Proof, owner, picture, "image/png", cancellation);

    /// <summary>Stores the screenshot of a failed run, then the browser's trace.</summary>
    /// <returns>Their SHA-256.</returns>
    public async Task<IReadOnlyList<string>> KeepFailureAsync(OwnerId owner, ReadOnlyMemory<byte>? screenshot, ReadOnlyMemory<byte>? trace, CancellationToken cancellation)
    {
        var kept = new List<string>();
        foreach (var (content, type) in new[] { (screenshot, "image/png"), (trace, "application/zip") })
        {
            if (content is { Length: > 0 } bytes && await KeepAsync(ProofKind.FailureScreenshot, owner, bytes, type, cancellation) is { } sha256)
                kept.Add(sha256);
        }

        return kept;
    }

    private async Task<string?> KeepAsync(ProofKind kind, OwnerId owner, ReadOnlyMemory<byte> content, string type, CancellationToken cancellation)
    {
        using var stream = MemoryMarshal.TryGetArray(content, out var part)
            ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        return await proofs.PutAsync(kind, owner, stream, type, cancellation) switch
        {
            ProofPut.Stored stored => stored.Info.Address.Sha256,
            ProofPut.AlreadyThere there => there.Info.Address.Sha256,
            _ => null,
        };
    }
}
