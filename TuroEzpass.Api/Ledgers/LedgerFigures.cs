using Microsoft.Extensions.Caching.Memory;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Ledgers;

/// <summary>Caches totals that depend only on an owner's ledger and the day, because they are expensive to compute.</summary>
public sealed class LedgerFigures : IDisposable
{
    private const int MostOwners = 200;
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostOwners });

    /// <summary>A ledger's totals; computed again if the ledger or the day has changed.</summary>
    public async Task<Analytics> GetAsync(OwnerId owner, LedgerReader reader, LocalDate today, Func<Task<Analytics>> make, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(make);
        // Read the version first: newer totals may briefly be stored under an older version, but never the reverse.
        var version = await reader.VersionAsync(cancellation);
        if (cache.TryGetValue(owner, out Entry? kept) && kept!.Version == version && kept.Day == today)
            return kept.Figures;
        var figures = await make();
        cache.Set(owner, new Entry(version, today, figures), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
        return figures;
    }

    /// <inheritdoc />
    public void Dispose() => cache.Dispose();

    private sealed record Entry(string Version, LocalDate Day, Analytics Figures);
}
