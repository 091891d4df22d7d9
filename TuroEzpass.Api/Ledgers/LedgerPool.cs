using System.Collections.Concurrent;
using NodaTime;
using TuroEzpass.Api.Events;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Api.Ledgers;

/// <summary>This process's open ledgers, each used by one caller at a time. Opening a ledger reads all of an owner's facts and
/// originals, so it stays open for a while after its last use; other processes' facts are read before every write.</summary>
public sealed class LedgerPool(IRecordStore records, IProofStore proofs, IClock clock, OwnerWatches? watches = null, ILedgerBackup? backup = null) : IDisposable
{
    private static readonly Duration KeptOpen = Duration.FromMinutes(5);
    private readonly LedgerHost host = new(records, proofs, clock, ProcessHolder.Current, ProcessHolder.IsGone) { Backup = backup };
    private readonly ConcurrentDictionary<OwnerId, Place> places = new();

    /// <summary>Runs work on an owner's ledger, after other work on it in this process has finished.</summary>
    /// <exception cref="LedgerDamagedException">An original is missing or damaged.</exception>
    /// <exception cref="LedgerBusyException">Another process keeps writing.</exception>
    public async Task<T> UseAsync<T>(OwnerId owner, Func<OwnerLedger, Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var place = places.GetOrAdd(owner, _ => new Place());
        await place.Gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            place.UsedAt = clock.GetCurrentInstant();
            var ledger = place.Ledger ??= await OwnerLedger.OpenAsync(host, owner, cancellation).ConfigureAwait(false);
            return await work(ledger).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not (LedgerRefusedException or LedgerStaleException))
        {
            // Its state in memory may be incomplete, so the next caller reads it again.
            place.Ledger = null;
            throw;
        }
        finally
        {
            place.UsedAt = clock.GetCurrentInstant();
            place.Gate.Release();
            watches?.Nudge(owner);
        }
    }

    /// <summary>Opens a ledger, which upgrades it if an older version of the program stored it.</summary>
    /// <returns>Whether it was upgraded.</returns>
    public async Task<bool> UpgradeAsync(OwnerId owner, CancellationToken cancellation) =>
        await OwnerLedger.IsOldAsync(host, owner, cancellation).ConfigureAwait(false)
        && await UseAsync(owner, _ => Task.FromResult(true), cancellation).ConfigureAwait(false);

    /// <summary>Closes ledgers that have not been used for a while.</summary>
    /// <returns>Whether any was closed.</returns>
    public bool CloseIdle()
    {
        var now = clock.GetCurrentInstant();
        var any = false;
        foreach (var place in places.Values.Where(place => place.Ledger is not null && place.UsedAt + KeptOpen < now && place.Gate.Wait(0)))
        {
            place.Ledger = null;
            place.Gate.Release();
            any = true;
        }

        return any;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var place in places.Values)
            place.Gate.Dispose();
    }

    private sealed class Place
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public OwnerLedger? Ledger { get; set; }

        public Instant UsedAt { get; set; }
    }
}
