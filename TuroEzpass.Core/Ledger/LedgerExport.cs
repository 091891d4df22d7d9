using System.IO.Compression;
using System.Text;

namespace TuroEzpass.Core.Ledger;

/// <summary>All data of one owner as a zip: readable tables, all facts, and all originals. The same
/// ledger gives the same bytes, with the same version of the program and kind of stream.
/// <para><c>tolls.csv</c>, <c>trips.csv</c>, <c>claims.csv</c>, <c>fleet.csv</c> (can be imported again), <c>imports.csv</c>,
/// <c>audit.csv</c>; <c>facts.jsonl</c>, one fact a line in their order; and
/// <c>originals/&lt;sha256&gt;/&lt;file name&gt;</c>, whose bytes have that SHA-256. An original whose guest was erased is
/// its redacted copy.</para></summary>
public static class LedgerExport
{
    private const int LongestName = 120;

    /// <summary>Zip has no time zone and no time before 1980. The current time would make every export differ.</summary>
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the zip. The stream stays open. Tables are written synchronously, so pass a file stream.</summary>
    /// <exception cref="LedgerDamagedException">An original is missing or damaged.</exception>
    public static async Task WriteAsync(OwnerLedger ledger, Stream zip, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(zip);
        await ledger.ReadStateAsync(cancellation).ConfigureAwait(false);
        var files = Files(ledger);
        using var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        var tables = new ExportTables(ledger.Owner, ledger.State);
        (string Name, Action<Stream, CancellationToken> Write)[] projected =
            [("tolls.csv", tables.Tolls), ("trips.csv", tables.Trips), ("claims.csv", tables.Claims), ("fleet.csv", tables.Fleet)];
        foreach (var (name, write) in projected)
        {
            using var entry = Open(archive, name);
            write(entry, cancellation);
        }

        using (var entry = Open(archive, "imports.csv"))
            ImportTables.WriteImports(ledger.State, files, entry);
        using (var entry = Open(archive, "audit.csv"))
            ImportTables.WriteAudit(ledger.State, entry);
        using (var entry = Open(archive, "facts.jsonl"))
        {
            foreach (var fact in ledger.State.Facts)
            {
                entry.Write(fact.ToBytes());
                entry.WriteByte((byte)'\n');
            }
        }

        foreach (var file in files.DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var bytes = await ledger.Originals.ReadAsync(file.Sha256, cancellation).ConfigureAwait(false);
            using var entry = Open(archive, file.Path);
            await entry.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A file name that is valid on every system and stays in its folder: characters other than letters, digits and a few harmless ones
    /// become <c>_</c>, and so do dots and spaces at the ends.</summary>
    internal static string SafeName(string name)
    {
        var kept = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
            kept.Append(Rune.IsLetterOrDigit(rune) || " .-_()+,@#".Contains(rune.ToString(), StringComparison.Ordinal) ? rune.ToString() : "_");
        var safe = kept.ToString();
        // The end has the file's extension.
        if (safe.Length > LongestName)
            safe = char.IsLowSurrogate(safe[^LongestName]) ? safe[^(LongestName - 1)..] : safe[^LongestName..];
        var inner = safe.Trim('.', ' ');
        if (inner.Length == 0)
            return "_";
        if (inner.Length != safe.Length)
            safe = $"_{inner}";
        // Windows reserves these names for devices, with any extension.
        var stem = safe.Split('.')[0].TrimEnd().ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)))
            ? $"_{safe}"
            : safe;
    }

    /// <summary>The originals that the facts name, in the facts' order; a user's own layout comes before its statement.</summary>
    private static List<ExportedFile> Files(OwnerLedger ledger)
    {
        var files = new List<ExportedFile>();
        foreach (var fact in ledger.State.Facts)
        {
            if (fact is StatementImported { LayoutSha256: { } layout })
                Add(fact, layout, "layout.yaml");
            if (fact is StatementImported statement)
                Add(fact, statement.Sha256, statement.FileName);
            else if (StandingFacts.IdOf(fact) is { } id)
                Add(fact, id, StandingFacts.NameOf(fact));
        }

        return files;

        void Add(Fact fact, string sha, string name)
        {
            var current = ledger.Originals.Current(sha);
            files.Add(new ExportedFile(fact, current, $"originals/{current}/{SafeName(name)}"));
        }
    }

    private static Stream Open(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }
}

/// <summary>An original in the zip.</summary>
/// <param name="Fact">The fact that imported it.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
/// <param name="Path">Its path in the zip.</param>
internal sealed record ExportedFile(Fact Fact, string Sha256, string Path);
