using System.Security.Cryptography;
using NodaTime;

namespace TuroEzpass.Storage;

/// <summary>The versions of items; the same for both engines.</summary>
internal static class RecordVersions
{
    private const int RandomBits = 20;

    /// <summary>The version of a new item, above every version of an item that was deleted earlier: milliseconds, plus
    /// a random part for items created within the same millisecond. A client that still has the deleted item's version can therefore
    /// not overwrite the new one. Later writes add 1.</summary>
    public static long First(Instant now) =>
        (now.ToUnixTimeMilliseconds() << RandomBits) | (long)RandomNumberGenerator.GetInt32(1 << RandomBits);
}
