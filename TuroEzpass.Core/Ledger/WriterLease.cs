using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>Another writer holds or took over the ledger. No data was lost; try again.</summary>
/// <param name="message">Who holds it, and what to do.</param>
public sealed class LedgerBusyException(string message) : Exception(message);

/// <summary>The lease to write an owner's projection. It has one holder at a time, each with a higher epoch than the last.</summary>
public sealed class WriterLease
{
    private static readonly Duration Length = Duration.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Lease lease;

    private WriterLease(Lease lease) => this.lease = lease;

    /// <summary>The epoch of this holder; later holders have higher ones.</summary>
    public long Epoch => lease.Epoch;

    /// <summary>Acquires the lease, waiting for another holder to release it or to end.</summary>
    /// <param name="store">The store.</param>
    /// <param name="owner">The owner of the ledger.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="holder">The new holder: machine, process, and when it started.</param>
    /// <param name="isGone">Whether another holder is known to have ended; then its lease is taken over immediately.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="LedgerBusyException">The other holder keeps the lease.</exception>
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

    /// <summary>Renews the lease if it is about to expire.</summary>
    /// <exception cref="LedgerBusyException">Another writer took it over.</exception>
    public async Task KeepAsync(CancellationToken cancellation = default)
    {
        if (!await lease.TryKeepAsync(cancellation).ConfigureAwait(false))
            throw new LedgerBusyException($"Another process took over this ledger after epoch {Epoch}. No data was lost; try again.");
    }

    /// <summary>Stops a writer whose lease has expired: another writer may have deleted what it is about to create.</summary>
    /// <exception cref="LedgerBusyException">The lease has expired.</exception>
    public void RefuseIfOver()
    {
        if (!lease.IsHeld)
            throw new LedgerBusyException($"This ledger's lease (epoch {Epoch}) expired before the work was finished. No data was lost; try again.");
    }

    /// <summary>Releases the lease. The item stays, so that the next epoch is higher.</summary>
    public Task ReleaseAsync(CancellationToken cancellation = default) => lease.ReleaseAsync(cancellation);
}
