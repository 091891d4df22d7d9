using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Collects with the browser, following a portal's definition. One collection at a time per portal.</summary>
internal sealed partial class PortalCollector(
    PortalCatalog catalog, BrowserHost browsers, SiteTries tries, IOptions<ScraperOptions> options, IOptions<CollectingOptions> timing, ILogger<PortalCollector> log) : IPortalCollector
{
    private const int BrowserTries = 2;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task<Collected> CollectAsync(CollectionOrder order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (catalog.Find(order.Portal) is not { } portal)
            return Failed(RunReason.CannotRun, $"There is no portal '{order.Portal}'. The known portals are {string.Join(", ", catalog.Portals.Select(known => known.Id))}. Add a definition to the folder of portal definitions (docs/PORTALS.md), or correct the name.");
        var turn = turns.GetOrAdd(portal.Id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        clock.CancelAfter(options.Value.RunTime);
        try
        {
            return await WithBrowserAsync(portal, order, clock.Token).ConfigureAwait(false);
        }
        catch (BrowserMissingException missing)
        {
            return Failed(RunReason.CannotRun, missing.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(RunReason.TimedOut, $"The collection from {portal.Name} took longer than {options.Value.RunTime.TotalMinutes:0.#} minutes and was stopped. Nothing was imported. Run it again later.");
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Collected> WithBrowserAsync(PortalDefinition portal, CollectionOrder order, CancellationToken cancellation)
    {
        var session = order.Session;
        for (var attempt = 1; ; attempt++)
        {
            await using var collection = await OpenAsync(portal, order, session, cancellation).ConfigureAwait(false);
            try
            {
                return await collection.RunAsync(cancellation).ConfigureAwait(false);
            }
            catch (PlaywrightException) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
            catch (PlaywrightException) when (!collection.IsAlive && attempt < BrowserTries)
            {
                // The session keeps the sign-in, so that a browser crash does not require a second one.
                session = collection.Session.IsEmpty ? session : collection.Session;
                Broke(log, portal.Id);
            }
            catch (PlaywrightException fault)
            {
                Stuck(log, portal.Id, fault.GetType().Name);
                return Failed(RunReason.CannotRun, collection.IsAlive ? $"The browser could not continue at {portal.Name}. Run it again; if it keeps happening, contact the operator." : "The browser crashed twice. Check that the machine has enough memory (a browser needs about 500 MB), then run it again.");
            }
        }
    }

    private async Task<Collection> OpenAsync(PortalDefinition portal, CollectionOrder order, ReadOnlyMemory<byte> session, CancellationToken cancellation)
    {
        var usable = IsSession(session) ? session : default;
        var profile = await browsers.OpenAsync(usable, cancellation).ConfigureAwait(false);
        try
        {
            return await Collection.OpenAsync(portal, catalog.SiteOf(portal), profile, order, !usable.IsEmpty, tries, timing.Value, options.Value.Traces, log, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await profile.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A state that the browser would not accept counts as none.</summary>
    private static bool IsSession(ReadOnlyMemory<byte> session)
    {
        if (session.IsEmpty)
            return false;
        try
        {
            using var json = JsonDocument.Parse(session);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Collected.Failed Failed(RunReason reason, string message) => new() { Reason = reason, Message = message };

    [LoggerMessage(LogLevel.Warning, "The browser crashed while collecting from {Portal}; restarting the collection")]
    private static partial void Broke(ILogger log, string portal);

    [LoggerMessage(LogLevel.Warning, "The browser could not continue at {Portal}: {Fault}")]
    private static partial void Stuck(ILogger log, string portal, string fault);
}
