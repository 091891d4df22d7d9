using System.Net;

namespace TuroEzpass.Tests.PortalSimulator;

public sealed class SignInScenarioTests
{
    public static TheoryData<string> Portals => [.. PortalVisit.All.Select(portal => portal.Id)];

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task A_wrong_password_is_refused_and_the_next_right_one_is_not(string id)
    {
        await using var world = await SimulatorWorld.StartAsync();
        var portal = PortalVisit.Of(id);
        Assert.Contains("incorrect", await portal.TextOfTryAsync(world, "wrong"), StringComparison.Ordinal);
        await portal.SignInAsync(world);
        await world.PlayAsync("wrong-password");
        Assert.Contains("incorrect", await portal.TextOfTryAsync(world, SimulatorWorld.Password), StringComparison.Ordinal);

        var log = await world.LogAsync(id);
        Assert.Equal((3, 2), (SimulatorWorld.Number(log, "signInTries"), SimulatorWorld.Number(log, "wrongSignIns")));
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task An_account_locks_after_three_wrong_passwords(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=locked-account");
        var portal = PortalVisit.Of(id);
        Assert.DoesNotContain("locked", await portal.TextOfTryAsync(world, "one"), StringComparison.Ordinal);
        Assert.DoesNotContain("locked", await portal.TextOfTryAsync(world, "two"), StringComparison.Ordinal);
        Assert.Contains("locked", await portal.TextOfTryAsync(world, "three"), StringComparison.Ordinal);
        Assert.Contains("locked", await portal.TextOfTryAsync(world, SimulatorWorld.Password), StringComparison.Ordinal);

        await world.PlayAsync("normal");
        await portal.SignInAsync(world);
        await world.PlayAsync("locked");
        Assert.Contains("locked", await portal.TextOfTryAsync(world, SimulatorWorld.Password), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task A_code_is_asked_for_and_a_wrong_one_is_no_way_in(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=one-time-code", "Code=424242");
        var portal = PortalVisit.Of(id);
        using var answer = await portal.TryAsync(world);
        Assert.Equal(portal.Verify, answer.Headers.Location!.OriginalString);
        Assert.Contains("autocomplete=\"one-time-code\"", await world.TextAsync(portal.Verify), StringComparison.Ordinal);
        using var early = await world.GetAsync(portal.Home);
        Assert.StartsWith(portal.Login, early.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var wrong = await world.PostAsync(portal.Verify, ("code", "000000"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        using var right = await world.PostAsync(portal.Verify, ("code", "424242"));
        Assert.Equal(portal.Home, right.Headers.Location!.OriginalString);
        using var home = await world.GetAsync(portal.Home);
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    [Fact]
    public async Task Only_Turo_asks_for_a_code_on_a_good_day_and_not_in_no_code()
    {
        await using var world = await SimulatorWorld.StartAsync();
        foreach (var portal in PortalVisit.All)
        {
            using var answer = await portal.TryAsync(world);
            Assert.Equal(portal == PortalVisit.Turo ? portal.Verify : portal.Home, answer.Headers.Location!.OriginalString);
        }

        await world.PlayAsync("no-code");
        using var without = await PortalVisit.Turo.TryAsync(world);
        Assert.Equal(PortalVisit.Turo.Home, without.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_captcha_stands_in_the_form_and_must_be_answered()
    {
        await using var world = await SimulatorWorld.StartAsync();
        Assert.DoesNotContain("imgcap", await world.TextAsync(PortalVisit.NewJersey.Login), StringComparison.Ordinal);
        await world.PlayAsync("captcha");
        var form = await world.TextAsync(PortalVisit.NewJersey.Login);
        Assert.Contains("class=\"imgcap\"", form, StringComparison.Ordinal);
        Assert.Contains("id=\"jcaptcha_response1\"", form, StringComparison.Ordinal);
        Assert.StartsWith("<svg", await world.TextAsync("/ezpassnj/vector/account/home/captcha.svg"), StringComparison.Ordinal);
        Assert.Contains("did not match the image", await PortalVisit.NewJersey.TextOfTryAsync(world, SimulatorWorld.Password), StringComparison.Ordinal);
        using var answered = await PortalVisit.NewJersey.TryAsync(world, SimulatorWorld.Password, ("jcaptcha_response", SimulatorWorld.Code));
        Assert.Equal(PortalVisit.NewJersey.Home, answered.Headers.Location!.OriginalString);
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task A_session_ends_after_some_pages(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=session-expiry", "SessionPages=3");
        var portal = PortalVisit.Of(id);
        await portal.SignInAsync(world);
        for (var page = 1; page <= 3; page++)
        {
            using var seen = await world.GetAsync(portal.Home);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        }

        using var ended = await world.GetAsync(portal.Transactions);
        Assert.Equal($"{portal.Login}?expired=1", ended.Headers.Location!.OriginalString);
        Assert.Contains("Your session has expired", await world.TextAsync($"{portal.Login}?expired=1"), StringComparison.Ordinal);
        using var table = await world.GetAsync("/ezpassny/ezpass/api/transactions");
        Assert.Equal(HttpStatusCode.Unauthorized, table.StatusCode);
    }

    [Fact]
    public async Task Signed_in_elsewhere_is_said_once_or_for_a_while()
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=signed-in-elsewhere");
        Assert.Contains("already logged in", await PortalVisit.NewYork.TextOfTryAsync(world, SimulatorWorld.Password), StringComparison.Ordinal);
        await PortalVisit.NewYork.SignInAsync(world);
        await world.PlayAsync("signed-in-elsewhere-long");
        for (var tries = 0; tries < 3; tries++)
            Assert.Contains("already logged in", await PortalVisit.NewYork.TextOfTryAsync(world, SimulatorWorld.Password), StringComparison.Ordinal);

        await using var quick = await SimulatorWorld.StartAsync("Scenario=signed-in-elsewhere-long", "ElsewhereMinutes=0");
        Assert.Contains("already logged in", await PortalVisit.NewYork.TextOfTryAsync(quick, SimulatorWorld.Password), StringComparison.Ordinal);
        await PortalVisit.NewYork.SignInAsync(quick);
    }
}
