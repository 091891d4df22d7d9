using Microsoft.Extensions.Caching.Memory;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Ledgers;

/// <summary>Figures that follow from an owner's ledger and the day alone: dear to sum, so they are kept until one of the two changes.</summary>
public sealed class LedgerFigures : IDisposable
{
    private const int MostOwners = 200;
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostOwners });

    /// <summary>The figures of a ledger, made anew where it or the day has changed.</summary>
    public async Task<Analytics> GetAsync(OwnerId owner, LedgerReader reader, LocalDate today, Func<Task<Analytics>> make, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(make);
        // Read before the figures are: those of a later version may be kept under an earlier one for a moment, never the other way.
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
