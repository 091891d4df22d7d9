using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Playwright's trace of a collection, where it is asked for. It begins after the sign-in and holds no pictures, no pages and
/// no requests, for these hold cookies; and one in which a secret is found all the same is thrown away.</summary>
internal sealed class TraceKeeper(IBrowserContext context, bool isWanted)
{
    private const int LeastSecret = 6;
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
            var bytes = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
            return Holds(bytes, [.. secrets.Where(secret => secret.Length >= LeastSecret || secret == credentials?.Password)]) ? null : bytes;
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
}
