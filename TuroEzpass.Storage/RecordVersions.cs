using System.Security.Cryptography;
using NodaTime;

namespace TuroEzpass.Storage;

/// <summary>The versions of items, the same on both engines.</summary>
internal static class RecordVersions
{
    private const int RandomBits = 20;

    /// <summary>The version of an item that is new, above every version that an item deleted earlier had: milliseconds
    /// and, for two makings within one of them, chance. A reader who still holds the deleted item's version can therefore
    /// not overwrite the new one. Later writes add 1.</summary>
    public static long First(Instant now) =>
        (now.ToUnixTimeMilliseconds() << RandomBits) | (long)RandomNumberGenerator.GetInt32(1 << RandomBits);
}
