using System.Buffers.Text;
using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Files;

/// <summary>The target of a link of the embedded store.</summary>
/// <param name="Address">The blob.</param>
/// <param name="DownloadName">The file name for the download.</param>
public sealed record ProofLinkTarget(ProofAddress Address, string DownloadName);

/// <summary>Temporary links of the embedded store, which has no server of its own: <c>proof-links/&lt;token&gt;</c>,
/// served by the Api. The token is protected with the data folder's keys, so no one can create or extend one.</summary>
/// <param name="keys">The key ring.</param>
/// <param name="clock">For the links' expiry.</param>
public sealed class FileProofLinks(LocalKeys keys, IClock clock)
{
    private const string Purpose = "proof-link";

    /// <summary>Creates a link to a blob.</summary>
    public ProofLink Make(ProofAddress address, Duration lifetime, string downloadName)
    {
        StorageLimits.CheckLink(lifetime, downloadName);
        var expires = clock.GetCurrentInstant() + lifetime;
        var plain = JsonSerializer.SerializeToUtf8Bytes(
            new Ticket((int)address.Kind, address.Owner.Text, address.Sha256, downloadName, expires.ToUnixTimeMilliseconds()));
        return new ProofLink(new Uri($"proof-links/{Base64Url.EncodeToString(keys.Protect(plain, Purpose))}", UriKind.Relative), expires);
    }

    /// <summary>A token's target; null if it has expired or is not valid.</summary>
    public ProofLinkTarget? Follow(string token)
    {
        if (token is not { Length: > 0 and < 4096 } || !Base64Url.IsValid(token)
            || keys.Unprotect(Base64Url.DecodeFromChars(token), Purpose) is not { } plain
            || JsonSerializer.Deserialize<Ticket>(plain) is not { } ticket
            || clock.GetCurrentInstant().ToUnixTimeMilliseconds() >= ticket.Expires)
        {
            return null;
        }
        return new ProofLinkTarget(new ProofAddress((ProofKind)ticket.Kind, OwnerId.Parse(ticket.Owner), ticket.Sha256), ticket.Name);
    }

    private sealed record Ticket(int Kind, string Owner, string Sha256, string Name, long Expires);
}
