using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TuroEzpass.Api.Access;

/// <summary>Random secrets: tokens, codes, the set-up link. Only their SHA-256 is kept; with 256 random bits there is nothing to guess
/// from it, so it needs no salt and may serve as an id.</summary>
internal static class Secrets
{
    /// <summary>How opaque tokens begin.</summary>
    public const string TokenPrefix = "tez_";

    /// <summary>No secret is longer; anything that is, is not hashed at all.</summary>
    private const int Longest = 200;

    /// <summary>A new one.</summary>
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of it: 64 small hexadecimal digits.</summary>
    public static string Hash(string? secret) => secret is { Length: <= Longest }
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))
        : "";

    /// <summary>A new id of a person or owner.</summary>
    public static string NewId(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
