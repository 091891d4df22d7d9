using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Splits a request into one per owner and enabled site. The same cause creates the same runs, so
/// repeating it creates no duplicates.</summary>
internal sealed class FanOut(IRecordStore records, IWorkQueue queue, IClock clock, Func<IReadOnlyList<PortalListing>> portals)
{
    /// <summary>An event contains its time; one that is older, or from tomorrow, has a wrong clock.</summary>
    private static readonly Duration OldestEvent = Duration.FromDays(4);

    private static readonly Duration Skew = Duration.FromMinutes(10);
    private readonly ScrapeRequests requests = new(records, queue, clock);

    /// <summary>Requests a collection of every site for every owner with an enabled site.</summary>
    /// <returns>The number of owners.</returns>
    public async Task<int> ToEveryOwnerAsync(string cause, Instant? at, CancellationToken cancellation)
    {
        var asked = 0;
        foreach (var owner in await new OwnerDirectory(records).ListAsync(cancellation))
        {
            if (!await HasEnabledAsync(owner, cancellation))
                continue;
            await AskAsync(owner, cause, at, cancellation);
            asked++;
        }

        return asked;
    }

    /// <summary>Requests a collection of every site for one owner.</summary>
    /// <returns>False if there is no such owner, or none of their sites is enabled.</returns>
    public async Task<bool> ToOwnerAsync(OwnerId owner, string cause, Instant? at, CancellationToken cancellation)
    {
        if (!(await new OwnerDirectory(records).ListAsync(cancellation)).Contains(owner) || !await HasEnabledAsync(owner, cancellation))
            return false;
        await AskAsync(owner, cause, at, cancellation);
        return true;
    }

    /// <summary>Requests a run for each enabled site, for a run of all sites.</summary>
    /// <returns>The sites' names; empty if no site that this collector knows is enabled.</returns>
    public async Task<IReadOnlyList<string>> ToPortalsAsync(OwnerId owner, Run every, CancellationToken cancellation)
    {
        var known = portals().ToDictionary(portal => portal.Id, StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var account in await new AccountBook(records, owner).ListAsync(cancellation))
        {
            if (!account.IsEnabled || !known.TryGetValue(account.Portal, out var portal))
                continue;
            await requests.AskAsync(owner, portal.Id, every.ScrapeDate, $"run {every.Id}", cancellation);
            names.Add(portal.Name);
        }

        return names;
    }

    /// <summary>The day of an instant in the owner's time zone.</summary>
    public async Task<LocalDate> DayAsync(OwnerId owner, Instant at, CancellationToken cancellation) =>
        at.InZone((await new LedgerReader(records, owner).SettingsAsync(cancellation)).Value.Zone.Zone).Date;

    private async Task AskAsync(OwnerId owner, string cause, Instant? at, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var day = await DayAsync(owner, at is { } told && told > now - OldestEvent && told < now + Skew ? told : now, cancellation);
        await requests.AskAsync(owner, ScrapeRequest.EverySource, LocalDatePattern.Iso.Format(day), cause, cancellation);
    }

    private async Task<bool> HasEnabledAsync(OwnerId owner, CancellationToken cancellation) =>
        (await new AccountBook(records, owner).ListAsync(cancellation)).Any(account => account.IsEnabled);
}
