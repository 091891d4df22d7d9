using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TuroEzpass.Api.Access;

/// <summary>Random secrets: tokens, codes and the setup link's secret. Only their SHA-256 is stored. With 256 random bits the hash
/// can't be reversed by guessing, so it needs no salt and can serve as an ID.</summary>
internal static class Secrets
{
    /// <summary>The prefix of opaque tokens.</summary>
    public const string TokenPrefix = "tez_";

    /// <summary>No secret is longer. Longer input is not hashed at all.</summary>
    private const int Longest = 200;

    /// <summary>Creates a secret.</summary>
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The stored form of a secret: 64 lowercase hexadecimal digits.</summary>
    public static string Hash(string? secret) => secret is { Length: <= Longest }
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))
        : "";

    /// <summary>Creates an ID for a person or owner.</summary>
    public static string NewId(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
