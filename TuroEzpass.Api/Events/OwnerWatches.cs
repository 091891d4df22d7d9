using System.Threading.Channels;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Events;

/// <summary>The owners that are being watched because someone listens.</summary>
public sealed class OwnerWatches(IRecordStore records, IHostApplicationLifetime lifetime)
{
    /// <summary>The most connections per owner.</summary>
    public const int MostListeners = 16;

    private readonly Lock guard = new();
    private readonly Dictionary<OwnerId, (OwnerWatch Watch, CancellationTokenSource End)> watches = [];

    /// <summary>Listens to an owner's changes until disposed; null if there are too many connections.</summary>
    internal Listener? Listen(OwnerId owner)
    {
        lock (guard)
        {
            if (!watches.TryGetValue(owner, out var there))
            {
                there = (new OwnerWatch(records, owner), CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping));
                watches.Add(owner, there);
                var (watch, end) = (there.Watch, there.End.Token);
                _ = Task.Run(() => watch.RunAsync(end), CancellationToken.None);
            }

            return there.Watch.Listeners >= MostListeners ? null : new Listener(this, owner, there.Watch.Listen());
        }
    }

    /// <summary>Signals that this process wrote an owner's data.</summary>
    public void Nudge(OwnerId owner)
    {
        lock (guard)
        {
            if (watches.TryGetValue(owner, out var there))
                there.Watch.Nudge();
        }
    }

    private void Leave(OwnerId owner, Channel<Change> channel)
    {
        lock (guard)
        {
            if (!watches.TryGetValue(owner, out var there))
                return;
            there.Watch.Leave(channel);
            if (there.Watch.Listeners > 0)
                return;
            watches.Remove(owner);
            there.End.Cancel();
            there.End.Dispose();
        }
    }

    /// <summary>One connection.</summary>
    internal sealed class Listener(OwnerWatches watches, OwnerId owner, Channel<Change> channel) : IDisposable
    {
        private int left;

        /// <summary>The current state, then each change.</summary>
        public ChannelReader<Change> Changes => channel.Reader;

        /// <inheritdoc />
        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                watches.Leave(owner, channel);
        }
    }
}
