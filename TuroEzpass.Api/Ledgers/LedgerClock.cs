using NodaTime;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Api.Ledgers;

/// <summary>Tells the day, on the clock of an owner's zone.</summary>
public sealed class LedgerClock(IClock clock)
{
    /// <summary>The clock.</summary>
    public IClock Clock => clock;

    /// <summary>Today, where the owner of a ledger is.</summary>
    public async Task<LocalDate> TodayAsync(LedgerReader reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var settings = await reader.SettingsAsync(cancellation);
        return clock.GetCurrentInstant().InZone(settings.Value.Zone.Zone).Date;
    }
}
