using System.Text.RegularExpressions;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>What a blob is. Each kind has its own folder or S3 prefix, with its own retention.</summary>
public enum ProofKind
{
    /// <summary>Evidence of a claim; prefix <c>proofs/</c>.</summary>
    Proof,

    /// <summary>The original of a statement or trip file; prefix <c>statements/</c>.</summary>
    Statement,

    /// <summary>What the portal showed when a run failed; prefix <c>failure-screenshots/</c>, kept 90 days on AWS.</summary>
    FailureScreenshot,
}

/// <summary>Where a blob lies: its address is its content, so the same bytes of the same owner are kept once.</summary>
public readonly partial record struct ProofAddress
{
    /// <summary>An address.</summary>
    /// <exception cref="ArgumentException">The SHA-256 is not 64 small hexadecimal digits.</exception>
    public ProofAddress(ProofKind kind, OwnerId owner, string sha256)
    {
        if (sha256 is null || !Hash().IsMatch(sha256))
            throw new ArgumentException($"'{sha256}' is not a SHA-256 of 64 small hexadecimal digits.", nameof(sha256));
        (Kind, Owner, Sha256) = (kind, owner, sha256);
    }

    /// <summary>What the blob is.</summary>
    public ProofKind Kind { get; }

    /// <summary>Whose it is.</summary>
    public OwnerId Owner { get; }

    /// <summary>SHA-256 of the bytes, 64 small hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>The folder of a kind and owner: <c>statements/&lt;owner&gt;/</c>.</summary>
    public static string FolderOf(ProofKind kind, OwnerId owner) => kind switch
    {
        ProofKind.Proof => $"proofs/{owner.Text}/",
        ProofKind.Statement => $"statements/{owner.Text}/",
        ProofKind.FailureScreenshot => $"failure-screenshots/{owner.Text}/",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of blob."),
    };

    /// <summary>The name in the folder or bucket: <c>statements/&lt;owner&gt;/&lt;sha256&gt;</c>.</summary>
    public override string ToString() => FolderOf(Kind, Owner) + Sha256;

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}

/// <summary>A blob that is stored.</summary>
/// <param name="Address">Where.</param>
/// <param name="ContentType">Media type, as given when it was first put.</param>
/// <param name="Length">Bytes.</param>
/// <param name="StoredAt">When it was first put.</param>
public sealed record ProofInfo(ProofAddress Address, string ContentType, long Length, Instant StoredAt);

/// <summary>The answer to putting a blob: <see cref="Stored"/>, <see cref="AlreadyThere"/> or <see cref="TooLarge"/>.</summary>
public abstract record ProofPut
{
    private ProofPut() { }

    /// <summary>It was new and will survive a crash.</summary>
    public sealed record Stored(ProofInfo Info) : ProofPut;

    /// <summary>The same bytes were there; nothing was changed.</summary>
    public sealed record AlreadyThere(ProofInfo Info) : ProofPut;

    /// <summary>The stream went on beyond <see cref="StorageLimits.MaxBlobBytes"/>; nothing was stored.</summary>
    public sealed record TooLarge : ProofPut;
}

/// <summary>The answer to reading a blob: <see cref="Found"/>, <see cref="Missing"/> or <see cref="Tampered"/>.</summary>
public abstract record ProofGet
{
    private ProofGet() { }

    /// <summary>The bytes, whose SHA-256 was checked.</summary>
    public sealed record Found(ProofInfo Info, ReadOnlyMemory<byte> Content) : ProofGet;

    /// <summary>There is no such blob.</summary>
    public sealed record Missing : ProofGet;

    /// <summary>There is one, but its bytes are not those that were stored.</summary>
    /// <param name="ActualSha256">What they hash to now.</param>
    public sealed record Tampered(string ActualSha256) : ProofGet;
}

/// <summary>A blob in a list.</summary>
/// <param name="Address">Where.</param>
/// <param name="Length">Bytes.</param>
/// <param name="StoredAt">When it was first put.</param>
public sealed record ProofEntry(ProofAddress Address, long Length, Instant StoredAt);

/// <summary>A link that works until it expires.</summary>
/// <param name="Address">Absolute (S3), or relative to the Api (<c>proof-links/…</c>) on the embedded store.</param>
/// <param name="ExpiresAt">When it ceases to work.</param>
public sealed record ProofLink(Uri Address, Instant ExpiresAt);
