using System.Text.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Storage;

/// <summary>A file in a backup.</summary>
/// <param name="Name">Its place in the data folder, with slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">What they hash to.</param>
internal sealed record BackupEntry(string Name, long Length, string Sha256);

/// <summary>What a backup says of itself: the entry <c>manifest.json</c>, written last.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Schema">The database's schema.</param>
/// <param name="Files">Every other entry.</param>
internal sealed partial record BackupManifest(int Format, int Schema, IReadOnlyList<BackupEntry> Files)
{
    /// <summary>From when on the backup knows nothing, in UTC: just before the database was copied. Missing in those of the first versions.</summary>
    public string? MadeAt { get; init; }

    /// <summary>The format that this program writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its entry.</summary>
    public const string EntryName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads one; null where it is none.</summary>
    public static BackupManifest? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(bytes, Json) is { } read && (read.Format > CurrentFormat || IsComplete(read)) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a name is one that a backup has: the database or a blob. Any other, above all one that leads out of
    /// the folder, is refused, so the list is of what may be and not of what may not.</summary>
    public static bool IsOurs(string name) => name == SqliteDatabase.FileName || Blob().IsMatch(name);

    private static bool IsComplete(BackupManifest read) =>
        read.Files is not null && read.Files.All(file => file is { Name: not null, Sha256: not null, Length: >= 0 });

    [GeneratedRegex(@"\Ablobs/(statements|proofs|failure-screenshots)/[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?/[0-9a-f]{2}/[0-9a-f]{64}(\.json)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Blob();
}
