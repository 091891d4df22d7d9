using NodaTime;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Api.Ledgers;

/// <summary>The current day in an owner's time zone.</summary>
public sealed class LedgerClock(IClock clock)
{
    /// <summary>The clock.</summary>
    public IClock Clock => clock;

    /// <summary>Today's date in the time zone of a ledger's owner.</summary>
    public async Task<LocalDate> TodayAsync(LedgerReader reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var settings = await reader.SettingsAsync(cancellation);
        return clock.GetCurrentInstant().InZone(settings.Value.Zone.Zone).Date;
    }
}
