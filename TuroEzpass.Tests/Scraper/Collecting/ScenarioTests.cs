using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Tests.Scraper.Collecting;

/// <summary>Every behavior of the simulated sites, in a real browser: the collector's result, how often it signs in, and
/// that no secret leaks. The important ones always run; all of them with <c>./test --full</c>.</summary>
[Collection(SimulatedPortalTests.Name)]
public sealed class ScenarioTests(SimulatedPortals portals)
{
    private static readonly HashSet<string> Always =
    [
        "ezpassny normal", "ezpassny no-download", "ezpassnj logout-as-csv", "ezpassny wrong-password", "ezpassny layout-b", "ezpassny foreign-redirect", "paturnpike one-time-code", "ezpassny count-mismatch",
    ];

    public static TheoryData<string, string, RunReason?> Expectations()
    {
        var data = new TheoryData<string, string, RunReason?>();
        foreach (var portal in new[] { "ezpassny", "ezpassnj", "paturnpike" })
        {
            foreach (var (scenario, reason) in Expected(portal))
                data.Add(portal, scenario, reason);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Expectations))]
    public async Task The_collector_handles_each_behavior_of_a_site(string portal, string scenario, RunReason? reason)
    {
        Assert.SkipUnless(Always.Contains($"{portal} {scenario}") || Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        await portals.PlayAsync(scenario, portal);
        var (outcome, pictures, told) = await SimulatedPortals.CollectAsync(portals.Collector(timing => timing.StepTime = TimeSpan.FromSeconds(scenario == "layout-b" ? 8 : 60)), portal, SimulatedPortals.Credentials, cancellation: TestContext.Current.CancellationToken);

        if (reason is null)
        {
            var complete = Assert.IsType<Collected.Complete>(outcome);
            Assert.NotEmpty(pictures);
            Assert.False(complete.Session.IsEmpty);
            if (scenario == "no-transactions")
                Assert.Empty(complete.Files);
            else
                Assert.InRange(complete.Rows, 20, 96);
        }
        else
        {
            var failed = Assert.IsType<Collected.Failed>(outcome);
            Assert.True(failed.Reason == reason, $"{failed.Reason}: {failed.Message}");
            Assert.NotNull(failed.Screenshot);
            Assert.True(failed.Message.Length > 40, failed.Message);
            Assert.Equal(reason == RunReason.LayoutChanged, failed.Selector is not null);
        }

        Assert.InRange(await portals.SeenAsync(portal, "signInTries"), 0, 1);
        Assert.Equal(0, await portals.SeenAsync(portal, "foreignRequests"));
        Assert.Equal(0, await portals.SeenAsync(portal, "codeTries"));
        portals.AssertNoSecret(outcome, told);
    }

    private static IEnumerable<(string Scenario, RunReason? Reason)> Expected(string portal) =>
    [
        ("normal", null),
        ("wrong-password", RunReason.SignInRefused),
        ("locked-account", null),
        ("locked", RunReason.AccountLocked),
        ("one-time-code", RunReason.ChallengeShown),
        ("captcha", RunReason.ChallengeShown),
        ("blocked", RunReason.ChallengeShown),
        ("session-expiry", RunReason.NeedsSignIn),
        ("signed-in-elsewhere", RunReason.ChallengeShown),
        ("signed-in-elsewhere-long", RunReason.ChallengeShown),
        ("slow-pages", null),
        ("server-errors", null),
        ("down", RunReason.SiteDown),
        ("maintenance", RunReason.SiteDown),
        ("empty-while-loading", null),
        ("no-transactions", null),
        ("layout-b", RunReason.LayoutChanged),
        ("row-inserted", null),
        ("count-mismatch", RunReason.Incomplete),
        ("logout-as-csv", RunReason.NeedsSignIn),
        // New Jersey's file has an address and no button: if it is missing, the site has changed.
        ("no-download", portal == "ezpassnj" ? RunReason.LayoutChanged : null),
        ("huge-download", RunReason.Incomplete),
        ("foreign-redirect", RunReason.LayoutChanged),
        ("page-size-10", null),
    ];
}
