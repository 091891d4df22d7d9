using System.Net;
using System.Net.Http.Json;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Web;

namespace TuroEzpass.Tests.Api;

/// <summary>Lists of claims, and what operators see, over HTTP.</summary>
public sealed class ClaimListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claims_can_be_filtered_by_several_states_and_have_car_and_dates()
    {
        await using var world = await FilledAsync();
        var page = (await world.Host.GetFromJsonAsync<Page<ClaimSummary>>("/api/claims?state=Sent&state=Ready&state=Draft", Cancel))!;
        Assert.Equal(5, page.Items.Count);
        Assert.DoesNotContain(page.Items, claim => claim.State == Contracts.ClaimState.Paid);
        Assert.All(page.Items, claim =>
        {
            Assert.Equal("1000001", claim.Vehicle);
            Assert.Contains("Honda", claim.VehicleName, StringComparison.Ordinal);
            Assert.EndsWith(":00", claim.Start, StringComparison.Ordinal);
            Assert.NotNull(claim.SupportUntil);
        });
        var latest = (await world.Host.GetFromJsonAsync<Page<ClaimSummary>>("/api/claims?latest=true", Cancel))!;
        Assert.Equal(latest.Items.OrderByDescending(claim => claim.FileBy, StringComparer.Ordinal), latest.Items);
        using var wrong = await world.Host.GetAsync(new Uri("/api/claims?state=Sent&state=1", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Without_a_correction_there_are_no_refunds()
    {
        await using var world = await FilledAsync();
        Assert.Empty((await world.Host.GetFromJsonAsync<Page<ClaimSummary>>("/api/claims?refund=true", Cancel))!.Items);
    }

    [Fact]
    public async Task Operators_see_days_and_health_and_others_do_not()
    {
        await using var world = await ApiWorld.StartAsync();
        var seen = (await world.Operator.GetFromJsonAsync<Contracts.Operations>("/api/operations", Cancel))!;
        Assert.Equal(30, seen.Days.Count);
        Assert.Contains(seen.Health, part => part is { Name: "store", Healthy: true });
        using var refused = await world.CoHost.GetAsync(new Uri("/api/operations", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<ApiWorld> FilledAsync()
    {
        var world = await ApiWorld.StartAsync();
        await world.Service<LedgerPool>().UseAsync(ApiWorld.Owner, async ledger =>
        {
            var today = world.Clock.GetCurrentInstant().InUtc().Date;
            await ledger.ImportTripsAsync(LedgerSample.TripsName, WebSample.Trips(today), "Holly Host", Cancel);
            await ledger.ImportStatementAsync("nj.csv", WebSample.Statement(today), "Holly Host", cancellation: Cancel);
            var draft = ledger.State.Drafts(new(), today)[0].Id;
            await ledger.ApproveClaimAsync(draft, "Holly Host", cancellation: Cancel);
            await ledger.MoveClaimAsync(draft, LedgerClaimState.Sent, null, "Holly Host", cancellation: Cancel);
            await ledger.MoveClaimAsync(draft, LedgerClaimState.Paid, null, "Holly Host", cancellation: Cancel);
            return true;
        }, Cancel);
        return world;
    }
}
