using System.Diagnostics;
using System.Threading.Channels;
using TuroEzpass.Api.Uploads;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;
using Run = TuroEzpass.Core.Runs.Run;

namespace TuroEzpass.Api.Events;

/// <summary>A change to an owner's data.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Data">The new state.</param>
internal sealed record Change(string Name, object Data);

/// <summary>Polls one owner's records while anyone listens, once for all listeners: about once a second, and immediately after
/// this process has written.</summary>
internal sealed class OwnerWatch(IRecordStore records, OwnerId owner)
{
    private const int MostUploads = 100;
    private const int NewestRuns = 5;
    private const int NewestImports = 5;
    private const int MostBehind = 256;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastBetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Lock guard = new();
    private readonly List<Channel<Change>> listeners = [];
    private readonly Channel<bool> nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, (string Mark, Change Change)> latest = new(StringComparer.Ordinal);

    private HashSet<(string Id, string At)>? taken;

    /// <summary>The number of listeners.</summary>
    public int Listeners
    {
        get
        {
            lock (guard)
                return listeners.Count;
        }
    }

    /// <summary>Starts listening: first the current state, then each change.</summary>
    public Channel<Change> Listen()
    {
        // A slow listener loses the oldest events. That is safe: each event contains the current state, not a difference.
        var channel = Channel.CreateBounded<Change>(new BoundedChannelOptions(MostBehind) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (guard)
        {
            foreach (var (_, change) in latest.Values)
                channel.Writer.TryWrite(change);
            listeners.Add(channel);
        }

        return channel;
    }

    /// <summary>Stops listening.</summary>
    public void Leave(Channel<Change> channel)
    {
        lock (guard)
            listeners.Remove(channel);
    }

    /// <summary>Polls immediately.</summary>
    public void Nudge() => nudges.Writer.TryWrite(true);

    /// <summary>Polls until it is canceled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // The first listener's request started this; the polls must not belong to its trace.
        Activity.Current = null;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await LookAsync(cancellation);
            }
            catch (Exception fault) when (fault is StorageException or OperationCanceledException)
            {
                // Requests report the store's failure; here, the next poll tries again.
            }

            // Combines many writes into one poll.
            await Task.Delay(LeastBetweenLooks, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            wait.CancelAfter(BetweenLooks);
            await ((Task)nudges.Reader.ReadAsync(wait.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var reader = new LedgerReader(records, owner);
        var version = await reader.VersionAsync(cancellation);
        Tell(EventNames.Ledger, version, () => new Change(EventNames.Ledger, new LedgerChanged(version)));
        var book = new UploadBook(records, owner);
        var waiting = await book.WaitingAsync(MostUploads, cancellation);
        foreach (var (upload, mark) in waiting.Reverse())
            Tell(KeyOf(upload.Id), $"{mark}", () => new Change(EventNames.Import, ImportTexts.Of(upload)));
        foreach (var id in Gone(waiting.Select(each => KeyOf(each.Upload.Id)).ToHashSet(StringComparer.Ordinal)))
        {
            if (await book.GetAsync(id, cancellation) is var (upload, _))
                Tell(KeyOf(id), "done", () => new Change(EventNames.Import, ImportTexts.Of(upload)));
            lock (guard)
                latest.Remove(KeyOf(id));
        }

        // A small file may be imported between two polls, so that it was never seen waiting.
        var newest = (await reader.ImportsAsync(NewestImports, null, cancellation)).Items;
        foreach (var import in newest.Where(import => taken?.Contains((import.Value.Id, import.Value.At)) == false))
            Send(new Change(EventNames.Import, ImportTexts.Of(import)));
        taken = [.. newest.Select(import => (import.Value.Id, import.Value.At))];

        var (runs, _) = await new RunBook(records, owner).ListAsync(NewestRuns, cancellation: cancellation);
        foreach (var run in runs.Reverse())
            Tell($"run {run.ScrapeDate} {run.Id}", MarkOf(run), () => new Change(EventNames.Run, ToContract.Run(run, owner.Text, withScreenshots: true)));
    }

    private void Send(Change change)
    {
        lock (guard)
        {
            foreach (var listener in listeners)
                listener.Writer.TryWrite(change);
        }
    }

    private static string KeyOf(string import) => $"import {import}";

    private List<string> Gone(HashSet<string> waiting)
    {
        lock (guard)
            return [.. latest.Keys.Where(key => key.StartsWith(KeyOf(""), StringComparison.Ordinal) && !waiting.Contains(key)).Select(key => key[KeyOf("").Length..])];
    }

    private void Tell(string key, string mark, Func<Change> make)
    {
        lock (guard)
        {
            if (latest.TryGetValue(key, out var known) && known.Mark == mark)
                return;
            var change = make();
            latest[key] = (mark, change);
            Send(change);
        }
    }

    private static string MarkOf(Run run) =>
        $"{run.Status} {run.StartedAt} {run.EndedAt} {run.TotalRecords} {run.NewRecords} {run.Summary} {run.Error} {run.Screenshots.Count}";
}
