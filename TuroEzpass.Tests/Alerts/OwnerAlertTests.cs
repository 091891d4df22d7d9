using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Alerts;

/// <summary>Owner alerts, from the ledger to a Slack stand-in.</summary>
public sealed class OwnerAlertTests : IAsyncLifetime
{
    private AlertWorld world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await AlertWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_failed_collection_is_reported_once_and_resolves_automatically()
    {
        await world.ListenAsync();
        var owners = world.OwnersOf(await world.ReplicaAsync());
        await FailAsync(RunReason.ChallengeShown);

        for (var round = 0; round < 5; round++)
        {
            await RoundAsync(owners);
            world.Engine.Clock.Advance(Duration.FromMinutes(5));
        }

        Assert.Contains("asks for a code", Assert.Single(world.OwnersSlack), StringComparison.Ordinal);
        var open = Assert.Single(await world.AlertsAsync(AlertWorld.Owner));
        Assert.Equal((AlertState.Open, DeliveryState.Sent), (open.State, Assert.Single(open.Deliveries).State));

        await FailAsync(null);
        await RoundAsync(owners);
        Assert.Equal(AlertState.Resolved, Assert.Single(await world.AlertsAsync(AlertWorld.Owner)).State);
        // Hosts are not notified when an alert ends.
        Assert.Single(world.OwnersSlack);

        await FailAsync(RunReason.SiteDown);
        await FailAsync(RunReason.ChallengeShown);
        await RoundAsync(owners);
        Assert.Equal(2, world.OwnersSlack.Count);
        Assert.Equal(2, Assert.Single(await world.AlertsAsync(AlertWorld.Owner)).Episode);
    }

    [Fact]
    public async Task Two_replicas_and_a_restarted_one_send_one_message()
    {
        await world.ListenAsync();
        await FailAsync(RunReason.SiteDown);
        var (first, second) = (world.OwnersOf(await world.ReplicaAsync()), world.OwnersOf(await world.ReplicaAsync()));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(each => RoundAsync(each % 2 == 0 ? first : second)));
        await RoundAsync(world.OwnersOf(await world.ReplicaAsync()));

        Assert.Single(world.OwnersSlack);
        Assert.Single(await world.AlertsAsync(AlertWorld.Owner));
    }

    [Fact]
    public async Task A_message_left_half_sent_by_a_dead_process_is_sent_again_after_ten_minutes()
    {
        await world.ListenAsync();
        await FailAsync(RunReason.SiteDown);
        var rule = AlertRules.BuiltIn.Find("collection-failed")!;
        var begun = Alert.Seen(new Finding(rule, "ezpassny", "It failed", "", "/runs"), null, AlertWorld.Noon).Open(AlertWorld.Noon, [AlertChannel.Slack]);
        Assert.NotNull(await new AlertBook(world.Store, AlertWorld.Owner).TryPutAsync(begun.With(begun.Deliveries[0].Begin(AlertWorld.Noon)), null, Cancel));
        var owners = world.OwnersOf(await world.ReplicaAsync());

        await RoundAsync(owners);
        world.Engine.Clock.Advance(Duration.FromMinutes(9));
        await RoundAsync(owners);
        Assert.Empty(world.OwnersSlack);
        world.Engine.Clock.Advance(Duration.FromMinutes(1));
        await RoundAsync(owners);
        Assert.Single(world.OwnersSlack);
    }

    [Fact]
    public async Task Quiet_hours_delay_it_until_morning_and_resolved_alerts_are_not_sent()
    {
        await world.ListenAsync();
        var owners = world.OwnersOf(await world.ReplicaAsync());
        // 23:00 in New York.
        world.Engine.Clock.Reset(Instant.FromUtc(2026, 4, 2, 3, 0));
        await FailAsync(RunReason.SiteDown);
        await FailAsync(RunReason.NeedsSignIn, "ezpassnj");
        await RoundAsync(owners);
        world.Engine.Clock.Reset(Instant.FromUtc(2026, 4, 2, 10, 59));
        await FailAsync(null, "ezpassnj");
        await RoundAsync(owners);
        Assert.Empty(world.OwnersSlack);

        world.Engine.Clock.Reset(Instant.FromUtc(2026, 4, 2, 11, 0));
        await RoundAsync(owners);
        var text = Assert.Single(world.OwnersSlack);
        Assert.Contains("did not respond", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sign in", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_ledger_is_evaluated_and_several_alerts_are_one_message()
    {
        await world.ListenAsync();
        var owners = world.OwnersOf(await world.ReplicaAsync());
        await RoundAsync(owners);
        Assert.Empty(world.Hooks.Posted);

        await ImportAsync();
        await RoundAsync(owners);

        var text = Assert.Single(world.OwnersSlack);
        // The trip ended on January 10: 90 days later is April 10.
        Assert.Contains("1 claim must be filed by Friday, April 10", text, StringComparison.Ordinal);
        Assert.Contains("A tag is not assigned to a car", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebulon", text, StringComparison.Ordinal);

        // A week later, a more urgent alert is sent and the earlier one is resolved.
        world.Engine.Clock.Advance(Duration.FromDays(7));
        await RoundAsync(owners);
        Assert.Equal(2, world.OwnersSlack.Count);
        Assert.Equal(
            [("claims-due-14", AlertState.Resolved), ("claims-due-2", AlertState.Open), ("unknown-tag", AlertState.Open)],
            (await world.AlertsAsync(AlertWorld.Owner)).Select(alert => (alert.Rule, alert.State)).Order());
    }

    [Fact]
    public async Task A_turned_off_alert_is_on_the_page_but_not_sent()
    {
        await world.ListenAsync(new NoticeSettings { Off = [nameof(NoticeKind.IncompleteCollection)] });
        await FailAsync(RunReason.SiteDown);
        await RoundAsync(world.OwnersOf(await world.ReplicaAsync()));
        Assert.Empty(world.Hooks.Posted);
        Assert.Equal(AlertState.Open, Assert.Single(await world.AlertsAsync(AlertWorld.Owner)).State);
    }

    [Fact]
    public async Task A_failing_channel_is_retried_with_growing_delays_and_shows_it()
    {
        await world.ListenAsync();
        await FailAsync(RunReason.SiteDown);
        var owners = world.OwnersOf(await world.ReplicaAsync());
        world.Hooks.Status = 503;
        await RoundAsync(owners);
        Assert.Single(world.Hooks.Posted);
        Assert.Equal("localhost responded with 503.", (await new ChannelBook(world.Store, AlertWorld.Owner).GetAsync(AlertChannel.Slack, Cancel))!.Error);
        world.Engine.Clock.Advance(Duration.FromSeconds(59));
        await RoundAsync(owners);
        Assert.Single(world.Hooks.Posted);
        world.Engine.Clock.Advance(Duration.FromSeconds(1));
        await RoundAsync(owners);
        Assert.Equal(2, world.Hooks.Posted.Count);
        world.Engine.Clock.Advance(Duration.FromMinutes(4));
        await RoundAsync(owners);
        Assert.Equal(2, world.Hooks.Posted.Count);
        world.Hooks.Status = 200;
        world.Engine.Clock.Advance(Duration.FromMinutes(1));
        await RoundAsync(owners);
        Assert.Equal(3, world.Hooks.Posted.Count);
        Assert.Null((await new ChannelBook(world.Store, AlertWorld.Owner).GetAsync(AlertChannel.Slack, Cancel))!.Error);

        // A webhook that is permanently gone is not retried.
        world.Hooks.Status = 404;
        await FailAsync(RunReason.NeedsSignIn, "ezpassnj");
        await RoundAsync(owners);
        world.Engine.Clock.Advance(Duration.FromHours(2));
        await RoundAsync(owners);
        Assert.Equal(4, world.Hooks.Posted.Count);
        Assert.Contains(await world.AlertsAsync(AlertWorld.Owner), alert => alert.Deliveries.Any(delivery => delivery.State == DeliveryState.GaveUp));
    }

    [Fact]
    public async Task An_interrupted_round_continues_where_it_stopped()
    {
        await world.ListenAsync();
        await new AccountBook(world.Store, TuroEzpass.Core.Storage.OwnerId.Parse("aaron")).ChangeAsync("ezpassny", account => account with { LastReason = RunReason.SiteDown }, Cancel);
        await FailAsync(RunReason.SiteDown);
        var owners = world.OwnersOf(await world.ReplicaAsync());
        var left = 1;
        Assert.False(await owners.RoundAsync(_ => Task.FromResult(left-- > 0), error => Assert.Fail(error.ToString()), Cancel));
        Assert.Single(await world.AlertsAsync(TuroEzpass.Core.Storage.OwnerId.Parse("aaron")));
        Assert.Empty(await world.AlertsAsync(AlertWorld.Owner));
        left = 1;
        Assert.True(await owners.RoundAsync(_ => Task.FromResult(left-- > 0), error => Assert.Fail(error.ToString()), Cancel));
        Assert.Single(world.OwnersSlack);
    }

    [Fact]
    public async Task A_quiet_round_costs_an_owner_two_reads()
    {
        await world.ListenAsync();
        await ImportAsync();
        var counting = new CountingStore(world.Store);
        var replica = await world.ReplicaAsync();
        var owners = new TuroEzpass.Api.Alerts.OwnerAlerts(
            counting, replica.GetRequiredService<TuroEzpass.Api.Alerts.Channels.Recipients>(), replica.GetRequiredService<TuroEzpass.Api.Alerts.Outbox>(), world.Engine.Clock);
        await RoundAsync(owners);
        counting.Reads = 0;
        world.Engine.Clock.Advance(Duration.FromMinutes(5));
        await owners.RoundAsync(AlertWorld.Owner, Cancel);
        Assert.Equal(2, counting.Reads);
    }

    private static Task<bool> RoundAsync(TuroEzpass.Api.Alerts.OwnerAlerts owners) =>
        owners.RoundAsync(_ => Task.FromResult(true), error => Assert.Fail(error.ToString()), Cancel);

    private Task<PortalAccount> FailAsync(RunReason? reason, string portal = "ezpassny") =>
        new AccountBook(world.Store, AlertWorld.Owner).ChangeAsync(portal, account => account with { LastReason = reason }, Cancel);

    private async Task ImportAsync()
    {
        var host = new LedgerHost(world.Store, await world.Engine.ProofsAsync(), world.Engine.Clock, "test", _ => true);
        var ledger = await OwnerLedger.OpenAsync(host, AlertWorld.Owner, Cancel);
        await ledger.ImportTripsAsync("trip_earnings_export_20260331.csv", LedgerSample.Text([Rows.TripHeader, Rows.Trip("50000001", "2026-01-08 10:00", "2026-01-10 10:00", guest: "Zebulon Quimby")]), "host", Cancel);
        await ledger.ImportStatementAsync("nj.csv", LedgerSample.Text([Rows.NjHeader, Rows.Nj("2026-01-09 14:05:00"), Rows.Nj("2026-01-09 15:05:00", id: "00499000111")]), "host", cancellation: Cancel);
    }
}
