using System.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>One collection, from sign-in to result, in its own browser profile.</summary>
internal sealed partial class Collection : IAsyncDisposable
{
    private const int MostSessionBytes = 1024 * 1024;
    private readonly PortalDefinition portal;
    private readonly CollectionOrder order;
    private readonly BrowserProfile profile;
    private readonly Visit visit;
    private readonly SiteFence fence;
    private readonly SignIn signIn;
    private readonly SiteTries tries;
    private readonly PageCapture capture;
    private readonly TraceKeeper trace;
    private readonly bool hasSession;
    private readonly ILogger log;
    private readonly CancellationTokenRegistration closing;

    private Collection(Visit visit, SiteFence fence, BrowserProfile profile, CollectionOrder order, bool hasSession, SiteTries tries, bool traces, ILogger log, CancellationToken cancellation)
    {
        (this.visit, this.fence, this.profile, this.order, this.hasSession, this.tries, this.log) = (visit, fence, profile, order, hasSession, tries, log);
        portal = visit.Portal;
        signIn = new SignIn(visit, order.Credentials, tries);
        capture = new PageCapture(portal, order.Credentials);
        trace = new TraceKeeper(profile.Context, traces);
        // Playwright does not take the token: closing the profile ends its work.
        closing = cancellation.Register(() => _ = profile.DisposeAsync().AsTask());
    }

    /// <summary>Whether the browser is still running.</summary>
    public bool IsAlive => profile.IsAlive;

    /// <summary>The state of the last sign-in; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Session { get; private set; }

    /// <summary>Creates a collection with an open page.</summary>
    public static async Task<Collection> OpenAsync(
        PortalDefinition portal, PortalSite site, BrowserProfile profile, CollectionOrder order, bool hasSession, SiteTries tries, CollectingOptions timing, bool traces, ILogger log, CancellationToken cancellation)
    {
        var fence = new SiteFence(site);
        await fence.WatchAsync(profile.Context).ConfigureAwait(false);
        profile.Context.SetDefaultTimeout((float)timing.StepTime.TotalMilliseconds);
        var page = await profile.Context.NewPageAsync().ConfigureAwait(false);
        profile.Context.Page += (_, popup) => _ = popup.CloseAsync();
        return new Collection(new Visit(portal, site, profile, page, fence, timing, order.Progress), fence, profile, order, hasSession, tries, traces, log, cancellation);
    }

    /// <summary>Runs the collection.</summary>
    public async Task<Collected> RunAsync(CancellationToken cancellation)
    {
        var rows = 0;
        try
        {
            await signIn.BeginAsync(hasSession, cancellation).ConfigureAwait(false);
            await SignedInAsync().ConfigureAwait(false);
            var reader = new WindowReader(visit, capture, order);
            var files = new List<CollectedFile>();
            var pages = 0;
            var windows = portal.Transactions.Filter is null ? [new DayWindow(order.From, order.Through)] : DayWindow.Of(order.From, order.Through, portal.Transactions.Days);
            foreach (var window in windows)
            {
                var reading = await WindowAsync(reader, window, cancellation).ConfigureAwait(false);
                foreach (var picture in reading.Pictures)
                    await order.KeepPage(picture, cancellation).ConfigureAwait(false);
                pages += reading.Pictures.Count;
                rows += reading.Rows;
                if (reading.File is not null)
                    files.Add(reading.File);
            }

            await SaveSessionAsync().ConfigureAwait(false);
            Tell(RunReasonName(null), rows);
            return new Collected.Complete { Files = files, Rows = rows, Session = Session, Summary = $"{Count(rows, "row")} of {Count(pages, "page")}, {Count(windows.Count, "window")}{RefusedText()}" };
        }
        catch (CollectionStoppedException stop)
        {
            cancellation.ThrowIfCancellationRequested();
            return await FailedAsync(stop, rows).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await closing.DisposeAsync().ConfigureAwait(false);
        await profile.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads a window. If the site ends the session meanwhile, starts the window again after a new sign-in, if one is still allowed.</summary>
    private async Task<WindowReader.Reading> WindowAsync(WindowReader reader, DayWindow window, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await tries.RunAsync(portal.Id, token => reader.ReadAsync(window, token), cancellation).ConfigureAwait(false);
            }
            catch (SignedOutException)
            {
                await trace.EndAsync(order.Credentials).ConfigureAwait(false);
                Session = default;
                await signIn.AgainAsync(cancellation).ConfigureAwait(false);
                await SignedInAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task SignedInAsync()
    {
        await SaveSessionAsync().ConfigureAwait(false);
        await trace.BeginAsync().ConfigureAwait(false);
    }

    private async Task SaveSessionAsync()
    {
        var state = Encoding.UTF8.GetBytes(await profile.Context.StorageStateAsync().ConfigureAwait(false));
        Session = state.Length <= MostSessionBytes ? state : default;
    }

    private async Task<Collected> FailedAsync(CollectionStoppedException stop, int rows)
    {
        Tell(RunReasonName(stop.Reason), rows);
        var isIn = visit.IsSignedIn && stop.Reason is not (RunReason.NeedsSignIn or RunReason.SignInRefused or RunReason.AccountLocked);
        var picture = visit.Page.Url == "about:blank" ? null : await capture.FailureAsync(visit.Page).ConfigureAwait(false);
        var steps = await trace.EndAsync(order.Credentials).ConfigureAwait(false);
        return new Collected.Failed
        {
            Reason = stop.Reason,
            Message = stop.Message + RefusedText(),
            Selector = stop.Selector,
            Rows = rows,
            Session = isIn ? Session : default,
            Screenshot = picture is null ? null : new ReadOnlyMemory<byte>(picture),
            Trace = steps is null ? null : new ReadOnlyMemory<byte>(steps),
        };
    }

    private string RefusedText()
    {
        var refused = fence.Refused;
        return refused.Count == 0 ? "" : $" ({Count(refused.Values.Sum(), "request")} to {string.Join(", ", refused.Keys.Order(StringComparer.Ordinal).Take(5))} blocked)";
    }

    private void Tell(string outcome, int rows) => Ended(log, portal.Id, outcome, rows);

    private static string RunReasonName(RunReason? reason) => reason?.ToString() ?? "Complete";

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";

    [LoggerMessage(LogLevel.Information, "The collection from {Portal} ended: {Outcome}, {Rows} rows")]
    private static partial void Ended(ILogger log, string portal, string outcome, int rows);
}
