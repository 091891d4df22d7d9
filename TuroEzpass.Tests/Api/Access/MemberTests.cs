using System.Net;
using NodaTime;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>Members, invitations and link codes, with local accounts.</summary>
public sealed class MemberTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task An_invitation_makes_a_co_host_with_an_account()
    {
        await using var world = await ApiWorld.StartAsync();
        var code = await InviteAsync(world.Host, "CoHost");

        var joined = await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code, userName = "nina", password = Password, name = "Nina New" });
        Assert.Equal("CoHost", joined.Text("role"));

        var session = await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/sign-in", new { userName = "nina", password = Password });
        var me = await world.ClientWith(session.Text("token")).GoodAsync(HttpMethod.Get, "/api/me");
        Assert.Equal(("Nina New", "host"), (me.Text("name"), me.GetProperty("owners")[0].Text("owner")));
        Assert.Equal(HttpStatusCode.Forbidden, await AcceptAsync(world, code, "second"));
        Assert.Contains("Nina New", (await world.Host.GoodAsync(HttpMethod.Get, "/api/members")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_use_an_invitation_at_once_one_wins_and_the_others_leave_nothing_behind()
    {
        await using var world = await ApiWorld.StartAsync();
        var code = await InviteAsync(world.Host, "CoHost");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number => (number, Status: await AcceptAsync(world, code, $"racer{number}"))));

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK).number;
        foreach (var (number, _) in answers)
        {
            Assert.Equal(
                number == winner ? HttpStatusCode.OK : HttpStatusCode.Unauthorized,
                await world.Anonymous.StatusAsync(HttpMethod.Post, "/api/sign-in", new { userName = $"racer{number}", password = Password }));
        }

        Assert.Equal(3, (await world.Host.GoodAsync(HttpMethod.Get, "/api/members")).GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task An_invitation_expires_after_a_week()
    {
        await using var world = await ApiWorld.StartAsync("Auth:SessionLength=30.00:00:00");
        var code = await InviteAsync(world.Host, "CoHost");
        world.Clock.Advance(Duration.FromDays(7));
        Assert.Equal(HttpStatusCode.Forbidden, await AcceptAsync(world, code, "late"));
        Assert.Equal(HttpStatusCode.Forbidden, await AcceptAsync(world, "inv_made-up", "guesser"));
    }

    [Fact]
    public async Task A_user_name_is_unique()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await AcceptAsync(world, await InviteAsync(world.Host, "CoHost"), "nina"));
        var code = await InviteAsync(world.Host, "CoHost");
        Assert.Equal(HttpStatusCode.Conflict, await AcceptAsync(world, code, "NINA"));
        Assert.Equal(HttpStatusCode.OK, await AcceptAsync(world, code, "nina2"));
    }

    [Fact]
    public async Task Who_belongs_to_an_owner_joins_another_and_not_the_same_twice()
    {
        await using var world = await ApiWorld.StartAsync();
        var code = await InviteAsync(world.Host, "CoHost");
        Assert.Equal(HttpStatusCode.Conflict, await world.CoHost.StatusAsync(HttpMethod.Post, "/api/members/accept", new { code }));
        await world.OtherHost.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code });
        var owners = (await world.OtherHost.GoodAsync(HttpMethod.Get, "/api/me")).GetProperty("owners");
        Assert.Equal(["other", "host"], owners.EnumerateArray().Select(owner => owner.Text("owner")));
    }

    [Fact]
    public async Task A_role_changes_only_as_seen()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.PreconditionRequired, await world.Host.StatusAsync(HttpMethod.Put, "/api/members/p-cohost", new { role = "Host" }));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await world.Host.StatusAsync(HttpMethod.Put, "/api/members/p-cohost", new { role = "Host" }, "\"1\""));
        Assert.Equal(HttpStatusCode.BadRequest, await world.Host.StatusAsync(HttpMethod.Put, "/api/members/p-cohost", new { role = "Operator" }, "\"1\""));
        await ChangeRoleAsync(world.Host, "p-cohost", "Host");
        Assert.Equal(HttpStatusCode.OK, await world.CoHost.StatusAsync(HttpMethod.Get, "/api/members"));
    }

    [Fact]
    public async Task The_last_host_stays()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.Conflict, await world.Host.StatusAsync(HttpMethod.Delete, "/api/members/p-host"));
        var etag = await ETagAsync(world.Host);
        Assert.Equal(HttpStatusCode.Conflict, await world.Host.StatusAsync(HttpMethod.Put, "/api/members/p-host", new { role = "CoHost" }, etag));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Delete, "/api/members/p-other"));
    }

    [Fact]
    public async Task Two_hosts_who_remove_each_other_at_once_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var world = await ApiWorld.StartAsync();
            var second = await world.SignInAsync("p-second", "Second Host", ApiWorld.Owner, Role.Host);
            await Task.WhenAll(world.Host.StatusAsync(HttpMethod.Delete, "/api/members/p-second"), second.StatusAsync(HttpMethod.Delete, "/api/members/p-host"));
            var left = await world.Service<Members>().ReadAsync(ApiWorld.Owner, TestContext.Current.CancellationToken);
            Assert.Single(left.Value.People, member => member.Role == Role.Host);
        }
    }

    [Fact]
    public async Task A_removed_member_sees_nothing_any_more()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        Assert.Equal(HttpStatusCode.OK, await world.CoHost.StatusAsync(HttpMethod.Get, "/probe/Read"));
        await world.Host.GoodAsync(HttpMethod.Delete, "/api/members/p-cohost");
        Assert.Equal(HttpStatusCode.Forbidden, await world.CoHost.StatusAsync(HttpMethod.Get, "/probe/Read"));
        Assert.Equal(HttpStatusCode.NotFound, await world.CoHost.StatusAsync(HttpMethod.Get, "/probe/Read?userId=host"));
    }

    [Fact]
    public async Task An_operator_can_replace_a_lost_password()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await AcceptAsync(world, await InviteAsync(world.Host, "CoHost"), "nina"));
        var people = await world.Operator.GoodAsync(HttpMethod.Get, "/api/people");
        var nina = people.GetProperty("people").EnumerateArray().Single(person => person.Text("name") == "nina").Text("person");
        var code = (await world.Operator.GoodAsync(HttpMethod.Post, $"/api/people/{nina}/link-codes")).Text("code");

        var lost = await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code, userName = "nina", password = "a new long password" });

        Assert.Equal(nina, lost.Text("person"));
        Assert.Equal(HttpStatusCode.OK, await world.Anonymous.StatusAsync(HttpMethod.Post, "/api/sign-in", new { userName = "nina", password = "a new long password" }));
        Assert.Equal(HttpStatusCode.Unauthorized, await world.Anonymous.StatusAsync(HttpMethod.Post, "/api/sign-in", new { userName = "nina", password = Password }));
        Assert.Equal(HttpStatusCode.Forbidden, await AcceptAsync(world, code, "nina"));
        Assert.Equal(HttpStatusCode.Forbidden, await world.Host.StatusAsync(HttpMethod.Post, $"/api/people/{nina}/link-codes"));
    }

    [Fact]
    public async Task An_operator_makes_an_owner_and_invites_its_first_host_only()
    {
        await using var world = await ApiWorld.StartAsync();
        var code = (await world.Operator.GoodAsync(HttpMethod.Post, "/api/owners", new { owner = "third" })).Text("code");
        Assert.Equal("third", (await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code, userName = "tess", password = Password })).Text("owner"));
        Assert.Equal(HttpStatusCode.Conflict, await world.Operator.StatusAsync(HttpMethod.Post, "/api/owners", new { owner = "third" }));
        Assert.Equal(HttpStatusCode.Conflict, await world.Operator.StatusAsync(HttpMethod.Post, "/api/owners", new { owner = "host" }));
        Assert.Equal(HttpStatusCode.BadRequest, await world.Operator.StatusAsync(HttpMethod.Post, "/api/owners", new { owner = "../x" }));
        Assert.Equal(HttpStatusCode.Forbidden, await world.Host.StatusAsync(HttpMethod.Post, "/api/owners", new { owner = "fourth" }));
    }

    /// <summary>Changes a role as the page does: reads, then writes based on what it read.</summary>
    internal static async Task ChangeRoleAsync(HttpClient host, string person, string role) =>
        await host.GoodAsync(HttpMethod.Put, $"/api/members/{person}", new { role }, await ETagAsync(host));

    private static async Task<string> ETagAsync(HttpClient host)
    {
        using var list = await host.GetAsync("/api/members", TestContext.Current.CancellationToken);
        return list.Headers.ETag!.Tag;
    }

    private static async Task<string> InviteAsync(HttpClient host, string role) => (await host.GoodAsync(HttpMethod.Post, "/api/members/invitations", new { role })).Text("code");

    private static Task<HttpStatusCode> AcceptAsync(ApiWorld world, string code, string userName) =>
        world.Anonymous.StatusAsync(HttpMethod.Post, "/api/members/accept", new { code, userName, password = Password });
}
