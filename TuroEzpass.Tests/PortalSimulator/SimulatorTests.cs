using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using TuroEzpass.PortalSimulator;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Scenarios;

namespace TuroEzpass.Tests.PortalSimulator;

public sealed class SimulatorTests
{
    private const string Banner = "Simulator &#x2014; invented data, not the real site";

    [Fact]
    public async Task Every_page_says_in_its_text_and_its_title_that_it_is_a_simulator()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await AssertLabelledAsync(world, "/", "/foreign/turo");
        foreach (var portal in PortalVisit.All)
        {
            await AssertLabelledAsync(world, portal.Login);
            await portal.SignInAsync(world);
            await AssertLabelledAsync(world, portal.Home, portal.Transactions);
        }

        await AssertLabelledAsync(
            world, "/paturnpike/ezpass/Maintenance/Transponders", "/paturnpike/ezpass/Maintenance/Vehicles", "/turo/us/en/trips/history", "/turo/us/en/reservation/1");
        foreach (var scenario in new[] { "one-time-code", "captcha", "blocked", "down", "maintenance", "logout-as-csv", "no-download", "layout-b" })
        {
            await world.PlayAsync(scenario);
            foreach (var portal in PortalVisit.All)
                await AssertLabelledAsync(world, portal.Login, portal.Home, portal.Transactions);
        }
    }

    [Fact]
    public async Task Its_first_page_lists_all_scenarios_and_the_current_ones()
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=captcha");
        await world.PlayAsync("down", "turo");
        var page = await world.TextAsync("/");
        Assert.All(Scenario.All, scenario => Assert.Contains($"<code>{scenario.Name}</code>", page, StringComparison.Ordinal));
        Assert.Contains("(<code>ezpassny</code>): <strong>captcha</strong>", page, StringComparison.Ordinal);
        Assert.Contains("(<code>turo</code>): <strong>down</strong>", page, StringComparison.Ordinal);
        Assert.Equal(Scenario.All.Count, Scenario.All.Select(scenario => scenario.Name).Distinct().Count());
    }

    [Fact]
    public async Task An_unknown_scenario_or_portal_is_refused_with_the_known_ones()
    {
        await using var world = await SimulatorWorld.StartAsync();
        using var scenario = await world.PostAsync("/scenario/sunshine");
        Assert.Equal(HttpStatusCode.NotFound, scenario.StatusCode);
        Assert.Contains("session-expiry", await scenario.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var portal = await world.PostAsync("/scenario/down?portal=sunpass");
        Assert.Equal(HttpStatusCode.NotFound, portal.StatusCode);
        Assert.Contains("paturnpike", await portal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => SimulatorHost.Build(["--Simulator:Scenario=sunshine"]));
    }

    [Fact]
    public async Task A_reset_forgets_sessions_counts_and_scenario()
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=layout-b");
        await world.PlayAsync("normal");
        await PortalVisit.NewYork.SignInAsync(world);
        using var reset = await world.PostAsync("/reset");
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        var log = await world.LogAsync("ezpassny");
        Assert.Equal(("layout-b", 0, 0, 0), (log.GetProperty("scenario").GetString(), SimulatorWorld.Number(log, "requests"), SimulatorWorld.Number(log, "signInTries"), SimulatorWorld.Number(log, "sessions")));
        using var home = await world.GetAsync(PortalVisit.NewYork.Home);
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
    }

    [Fact]
    public async Task The_log_counts_requests_at_once_and_holds_nothing_that_was_typed()
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=slow-pages", "SlowSeconds=4");
        await Task.WhenAll(world.TextAsync(PortalVisit.NewJersey.Login), world.TextAsync(PortalVisit.NewJersey.Login), world.TextAsync(PortalVisit.NewJersey.Login));
        await world.PlayAsync("normal");
        using var tried = await world.PostAsync(PortalVisit.NewJersey.Login, ("login", "somebody"), ("loginPassword", "hunter2-secret"));
        var log = await world.LogAsync("ezpassnj");
        // The response arrives before the server has recorded the request.
        for (var waited = Stopwatch.StartNew(); SimulatorWorld.Number(log, "concurrent") > 0 && waited.Elapsed < TimeSpan.FromSeconds(30); log = await world.LogAsync("ezpassnj"))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal((4, 1, 0), (SimulatorWorld.Number(log, "pageLoads"), SimulatorWorld.Number(log, "signInTries"), SimulatorWorld.Number(log, "concurrent")));
        Assert.Equal(3, SimulatorWorld.Number(log, "mostConcurrent"));
        var all = await world.TextAsync("/log");
        Assert.DoesNotContain("somebody", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2-secret", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    public async Task It_does_not_listen_beyond_this_machine_by_default(string address)
    {
        await using (var refused = SimulatorHost.Build([$"--urls={address}"], builder => builder.Logging.ClearProviders()))
        {
            var fault = await Assert.ThrowsAsync<OpenSimulatorException>(() => refused.StartAsync(TestContext.Current.CancellationToken));
            Assert.Contains("Simulator:Public=true", fault.Message, StringComparison.Ordinal);
        }

        await using var allowed = SimulatorHost.Build([$"--urls={address}", "--Simulator:Public=true"], builder => builder.Logging.ClearProviders());
        await allowed.StartAsync(TestContext.Current.CancellationToken);
        await allowed.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Rows=-1", "Simulator:Rows")]
    [InlineData("Tags:0=123", "Simulator:Tags")]
    [InlineData("Plates:0=ABC1234", "Simulator:Plates")]
    [InlineData("Zone=Nowhere/Land", "Simulator:Zone")]
    public void Invalid_options_are_reported(string option, string name)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => SimulatorHost.Build([$"--Simulator:{option}"], builder => builder.Logging.ClearProviders()));
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    private static async Task AssertLabelledAsync(SimulatorWorld world, params string[] paths)
    {
        foreach (var path in paths)
        {
            using var answer = await world.GetAsync(path);
            if (answer.StatusCode == HttpStatusCode.Redirect)
                continue;
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(page.Split(Banner).Length == 3, $"{path} ({answer.StatusCode}) is not labelled.");
            Assert.Matches($"<title>[^<]+{Banner}</title>", page);
        }
    }
}
