using System.Text.RegularExpressions;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>The kind of a blob. Each kind has its own folder or S3 prefix and its own retention.</summary>
public enum ProofKind
{
    /// <summary>Evidence of a claim; prefix <c>proofs/</c>.</summary>
    Proof,

    /// <summary>The original of a statement or trip file; prefix <c>statements/</c>.</summary>
    Statement,

    /// <summary>A screenshot of the portal when a run failed; prefix <c>failure-screenshots/</c>, kept 90 days on AWS.</summary>
    FailureScreenshot,
}

/// <summary>The address of a blob is its content, so the same bytes of the same owner are stored once.</summary>
public readonly partial record struct ProofAddress
{
    /// <summary>Creates an address.</summary>
    /// <exception cref="ArgumentException">The SHA-256 is not 64 lowercase hexadecimal digits.</exception>
    public ProofAddress(ProofKind kind, OwnerId owner, string sha256)
    {
        if (sha256 is null || !Hash().IsMatch(sha256))
            throw new ArgumentException($"'{sha256}' is not a SHA-256 of 64 lowercase hexadecimal digits.", nameof(sha256));
        (Kind, Owner, Sha256) = (kind, owner, sha256);
    }

    /// <summary>The kind.</summary>
    public ProofKind Kind { get; }

    /// <summary>The owner.</summary>
    public OwnerId Owner { get; }

    /// <summary>SHA-256 of the bytes, 64 lowercase hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>The folder of a kind and owner: <c>statements/&lt;owner&gt;/</c>.</summary>
    public static string FolderOf(ProofKind kind, OwnerId owner) => kind switch
    {
        ProofKind.Proof => $"proofs/{owner.Text}/",
        ProofKind.Statement => $"statements/{owner.Text}/",
        ProofKind.FailureScreenshot => $"failure-screenshots/{owner.Text}/",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of blob."),
    };

    /// <summary>The name in the folder or bucket: <c>statements/&lt;owner&gt;/&lt;sha256&gt;</c>.</summary>
    public override string ToString() => FolderOf(Kind, Owner) + Sha256;

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}

/// <summary>A stored blob.</summary>
/// <param name="Address">The address.</param>
/// <param name="ContentType">Media type, as given when it was first stored.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="StoredAt">When it was first stored.</param>
public sealed record ProofInfo(ProofAddress Address, string ContentType, long Length, Instant StoredAt);

/// <summary>The result of storing a blob: <see cref="Stored"/>, <see cref="AlreadyThere"/> or <see cref="TooLarge"/>.</summary>
public abstract record ProofPut
{
    private ProofPut() { }

    /// <summary>It was new, and is stored durably.</summary>
    public sealed record Stored(ProofInfo Info) : ProofPut;

    /// <summary>The same bytes were already stored; nothing was changed.</summary>
    public sealed record AlreadyThere(ProofInfo Info) : ProofPut;

    /// <summary>The stream is longer than <see cref="StorageLimits.MaxBlobBytes"/>; nothing was stored.</summary>
    public sealed record TooLarge : ProofPut;
}

/// <summary>The result of reading a blob: <see cref="Found"/>, <see cref="Missing"/> or <see cref="Tampered"/>.</summary>
public abstract record ProofGet
{
    private ProofGet() { }

    /// <summary>The bytes, whose SHA-256 was checked.</summary>
    public sealed record Found(ProofInfo Info, ReadOnlyMemory<byte> Content) : ProofGet;

    /// <summary>There is no such blob.</summary>
    public sealed record Missing : ProofGet;

    /// <summary>There is one, but its bytes have changed since they were stored.</summary>
    /// <param name="ActualSha256">Their current SHA-256.</param>
    public sealed record Tampered(string ActualSha256) : ProofGet;
}

/// <summary>A blob in a list.</summary>
/// <param name="Address">The address.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="StoredAt">When it was first stored.</param>
public sealed record ProofEntry(ProofAddress Address, long Length, Instant StoredAt);

/// <summary>A link that works until it expires.</summary>
/// <param name="Address">Absolute (S3), or relative to the Api (<c>proof-links/…</c>) on the embedded store.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record ProofLink(Uri Address, Instant ExpiresAt);
