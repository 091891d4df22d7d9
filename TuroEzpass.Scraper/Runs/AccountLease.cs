using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>A lease on an owner's account at a portal: only one run uses it at a time, in any process. It is renewed while it is held; if
/// another process takes it over, the work is canceled.</summary>
internal sealed class AccountLease : IAsyncDisposable
{
    /// <summary>How long a killed run keeps other machines waiting.</summary>
    public static readonly Duration Length = Duration.FromMinutes(1);

    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(15);
    private readonly Lease lease;
    private readonly CancellationTokenSource work;
    private readonly CancellationTokenSource over = new();
    private readonly Task beating;

    private AccountLease(Lease lease, CancellationToken stop)
    {
        this.lease = lease;
        work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        beating = BeatAsync();
    }

    /// <summary>Canceled when the lease is lost or the process stops.</summary>
    public CancellationToken Work => work.Token;

    /// <summary>Whether another process took it over, or it could not be renewed in time.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Acquires the lease; null while another run holds it.</summary>
    public static async Task<AccountLease?> TryTakeAsync(IRecordStore records, IClock clock, OwnerId owner, string portal, CancellationToken stop)
    {
        var lease = new Lease(records, new RecordKey(owner.Partition("LEASE"), $"scrape#{portal}"), clock, ProcessHolder.Current, Length);
        return await lease.TryTakeAsync(ProcessHolder.IsGone, stop) is null ? new AccountLease(lease, stop) : null;
    }

    /// <summary>Releases the lease.</summary>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await beating;
        try
        {
            if (!IsLost)
                await lease.ReleaseAsync(CancellationToken.None);
        }
        catch (StorageException)
        {
            // It expires on its own.
        }

        over.Dispose();
        work.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(BetweenBeats, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested || await IsKeptAsync())
                continue;
            IsLost = true;
            await work.CancelAsync();
            return;
        }
    }

    private async Task<bool> IsKeptAsync()
    {
        try
        {
            return await lease.TryKeepAsync(CancellationToken.None);
        }
        catch (StorageException)
        {
            // Until it expires, no one else can acquire it.
            return lease.IsHeld;
        }
    }
}
