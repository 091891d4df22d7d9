using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.Scraper.Schedule;
using TuroEzpass.Tests.Scraper.Runs;

namespace TuroEzpass.Tests.Scraper.Schedule;

public sealed class SchedulerTests
{
    private static readonly ScraperOptions Options = new() { Cron = "30 5 * * *", Zone = "America/New_York", Jitter = TimeSpan.Zero };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_system_begins_with_the_next_time_and_then_collects_once_a_day()
    {
        await using var world = await EnabledAsync();
        using var scheduler = Of(world);

        Assert.False(await scheduler.RoundAsync(Cancel));
        Assert.False(await scheduler.RoundAsync(Cancel));
        world.Clock.Advance(Duration.FromHours(17.5));
        Assert.True(await scheduler.RoundAsync(Cancel));
        Assert.False(await scheduler.RoundAsync(Cancel));
        await world.DrainAsync();

        Assert.Equal([("2026-03-11", "all"), ("2026-03-11", RunWorld.Nj)], (await world.RunsAsync()).Select(run => (run.ScrapeDate, run.Source)).Order());
        world.Clock.Advance(Duration.FromDays(1));
        Assert.True(await scheduler.RoundAsync(Cancel));
    }

    [Fact]
    public async Task A_round_is_traced_only_when_it_asks()
    {
        await using var world = await EnabledAsync();
        using var scheduler = Of(world);
        using var test = new Activity("test").Start();
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunTelemetry.TraceSource,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == test.TraceId)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await scheduler.RoundAsync(Cancel);
        await scheduler.RoundAsync(Cancel);
        Assert.Empty(spans);
        world.Clock.Advance(Duration.FromHours(17.5));
        await scheduler.RoundAsync(Cancel);

        Assert.Equal("schedule.ask", Assert.Single(spans).OperationName);
    }

    [Fact]
    public async Task Days_that_were_missed_are_made_up_once()
    {
        await using var world = await EnabledAsync();
        using (var before = Of(world))
            await before.RoundAsync(Cancel);
        world.Clock.Advance(Duration.FromDays(5));
        using var after = Of(world);

        Assert.True(await after.RoundAsync(Cancel));
        Assert.False(await after.RoundAsync(Cancel));
        await world.DrainAsync();

        Assert.Equal("2026-03-15", Assert.Single(await world.RunsAsync(), run => run.Source == RunWorld.Nj).ScrapeDate);
    }

    [Fact]
    public async Task Of_two_processes_one_asks_and_after_a_restart_nobody_asks_again()
    {
        await using var world = await EnabledAsync();
        using var first = Of(world);
        using var second = Of(world);
        await first.RoundAsync(Cancel);
        world.Clock.Advance(Duration.FromDays(1));

        var asked = await Task.WhenAll(first.RoundAsync(Cancel), second.RoundAsync(Cancel));
        await first.StopAsync(Cancel);
        await second.StopAsync(Cancel);
        using var restarted = Of(world);

        Assert.Single(asked, did => did);
        Assert.False(await restarted.RoundAsync(Cancel));
        Assert.Single(await world.RunsAsync());
    }

    [Fact]
    public async Task A_crash_between_the_requests_and_the_note_asks_again_and_doubles_nothing()
    {
        await using var world = await EnabledAsync();
        using var scheduler = Of(world);
        await scheduler.RoundAsync(Cancel);
        var book = new ScheduleBook(world.Records);
        var before = (await book.GetAsync(Cancel))!;
        world.Clock.Advance(Duration.FromDays(1));
        Assert.True(await scheduler.RoundAsync(Cancel));
        await world.DrainAsync();
        // As if the note had never been written.
        Assert.True(await book.TryPutAsync(before with { Version = (await book.GetAsync(Cancel))!.Version }, Cancel));

        Assert.True(await scheduler.RoundAsync(Cancel));
        await world.DrainAsync();

        Assert.Equal(2, (await world.RunsAsync()).Count);
        Assert.Single(world.Collector.Orders);
    }

    [Theory]
    [InlineData("Scraper:Cron", "5 o'clock")]
    [InlineData("Scraper:Cron", "0 30 5 * * *")]
    [InlineData("Scraper:Zone", "Eastern")]
    [InlineData("Scraper:Jitter", "1.00:00:00")]
    [InlineData("Scraper:Jitter", "-00:00:01")]
    [InlineData("Scraper:RunTime", "00:00:10")]
    [InlineData("Scraper:Concurrency", "0")]
    [InlineData("Scraper:Simulator", "somewhere")]
    [InlineData("Scraper:Definitions", "/no/such/folder")]
    [InlineData("Scraper:Schedule", "Sometimes")]
    [InlineData("Scraper:Crom", "30 5 * * *")]
    public void A_wrong_setting_is_named_with_what_it_takes(string key, string value)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { [key] = value };
        using var services = new ServiceCollection().AddRuns(configuration).BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ScraperOptions>>().Value);

        Assert.Contains(key == "Scraper:Crom" ? "Crom" : key, fault.Message, StringComparison.Ordinal);
    }

    private static async Task<RunWorld> EnabledAsync()
    {
        var world = await RunWorld.NewAsync(new LocalDate(2026, 3, 10));
        await world.EnableAsync(RunWorld.Nj);
        return world;
    }

    private static Scheduler Of(RunWorld world) => new(
        new ServiceCollection().AddSingleton(world.Records).AddSingleton(world.Service<FanOut>()).BuildServiceProvider(), world.Clock, Microsoft.Extensions.Options.Options.Create(Options), NullLogger<Scheduler>.Instance);
}
