using CsCheck;
using NodaTime;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Tests.Matching;

/// <summary>The calendar of whole days agrees with the tz database.</summary>
public sealed class ZoneCalendarProperties
{
    private static readonly string[] Zones_ =
        ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Indiana/Indianapolis", "America/Kentucky/Louisville", "America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico", "Europe/London"];

    [Fact]
    public void Every_local_time_reads_as_in_the_tz_database()
    {
        // From 1999 to 2041, and half of them near a change of the clock.
        var anywhere = Gen.Long[915_148_800, 2_240_524_800];
        var nearChange = Gen.Select(Gen.Int[2000, 2040], Gen.Bool, Gen.Int[-200_000, 200_000]).Select((year, spring, seconds) =>
            (Period.DaysBetween(new LocalDate(1970, 1, 1), new LocalDate(year, spring ? 3 : 11, spring ? 11 : 4)) * 86_400L) + (seconds * 3L));
        Gen.Select(Gen.OneOf(Zones_), Gen.OneOf(anywhere, nearChange)).Sample((id, localSeconds) =>
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var mapping = zone.MapLocal(new LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(localSeconds));
            var reading = Zones.Get(id).Read(localSeconds, out var earlier, out var later);

            Assert.Equal(mapping.Count switch { 0 => LocalReading.Never, 1 => LocalReading.Once, _ => LocalReading.Twice }, reading);
            if (mapping.Count == 0)
            {
                // The uncertain hour: from the change, or before it, to the change or after it.
                Assert.True(earlier <= mapping.LateInterval.Start.ToUnixTimeSeconds() && mapping.LateInterval.Start.ToUnixTimeSeconds() <= later);
                return;
            }

            Assert.Equal(mapping.First().ToInstant().ToUnixTimeSeconds(), earlier);
            Assert.Equal(mapping.Last().ToInstant().ToUnixTimeSeconds(), later);
        }, iter: 20_000);
    }
}
