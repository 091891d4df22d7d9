using NodaTime;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Schedule;

namespace TuroEzpass.Tests.Scraper.Schedule;

public sealed class TimetableTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void The_last_time_that_has_come_is_due()
    {
        var daily = Daily("30 5 * * *");

        Assert.Equal(At(10, 5, 30), daily.LastDue(At(10, 5, 30), "s"));
        Assert.Equal(At(9, 5, 30), daily.LastDue(At(10, 5, 29), "s"));
        Assert.Equal(At(10, 5, 30), daily.LastDue(At(11, 5, 29), "s"));
    }

    [Fact]
    public void Half_past_five_stays_half_past_five_when_clocks_change()
    {
        var daily = Daily("30 5 * * *");

        Assert.Equal(Instant.FromUtc(2026, 3, 7, 10, 30), daily.LastDue(Instant.FromUtc(2026, 3, 7, 12, 0), "s"));
        Assert.Equal(Instant.FromUtc(2026, 3, 8, 9, 30), daily.LastDue(Instant.FromUtc(2026, 3, 8, 12, 0), "s"));
        Assert.Equal(Instant.FromUtc(2026, 11, 1, 10, 30), daily.LastDue(Instant.FromUtc(2026, 11, 1, 12, 0), "s"));
    }

    [Fact]
    public void A_time_that_a_clock_leaves_out_comes_and_one_that_it_has_twice_comes_once()
    {
        // On March 8, 2026 the clock goes from 2 to 3, on November 1 from 2 back to 1.
        Assert.Equal(Instant.FromUtc(2026, 3, 8, 7, 0), Daily("30 2 * * *").LastDue(Instant.FromUtc(2026, 3, 8, 12, 0), "s"));
        var twice = Daily("30 1 * * *");
        Assert.Equal(Instant.FromUtc(2026, 11, 1, 5, 30), twice.LastDue(Instant.FromUtc(2026, 11, 1, 5, 45), "s"));
        Assert.Equal(Instant.FromUtc(2026, 11, 1, 5, 30), twice.LastDue(Instant.FromUtc(2026, 11, 1, 12, 0), "s"));
    }

    [Fact]
    public void Chance_makes_it_later_never_earlier_and_is_the_same_for_all_processes_of_a_system()
    {
        var (first, second) = (Daily("30 5 * * *", TimeSpan.FromMinutes(20)), Daily("30 5 * * *", TimeSpan.FromMinutes(20)));
        Instant BeginsAt(Timetable timetable, string seed) => Enumerable.Range(0, 1201).Select(second => At(10, 5, 30) + Duration.FromSeconds(second)).First(now => timetable.LastDue(now, seed) == At(10, 5, 30));

        var begins = Enumerable.Range(0, 20).Select(seed => BeginsAt(first, $"{seed}")).ToList();

        Assert.True(begins.Distinct().Count() > 15);
        Assert.Equal(begins[7], BeginsAt(second, "7"));
        Assert.Equal(At(9, 5, 30), first.LastDue(At(10, 5, 30) - Duration.FromSeconds(1), "7"));
    }

    private static Timetable Daily(string cron, TimeSpan jitter = default) => Timetable.Of(new ScraperOptions { Cron = cron, Zone = "America/New_York", Jitter = jitter });

    private static Instant At(int day, int hour, int minute) => new LocalDateTime(2026, 6, day, hour, minute).InZoneStrictly(NewYork).ToInstant();
}
