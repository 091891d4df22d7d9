using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Alerts;

/// <summary>The facts that owner rules use.</summary>
public sealed record OwnerFacts
{
    /// <summary>The most files to search for the last statement of an agency: as many as an owner imports in years.</summary>
    private const int MostImports = 500;

    /// <summary>The current day in the owner's zone.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>The number of claims that are not filed and their cents, by last day to file.</summary>
    public IReadOnlyDictionary<string, (int Claims, long Cents)> Unsent { get; init; } = new Dictionary<string, (int, long)>();

    /// <summary>Tags and plates that are on no known car, by key: <c>TAG#…</c> or <c>PLATE#…</c>.</summary>
    public IReadOnlyList<(string Place, UnknownItem Item)> Unknown { get; init; } = [];

    /// <summary>The owner's portal accounts.</summary>
    public IReadOnlyList<PortalAccount> Accounts { get; init; } = [];

    /// <summary>The portals' names, by their ids.</summary>
    public IReadOnlyDictionary<string, string> PortalNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Claims whose guests are owed a refund.</summary>
    public IReadOnlyList<ClaimItem> Refunds { get; init; } = [];

    /// <summary>The last day of an agency's history that was imported, by layout; absent if there is none.</summary>
    public IReadOnlyDictionary<string, LocalDate> BroughtThrough { get; init; } = new Dictionary<string, LocalDate>();

    /// <summary>Reads the facts from the store, without opening the ledger.</summary>
    /// <param name="store">The store.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="vanishing">The agencies that delete toll history.</param>
    /// <param name="now">The current time.</param>
    public static async Task<OwnerFacts> ReadAsync(IRecordStore store, OwnerId owner, IReadOnlyList<VanishingHistory> vanishing, Instant now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vanishing);
        var reader = new LedgerReader(store, owner);
        var zone = (await reader.SettingsAsync(cancellation).ConfigureAwait(false)).Value.Zone.Zone;
        var accounts = await new AccountBook(store, owner).ListAsync(cancellation).ConfigureAwait(false);
        return new OwnerFacts
        {
            Today = now.InZone(zone).Date,
            Unsent = (await ClaimSums.ReadAsync(store, owner, cancellation).ConfigureAwait(false)).Unsent,
            Unknown = [.. (await reader.UnknownDevicesAsync(cancellation).ConfigureAwait(false)).Select(one => (one.Sort, one.Value))],
            Accounts = accounts,
            PortalNames = accounts.Count == 0 ? new Dictionary<string, string>() : (await new PortalBook(store).ListAsync(cancellation).ConfigureAwait(false)).ToDictionary(portal => portal.Id, portal => portal.Name),
            Refunds = [.. (await reader.RefundsAsync(cancellation).ConfigureAwait(false)).Select(claim => claim.Value)],
            BroughtThrough = await BroughtAsync(reader, accounts, vanishing, zone, cancellation).ConfigureAwait(false),
        };
    }

    private static async Task<IReadOnlyDictionary<string, LocalDate>> BroughtAsync(
        LedgerReader reader, IReadOnlyList<PortalAccount> accounts, IReadOnlyList<VanishingHistory> vanishing, DateTimeZone zone, CancellationToken cancellation)
    {
        var last = new Dictionary<string, LocalDate>();
        foreach (var import in (await reader.ImportsAsync(MostImports, null, cancellation).ConfigureAwait(false)).Items.Select(import => import.Value))
        {
            if (vanishing.Any(one => one.Layout == import.Layout) && InstantPattern.ExtendedIso.Parse(import.At) is { Success: true } at)
                last.TryAdd(import.Layout, at.Value.InZone(zone).Date);
        }

        foreach (var one in vanishing)
        {
            if (accounts.FirstOrDefault(account => account.Portal == one.Portal)?.CompleteThrough is { } through && LocalDatePattern.Iso.Parse(through) is { Success: true } day
                && (!last.TryGetValue(one.Layout, out var known) || known < day.Value))
                last[one.Layout] = day.Value;
        }

        return last;
    }
}
