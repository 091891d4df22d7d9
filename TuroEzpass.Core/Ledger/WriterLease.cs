using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>Another writer has the ledger, or took it over: nothing was lost; try again.</summary>
/// <param name="message">Who, and what to do.</param>
public sealed class LedgerBusyException(string message) : Exception(message);

/// <summary>The right to write an owner's projection: one holder at a time, each with a higher epoch than the last.</summary>
public sealed class WriterLease
{
    private static readonly Duration Length = Duration.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly IRecordStore store;
    private readonly RecordKey key;
    private readonly IClock clock;
    private readonly string holder;
    private long version;
    private Instant until;

    private WriterLease(IRecordStore store, RecordKey key, IClock clock, string holder)
    {
        this.store = store;
        this.key = key;
        this.clock = clock;
        this.holder = holder;
    }

    /// <summary>The number of this holding; every later one's is higher.</summary>
    public long Epoch { get; private set; }

    /// <summary>Takes the lease, waiting for another holder to end or to die.</summary>
    /// <param name="store">The store.</param>
    /// <param name="owner">Whose ledger.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="holder">Who asks: machine, process and when the process began.</param>
    /// <param name="isGone">Whether another holder is known not to run any more; then there is no waiting for its time to end.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="LedgerBusyException">The other holder goes on.</exception>
    public static async Task<WriterLease> TakeAsync(
        IRecordStore store, OwnerId owner, IClock clock, string holder, Func<string, bool> isGone, Duration patience, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(isGone);
        var lease = new WriterLease(store, new RecordKey(owner.Partition("LEASE"), "writer"), clock, holder);
        var giveUp = clock.GetCurrentInstant() + patience;
        while (true)
        {
            if (await lease.TryTakeAsync(isGone, cancellation).ConfigureAwait(false) is not { } other)
                return lease;
            if (clock.GetCurrentInstant() > giveUp)
                throw new LedgerBusyException($"Another process ({other}) is writing to this ledger. Wait until it has finished, then try again.");
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Holds on to it, if it is near its end.</summary>
    /// <exception cref="LedgerBusyException">Another writer took it over.</exception>
    public async Task KeepAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetCurrentInstant();
        if (now + (Length / 2) < until)
            return;
        await WriteAsync(now + Length, Expected.VersionIs(version), cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops a writer that slept past the end: what it would create now, another may have taken away since.</summary>
    /// <exception cref="LedgerBusyException">Its time is over.</exception>
    public void RefuseIfOver()
    {
        if (clock.GetCurrentInstant() >= until)
            throw new LedgerBusyException($"This ledger's lease (epoch {Epoch}) ended before the work did. Nothing was lost; try again.");
    }

    /// <summary>Lets it go. The item stays, so that the next epoch is higher.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation = default)
    {
        try
        {
            await WriteAsync(Instant.MinValue, Expected.VersionIs(version), cancellation).ConfigureAwait(false);
        }
        catch (LedgerBusyException)
        {
            // Somebody took it over: it is let go already.
        }
    }

    private async Task<string?> TryTakeAsync(Func<string, bool> isGone, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var there = await store.GetAsync(key, cancellation).ConfigureAwait(false);
        var held = there is null ? null : JsonSerializer.Deserialize<Body>(there.Body.Span);
        if (held is not null && held.Until > now.ToUnixTimeMilliseconds() && !isGone(held.Holder))
            return held.Holder;
        Epoch = (held?.Epoch ?? 0) + 1;
        try
        {
            await WriteAsync(now + Length, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false);
            return null;
        }
        catch (LedgerBusyException)
        {
            return held?.Holder ?? "just begun";
        }
    }

    private async Task WriteAsync(Instant end, Expected expected, CancellationToken cancellation)
    {
        var body = new Body(holder, Epoch, end == Instant.MinValue ? 0 : end.ToUnixTimeMilliseconds());
        var result = await store.PutAsync(new RecordWrite(key, JsonSerializer.SerializeToUtf8Bytes(body)), expected, cancellation).ConfigureAwait(false);
        if (result is not PutResult.Stored stored)
            throw new LedgerBusyException($"Another process took over this ledger after epoch {Epoch}. Nothing was lost; try again.");
        (version, until) = (stored.Version, end);
    }

    private sealed record Body(string Holder, long Epoch, long Until);
}
