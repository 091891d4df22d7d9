using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>The right to use an owner's account at a portal: one run at a time, in whatever process. It is kept while it is held; when
/// another took it over, the work in hand is cancelled.</summary>
internal sealed class AccountLease : IAsyncDisposable
{
    /// <summary>How long a run that was killed keeps others waiting on another machine.</summary>
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

    /// <summary>Ends when the lease is lost, or the process stops.</summary>
    public CancellationToken Work => work.Token;

    /// <summary>Whether another took it over, or nobody could be asked for too long.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Takes it; null while another run has it.</summary>
    public static async Task<AccountLease?> TryTakeAsync(IRecordStore records, IClock clock, OwnerId owner, string portal, CancellationToken stop)
    {
        var lease = new Lease(records, new RecordKey(owner.Partition("LEASE"), $"scrape#{portal}"), clock, ProcessHolder.Current, Length);
        return await lease.TryTakeAsync(ProcessHolder.IsGone, stop) is null ? new AccountLease(lease, stop) : null;
    }

    /// <summary>Lets it go.</summary>
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
            // It ends by itself.
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
            // Until its end nobody else can have it.
            return lease.IsHeld;
        }
    }
}
