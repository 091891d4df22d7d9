using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Playwright;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Records Playwright's trace of a collection, if enabled. It starts after the sign-in and contains only steps: no images, pages or
/// requests, because those contain cookies. Names that images cover are removed from it, and a trace that still contains a secret
/// is discarded.</summary>
internal sealed class TraceKeeper(IBrowserContext context, bool isWanted)
{
    private const string Hidden = "(hidden)";
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private bool isRunning;

    /// <summary>Starts recording.</summary>
    public async Task BeginAsync()
    {
        if (!isWanted || isRunning)
            return;
        await context.Tracing.StartAsync(new() { Screenshots = false, Snapshots = false, Sources = false }).ConfigureAwait(false);
        isRunning = true;
    }

    /// <summary>Stops recording, before a sign-in or at the end of the collection.</summary>
    /// <returns>The trace; null if there is none.</returns>
    public async Task<byte[]?> EndAsync(PortalCredentials? credentials)
    {
        if (!isRunning)
            return null;
        isRunning = false;
        var path = Path.Combine(Path.GetTempPath(), $"turoezpass-trace-{Guid.NewGuid():n}.zip");
        try
        {
            await context.Tracing.StopAsync(new() { Path = path }).ConfigureAwait(false);
            var secrets = (await context.CookiesAsync().ConfigureAwait(false)).Select(cookie => cookie.Value);
            if (credentials is not null)
                secrets = [.. secrets, credentials.UserName, credentials.Password];
            return Without(await File.ReadAllBytesAsync(path).ConfigureAwait(false), [.. secrets.Where(secret => secret.Length > 0)]);
        }
        catch (Exception fault) when (fault is PlaywrightException or IOException)
        {
            return null;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Removes the texts from the archive, in every spelling that a trace uses.</summary>
    /// <returns>Null if the archive still contains one.</returns>
    internal static byte[]? Without(byte[] zip, IReadOnlyList<string> secrets)
    {
        var spellings = secrets.SelectMany(Spellings).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length).ToList();
        using var clean = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(zip, writable: false)))
        using (var target = new ZipArchive(clean, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                var text = new StringBuilder(reader.ReadToEnd());
                foreach (var spelling in spellings)
                    text.Replace(spelling, Hidden);
                using var writer = new StreamWriter(target.CreateEntry(entry.FullName).Open());
                writer.Write(text);
            }
        }

        var bytes = clean.ToArray();
        return Holds(bytes, secrets) ? null : bytes;
    }

    /// <summary>Whether any part of the archive contains one of the texts.</summary>
    internal static bool Holds(byte[] zip, IReadOnlyList<string> secrets)
    {
        using var archive = new ZipArchive(new MemoryStream(zip, writable: false));
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            var text = reader.ReadToEnd();
            if (secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>A text as it is, as a JSON string, and as JSON within JSON, as in selectors.</summary>
    private static IEnumerable<string> Spellings(string secret)
    {
        var once = Quoted(secret);
        return [secret, once, Quoted(once)];
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Json)[1..^1];
}
