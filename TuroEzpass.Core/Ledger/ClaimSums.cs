using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>The totals of an owner's claims, in cents.</summary>
/// <param name="Owed">Drafts that no one has approved yet.</param>
/// <param name="Claimed">Approved or filed, and not yet paid, rejected, expired or withdrawn.</param>
/// <param name="Paid">Paid.</param>
/// <param name="Unsent">Drafts and approved claims that are not filed, by their last day to file (<c>2026-03-31</c>).</param>
public sealed record ClaimSums(long Owed, long Claimed, long Paid, IReadOnlyDictionary<string, (int Claims, long Cents)> Unsent)
{
    /// <summary>No claims.</summary>
    public static ClaimSums None { get; } = new(0, 0, 0, new Dictionary<string, (int, long)>());

    /// <summary>The claims that must be filed within a number of days, including the last one. A day in the past is no longer due.</summary>
    public (int Claims, long Cents) Due(LocalDate today, int days)
    {
        var (from, through) = (LocalDatePattern.Iso.Format(today), LocalDatePattern.Iso.Format(today.PlusDays(days)));
        var due = Unsent.Where(day => string.CompareOrdinal(day.Key, from) >= 0 && string.CompareOrdinal(day.Key, through) <= 0).Select(day => day.Value).ToList();
        return (due.Sum(day => day.Claims), due.Sum(day => day.Cents));
    }

    /// <summary>The version of the mark that is written after each change of an owner's items; 0 if there is none. While it
    /// stays the same, the claims have not changed.</summary>
    public static async Task<long> MarkAsync(IRecordStore store, OwnerId owner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.GetAsync(new RecordKey(owner.Partition("LEDGER"), "applied"), cancellation).ConfigureAwait(false))?.Version ?? 0;
    }

    /// <summary>Sums an owner's claims. Reads the partition, which is current: with an index that lags, the sums would be wrong until
    /// the next change.</summary>
    public static async Task<ClaimSums> ReadAsync(IRecordStore store, OwnerId owner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        long owed = 0, claimed = 0, paid = 0;
        var unsent = new Dictionary<string, (int Claims, long Cents)>(StringComparer.Ordinal);
        await foreach (var item in store.ReadAllAsync(new RecordQuery(RecordSource.Partition, owner.Partition("CLAIM")) { Limit = StorageLimits.MaxPage }, cancellation).ConfigureAwait(false))
        {
            var claim = JsonSerializer.Deserialize<Claim>(ProjectionWriter.Content(item), ProjectedItems.Json)!;
            switch (claim.State)
            {
                case LedgerClaimState.Draft:
                    owed += claim.Cents;
                    break;
                case LedgerClaimState.Approved or LedgerClaimState.Sent or LedgerClaimState.Disputed or LedgerClaimState.Answered:
                    claimed += claim.Cents;
                    break;
                case LedgerClaimState.Paid:
                    paid += claim.Cents;
                    break;
            }

            if (claim.State is LedgerClaimState.Draft or LedgerClaimState.Approved)
            {
                var (claims, cents) = unsent.GetValueOrDefault(claim.FileBy);
                unsent[claim.FileBy] = (claims + 1, cents + claim.Cents);
            }
        }

        return new ClaimSums(owed, claimed, paid, unsent);
    }

    /// <summary>The part of a claim's item that is summed; its lines and steps are skipped.</summary>
    private sealed record Claim(LedgerClaimState State, long Cents, string FileBy);
}
