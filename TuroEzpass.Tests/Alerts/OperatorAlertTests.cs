using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Alerts;

/// <summary>The operator rules in the API, each from its cause to a Slack and a PagerDuty stand-in.</summary>
public sealed class OperatorAlertTests : IAsyncLifetime
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private AlertWorld world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await AlertWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_healthy_system_without_collections_sends_no_alerts()
    {
        var operators = world.OperatorsOf(await world.ReplicaAsync());
        await FigureAsync(users: 0, ended: 0);
        await world.RoundAsync(operators, Duration.Zero);
        Assert.DoesNotContain(await world.AlertsAsync(null), alert => alert.IsOpen);
    }

    [Theory]
    [InlineData("no-recent-scrapes", 10, 5)]
    [InlineData("low-success-rate", 115, 5)]
    [InlineData("store-unhealthy", 2, 1)]
    [InlineData("scrapes-dead", 0, 5)]
    [InlineData("imports-dead", 0, 5)]
    [InlineData("api-errors", 0, 5)]
    [InlineData("api-slow", 10, 5)]
    public async Task Each_rule_fires_once_after_its_time_is_not_repeated_and_resolves(string rule, int patience, int clear)
    {
        await FigureAsync(users: 1, ended: 4, percent: 100);
        var replica = await world.ReplicaAsync();
        var operators = world.OperatorsOf(replica);
        await world.RoundAsync(operators, Duration.Zero);
        Assert.DoesNotContain(await world.AlertsAsync(null), alert => alert.Rule == rule);

        // The condition starts and lasts.
        for (var minute = 0; minute < patience; minute++)
        {
            await CauseAsync(rule, replica, minute);
            await world.RoundAsync(operators, minute == 0 ? Duration.Zero : Minute);
            Assert.NotEqual(AlertState.Open, (await OneAsync(rule))?.State);
        }

        for (var minute = 0; minute < 20; minute++)
        {
            await CauseAsync(rule, replica, patience + minute);
            await world.RoundAsync(operators, Minute);
        }

        Assert.Equal(AlertState.Open, (await OneAsync(rule))!.State);
        Assert.Single(Told(rule), text => !text.Contains("Resolved:", StringComparison.Ordinal));

        // The condition ends, and must stay false for a whole period before the alert is resolved.
        await MendAsync(rule, replica);
        await world.RoundAsync(operators, Duration.FromMinutes(11));
        Assert.Equal(AlertState.Open, (await OneAsync(rule))!.State);
        await MendAsync(rule, replica);
        await world.RoundAsync(operators, Duration.FromMinutes(clear));
        Assert.Equal(AlertState.Resolved, (await OneAsync(rule))!.State);
        Assert.Equal(2, Told(rule).Count);
        Assert.Contains("Resolved:", Told(rule)[1], StringComparison.Ordinal);
        await world.RoundAsync(operators, Duration.FromHours(1));
        Assert.Equal(2, Told(rule).Count(text => !text.Contains("no figure", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_condition_that_ends_in_time_is_never_reported()
    {
        var operators = world.OperatorsOf(await world.ReplicaAsync());
        await FigureAsync(users: 1, ended: 4);
        for (var minute = 0; minute < 20; minute++)
        {
            world.IsBroken = minute % 2 == 0;
            await FigureAsync(users: 1, ended: 4);
            await world.RoundAsync(operators, Minute);
        }

        Assert.Empty(Told("store-unhealthy"));
    }

    [Fact]
    public async Task Missing_metrics_raise_a_separate_alarm()
    {
        var operators = world.OperatorsOf(await world.ReplicaAsync());
        await FigureAsync(users: 1, ended: 4);
        await world.RoundAsync(operators, Duration.FromMinutes(11));
        await world.RoundAsync(operators, Duration.FromMinutes(10));
        Assert.Contains("No data for RecentScrapes24h", Assert.Single(Told("no-recent-scrapes")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagerDuty_gets_start_acknowledgement_and_end_under_one_key_and_P1_reminders_until_acknowledged()
    {
        await FigureAsync(users: 1, ended: 4);
        var operators = world.OperatorsOf(await world.ReplicaAsync("Notify:RemindAfter=00:30:00"));
        world.IsBroken = true;
        await world.RoundAsync(operators, Duration.Zero);
        await world.RoundAsync(operators, Duration.FromMinutes(2));
        await world.RoundAsync(operators, Duration.FromMinutes(29));
        Assert.Equal(["trigger"], Events("store-unhealthy"));
        await world.RoundAsync(operators, Duration.FromMinutes(1));
        Assert.Equal(["trigger", "trigger"], Events("store-unhealthy"));
        Assert.Contains(Told("store-unhealthy"), text => text.Contains("Still open:", StringComparison.Ordinal));

        var id = Alert.IdOf("store-unhealthy", "");
        Assert.Equal("Opal", (await new AlertBook(world.Store, null).AcknowledgeAsync(id, world.Engine.Clock.GetCurrentInstant(), "Opal", Cancel))!.AcknowledgedBy);
        await world.RoundAsync(operators, Duration.FromHours(2));
        world.IsBroken = false;
        await world.RoundAsync(operators, Minute);
        await world.RoundAsync(operators, Minute);
        Assert.Equal(["trigger", "trigger", "acknowledge", "resolve"], Events("store-unhealthy"));
        var sent = world.Hooks.Posted.Where(post => post.Path == "/v2/enqueue").Select(post => post.Body).Where(body => body.GetProperty("dedup_key").GetString()!.Contains("store-unhealthy", StringComparison.Ordinal)).ToList();
        Assert.Single(sent.Select(body => body.GetProperty("dedup_key").GetString()).Distinct());
        Assert.Equal("critical", sent[0].GetProperty("payload").GetProperty("severity").GetString());
        Assert.Equal("key", sent[0].GetProperty("routing_key").GetString());
    }

    [Fact]
    public async Task Levels_go_to_their_channels_and_only_high_ones_ignore_quiet_hours()
    {
        await FigureAsync(users: 1, ended: 4);
        var replica = await world.ReplicaAsync("Notify:Operators:QuietFrom=10:00", "Notify:Operators:QuietTo=14:00");
        var operators = world.OperatorsOf(replica);
        for (var minute = 0; minute < 15; minute++)
        {
            await FigureAsync(users: 1, ended: 4);
            await CauseAsync("api-slow", replica, minute);
            await CauseAsync("api-errors", replica, minute);
            await world.RoundAsync(operators, Minute);
        }

        Assert.Single(Told("api-errors"));
        Assert.Equal(["trigger"], Events("api-errors"));
        Assert.Equal(AlertState.Open, (await OneAsync("api-slow"))!.State);
        Assert.Empty(Told("api-slow"));
        // 14:00 in New York; it is no longer slow, but not for long enough.
        world.Engine.Clock.Reset(Instant.FromUtc(2026, 4, 1, 18, 0));
        await world.RoundAsync(operators, Duration.Zero);
        Assert.Single(Told("api-slow"));
        Assert.Empty(Events("api-slow"));
    }

    [Fact]
    public async Task On_AWS_CloudWatch_evaluates_shared_rules_and_the_process_the_rest()
    {
        var here = world.OperatorsOf(await world.ReplicaAsync("Storage:Engine=Aws")).Here.Select(rule => rule.Id);
        Assert.Equal(["store-unhealthy", "disk-nearly-full"], here);
        var alone = world.OperatorsOf(await world.ReplicaAsync()).Here.ToList();
        Assert.Equal(AlertRules.BuiltIn.All.Count(rule => rule.Audience == AlertAudience.Operators && rule.Place != AlertPlace.Aws), alone.Count);
        Assert.All(alone.Select(rule => rule.Trigger).OfType<AlertTrigger.OfMetric>(), metric => Assert.True(OperatorFigures.Knows(metric), metric.Name));
    }

    [Fact]
    public async Task The_free_disk_space_of_the_data_folder_is_measured()
    {
        var metric = (AlertTrigger.OfMetric)AlertRules.BuiltIn.Find("disk-nearly-full")!.Trigger;
        var (value, isWatched) = await (await world.ReplicaAsync()).GetRequiredService<OperatorFigures>().ReadAsync(metric, Cancel);
        Assert.True(isWatched);
        Assert.InRange(value!.Value, 0, 100);
        Assert.True(metric.IsBreachedBy(9.9));
        Assert.False(metric.IsBreachedBy(10));
    }

    [Fact]
    public async Task Of_two_services_one_holds_the_lease_and_the_other_follows()
    {
        await FigureAsync(users: 1, ended: 4);
        world.IsBroken = true;
        var (first, second) = (await ServiceAsync(), await ServiceAsync());
        foreach (var after in new[] { 0, 1, 1, 1 })
        {
            world.Engine.Clock.Advance(Minute * after);
            await FigureAsync(users: 1, ended: 4);
            await Task.WhenAll(first.RoundAsync(Cancel), second.RoundAsync(Cancel));
        }

        Assert.Single(Told("store-unhealthy"));
        await first.EndAsync(Cancel);
        world.IsBroken = false;
        for (var minute = 0; minute < 5; minute++)
        {
            world.Engine.Clock.Advance(Minute);
            await FigureAsync(users: 1, ended: 4);
            await second.RoundAsync(Cancel);
        }

        Assert.Equal(2, Told("store-unhealthy").Count);
    }

    [Fact]
    public async Task A_store_outage_is_reported_without_the_store()
    {
        var replica = await world.ReplicaAsync();
        var outage = new StoreOutage(replica.GetRequiredService<Courier>(), replica.GetRequiredService<Recipients>(), world.Engine.Clock);
        await outage.FailedAsync();
        world.Engine.Clock.Advance(Duration.FromMinutes(4));
        await outage.FailedAsync();
        Assert.Empty(world.Hooks.Posted);
        world.Engine.Clock.Advance(Minute);
        await outage.FailedAsync();
        await outage.FailedAsync();
        Assert.Equal(["trigger"], Events("store-unhealthy"));
        await outage.SucceededAsync();
        await outage.SucceededAsync();
        Assert.Equal(["trigger", "resolve"], Events("store-unhealthy"));
    }

    private async Task<AlertService> ServiceAsync()
    {
        var replica = await world.ReplicaAsync();
        return new AlertService(
            replica, replica.GetRequiredService<OperatorFigures>(), replica.GetRequiredService<Recipients>(), replica.GetRequiredService<Outbox>(), replica.GetRequiredService<Courier>(),
            replica.GetRequiredService<IOptions<NotifyOptions>>(), world.Engine.Clock, NullLogger<AlertService>.Instance);
    }

    /// <summary>Makes a rule's condition true, the way it happens in production.</summary>
    private async Task CauseAsync(string rule, ServiceProvider replica, int minute)
    {
        switch (rule)
        {
            case "no-recent-scrapes":
                await FigureAsync(users: 1, ended: 0);
                return;
            case "low-success-rate":
                await FigureAsync(users: 1, ended: 4, percent: 49);
                return;
            case "store-unhealthy":
                world.IsBroken = true;
                break;
            case "api-errors" or "api-slow":
                var requests = AlertWorld.RequestsOf(replica);
                for (var each = 0; each < 10; each++)
                    requests.Record(rule == "api-slow" ? 5.1 : 0.1, new("http.response.status_code", rule == "api-errors" ? 500 : 200), new("http.route", "/api/tolls"));
                break;
            case "scrapes-dead" or "imports-dead" when minute == 0:
                await KillAsync(rule == "imports-dead" ? WorkKind.Imports : WorkKind.Scrapes, replica);
                break;
        }

        await FigureAsync(users: 1, ended: 4);
    }

    private async Task MendAsync(string rule, ServiceProvider replica)
    {
        world.IsBroken = false;
        if (rule is "scrapes-dead" or "imports-dead")
            await replica.GetRequiredService<IWorkQueue>().RedriveAsync(rule == "imports-dead" ? WorkKind.Imports : WorkKind.Scrapes, cancellation: Cancel);
        // For the next round.
        await FigureAsync(users: 1, ended: 4, at: Duration.FromMinutes(11));
    }

    private static async Task KillAsync(WorkKind kind, ServiceProvider replica)
    {
        var queue = replica.GetRequiredService<IWorkQueue>();
        await queue.SendAsync(kind, "{}", cancellation: Cancel);
        for (var each = 0; each < StorageLimits.MaxTries + 1; each++)
        {
            if (await queue.ReceiveAsync(kind, Duration.FromSeconds(1), cancellation: Cancel) is { } message)
                await queue.GiveBackAsync(message, cancellation: Cancel);
        }

        Assert.Single(await queue.ListDeadAsync(kind, cancellation: Cancel));
    }

    private Task FigureAsync(int users, long ended, double percent = 100, Duration at = default)
    {
        var succeeded = (long)Math.Round(ended * percent / 100 * 100);
        var runs = new RunCount(succeeded, (ended * 100) - succeeded, 0);
        return new FigureMark(world.Store).WriteAsync(new Figures(world.Engine.Clock.GetCurrentInstant() + at, runs, runs, users, new ClaimFigures(0, 0, 0, 0, 0)), Cancel);
    }

    private async Task<Alert?> OneAsync(string rule) => (await world.AlertsAsync(null)).SingleOrDefault(alert => alert.Id == Alert.IdOf(rule, ""));

    /// <summary>What Slack received for a rule. Each text has the rule's runbook anchor, except that of the end, which has only the title.</summary>
    private List<string> Told(string rule) =>
        [.. world.Slack("/operators").Where(text => text.Contains(AlertRules.BuiltIn.Find(rule)!.Title, StringComparison.Ordinal) || text.Contains($"#alert-{rule}", StringComparison.Ordinal))];

    private List<string> Events(string rule) =>
        [.. world.Hooks.Posted.Where(post => post.Path == "/v2/enqueue" && post.Body.GetProperty("dedup_key").GetString()!.Contains(rule, StringComparison.Ordinal)).Select(post => post.Body.GetProperty("event_action").GetString()!)];
}
