using System.Net;
using System.Net.Http.Json;
using TuroEzpass.Contracts;

namespace TuroEzpass.Tests.Api;

public sealed class MaintenanceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_it_is_closed_only_operators_have_access_and_everyone_is_notified()
    {
        await using var world = await ApiWorld.StartAsync();
        using var closed = await world.Operator.PutAsJsonAsync("/api/maintenance", new TurnMaintenance(true, "Back at noon."), Cancel);
        Assert.Equal(HttpStatusCode.OK, closed.StatusCode);

        using var refused = await world.Host.GetAsync("/api/tolls", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        var told = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Back at noon.", told, StringComparison.Ordinal);
        Assert.Contains(ProblemTypes.Maintenance, told, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await world.Operator.GetAsync($"/api/runs?userId={ApiWorld.Owner}", Cancel)).StatusCode);
        foreach (var open in new[] { "/api/sign-in", "/api/maintenance", "/health", "/alive" })
            Assert.Equal(HttpStatusCode.OK, (await world.Anonymous.GetAsync(open, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.Host.GetAsync("/api/me", Cancel)).StatusCode);

        using var opened = await world.Operator.PutAsJsonAsync("/api/maintenance", new TurnMaintenance(false), Cancel);
        Assert.Equal(HttpStatusCode.OK, (await world.Host.GetAsync("/api/tolls", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_host_cannot_close_it()
    {
        await using var world = await ApiWorld.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await world.Host.PutAsJsonAsync("/api/maintenance", new TurnMaintenance(true), Cancel)).StatusCode);
        Assert.False((await world.Anonymous.GetFromJsonAsync<MaintenanceState>("/api/maintenance", Cancel))!.On);
    }
}
