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
    private readonly Lease lease;

    private WriterLease(Lease lease) => this.lease = lease;

    /// <summary>The number of this holding; every later one's is higher.</summary>
    public long Epoch => lease.Epoch;

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
        var lease = new Lease(store, new RecordKey(owner.Partition("LEASE"), "writer"), clock, holder, Length);
        var giveUp = clock.GetCurrentInstant() + patience;
        while (true)
        {
            if (await lease.TryTakeAsync(isGone, cancellation).ConfigureAwait(false) is not { } other)
                return new WriterLease(lease);
            if (clock.GetCurrentInstant() > giveUp)
                throw new LedgerBusyException($"Another process ({other}) is writing to this ledger. Wait until it has finished, then try again.");
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Holds on to it, if it is near its end.</summary>
    /// <exception cref="LedgerBusyException">Another writer took it over.</exception>
    public async Task KeepAsync(CancellationToken cancellation = default)
    {
        if (!await lease.TryKeepAsync(cancellation).ConfigureAwait(false))
            throw new LedgerBusyException($"Another process took over this ledger after epoch {Epoch}. Nothing was lost; try again.");
    }

    /// <summary>Stops a writer that slept past the end: what it would create now, another may have taken away since.</summary>
    /// <exception cref="LedgerBusyException">Its time is over.</exception>
    public void RefuseIfOver()
    {
        if (!lease.IsHeld)
            throw new LedgerBusyException($"This ledger's lease (epoch {Epoch}) ended before the work did. Nothing was lost; try again.");
    }

    /// <summary>Lets it go. The item stays, so that the next epoch is higher.</summary>
    public Task ReleaseAsync(CancellationToken cancellation = default) => lease.ReleaseAsync(cancellation);
}
