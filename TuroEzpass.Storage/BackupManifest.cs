using System.Text.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Storage;

/// <summary>A file in a backup.</summary>
/// <param name="Name">The path in the data folder, with slashes.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 of the content.</param>
internal sealed record BackupEntry(string Name, long Length, string Sha256);

/// <summary>A backup's description of itself: the entry <c>manifest.json</c>, written last.</summary>
/// <param name="Format">The format's version.</param>
/// <param name="Schema">The version of the database's schema.</param>
/// <param name="Files">All other entries.</param>
internal sealed partial record BackupManifest(int Format, int Schema, IReadOnlyList<BackupEntry> Files)
{
    /// <summary>The time up to which the backup is complete, in UTC: just before the database was copied. Missing in backups of the first versions.</summary>
    public string? MadeAt { get; init; }

    /// <summary>The format that this program writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The entry's name.</summary>
    public const string EntryName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Parses a manifest; null if it is not valid.</summary>
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

    /// <summary>Whether a name is allowed in a backup: the database or a blob. A list of allowed names is safer than a list of
    /// forbidden ones, above all against paths that lead out of the folder.</summary>
    public static bool IsOurs(string name) => name == SqliteDatabase.FileName || Blob().IsMatch(name);

    private static bool IsComplete(BackupManifest read) =>
        read.Files is not null && read.Files.All(file => file is { Name: not null, Sha256: not null, Length: >= 0 });

    [GeneratedRegex(@"\Ablobs/(statements|proofs|failure-screenshots)/[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?/[0-9a-f]{2}/[0-9a-f]{64}(\.json)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Blob();
}
