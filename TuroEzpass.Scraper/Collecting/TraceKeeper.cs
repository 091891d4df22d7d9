using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Playwright;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Playwright's trace of a collection, where it is asked for. It begins after the sign-in and holds no pictures, no pages and
/// no requests, for these hold cookies: only the steps. The names that pictures cover are taken out of it, and one in which a secret is found
/// all the same is thrown away.</summary>
internal sealed class TraceKeeper(IBrowserContext context, bool isWanted)
{
    private const string Hidden = "(hidden)";
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private bool isRunning;

    /// <summary>Begins.</summary>
    public async Task BeginAsync()
    {
        if (!isWanted || isRunning)
            return;
        await context.Tracing.StartAsync(new() { Screenshots = false, Snapshots = false, Sources = false }).ConfigureAwait(false);
        isRunning = true;
    }

    /// <summary>Ends, before a sign-in or with the collection.</summary>
    /// <returns>The trace; null where there is none.</returns>
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

    /// <summary>The archive without the texts, in any of the ways in which a trace spells them.</summary>
    /// <returns>Null where one is in it all the same.</returns>
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

    /// <summary>Whether one of the texts stands in a part of the archive.</summary>
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

    /// <summary>As it is, and as a text within JSON, and within JSON within JSON, as selectors are.</summary>
    private static IEnumerable<string> Spellings(string secret)
    {
        var once = Quoted(secret);
        return [secret, once, Quoted(once)];
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Json)[1..^1];
}
