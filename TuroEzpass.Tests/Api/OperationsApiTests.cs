using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Api.Access;
using TuroEzpass.Tests.Web;

namespace TuroEzpass.Tests.Api;

/// <summary>Portals, notifications, metrics, queues, screenshots and a user's own account, over HTTP.</summary>
public sealed class OperationsApiTests
{
    private const string Secret = "planted-secret-9f2c";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_portals_sign_in_is_stored_and_never_returned()
    {
        await using var world = await ApiWorld.StartAsync();
        var before = await world.Host.GoodAsync(HttpMethod.Get, "/api/portals");
        Assert.All(before.EnumerateArray(), portal => Assert.Equal("Missing", portal.Text("signIn")));

        Assert.Equal(HttpStatusCode.NoContent, await world.Host.StatusAsync(HttpMethod.Put, "/api/portals/ezpassny/credentials", new { userName = $"user-{Secret}", password = Secret }));
        var (_, list) = await world.Host.CallAsync(HttpMethod.Get, "/api/portals");
        Assert.Equal("Stored", list!.Value.EnumerateArray().Single(portal => portal.Text("portal") == "ezpassny").Text("signIn"));
        Assert.DoesNotContain(Secret, list.Value.GetRawText(), StringComparison.Ordinal);
        var kept = Assert.IsType<CredentialRead.Found>(await world.Service<ICredentialStore>().ReadCredentialsAsync(ApiWorld.Owner, "ezpassny", Cancel));
        Assert.Equal(Secret, kept.Credentials.Password);
        Assert.All((await world.OtherHost.GoodAsync(HttpMethod.Get, "/api/portals")).EnumerateArray(), portal => Assert.Equal("Missing", portal.Text("signIn")));

        Assert.Equal(HttpStatusCode.NoContent, await world.Host.StatusAsync(HttpMethod.Delete, "/api/portals/ezpassny/credentials"));
        Assert.IsType<CredentialRead.Missing>(await world.Service<ICredentialStore>().ReadCredentialsAsync(ApiWorld.Owner, "ezpassny", Cancel));
    }

    [Fact]
    public async Task A_portal_is_on_once_a_sign_in_is_stored_and_off_when_it_is_forgotten()
    {
        await using var world = await ApiWorld.StartAsync();
        var refused = await world.Host.CallAsync(HttpMethod.Put, "/api/portals/ezpassny", new { isEnabled = true });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(HttpStatusCode.Conflict, await world.Host.StatusAsync(HttpMethod.Put, "/api/portals/turo", new { isEnabled = true }));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Put, "/api/portals/nowhere", new { isEnabled = true }));

        // A refused sign-in is tried again only after it is stored again.
        var accounts = new AccountBook(world.Service<IRecordStore>(), ApiWorld.Owner);
        await accounts.ChangeAsync("ezpassny", account => account with { IsSignInRefused = true, LastReason = Core.Runs.RunReason.SignInRefused, CompleteThrough = "2026-03-01" }, Cancel);
        Assert.True((await PortalAsync("ezpassny")).GetProperty("isSignInRefused").GetBoolean());
        await world.Host.StatusAsync(HttpMethod.Put, "/api/portals/ezpassny/credentials", new { userName = "u", password = Secret });
        Assert.Equal(new PortalAccount { Portal = "ezpassny", IsEnabled = true, LastReason = Core.Runs.RunReason.SignInRefused, CompleteThrough = "2026-03-01" }, await accounts.GetAsync("ezpassny", Cancel));

        await world.Host.StatusAsync(HttpMethod.Put, "/api/portals/ezpassny", new { isEnabled = false });
        Assert.False((await PortalAsync("ezpassny")).GetProperty("isEnabled").GetBoolean());
        await world.Host.StatusAsync(HttpMethod.Put, "/api/portals/ezpassny", new { isEnabled = true });
        Assert.True((await PortalAsync("ezpassny")).GetProperty("isEnabled").GetBoolean());
        await world.Host.StatusAsync(HttpMethod.Delete, "/api/portals/ezpassny/credentials");
        var forgotten = await PortalAsync("ezpassny");
        Assert.Equal((false, "Missing", "2026-03-01"), (forgotten.GetProperty("isEnabled").GetBoolean(), forgotten.Text("signIn"), forgotten.Text("completeThrough")));
        Assert.Empty(await new AccountBook(world.Service<IRecordStore>(), ApiWorld.OtherOwner).ListAsync(Cancel));

        async Task<JsonElement> PortalAsync(string portal) => (await world.Host.GoodAsync(HttpMethod.Get, "/api/portals")).EnumerateArray().Single(one => one.Text("portal") == portal);
    }

    [Fact]
    public async Task A_collection_is_requested_for_one_site_and_by_operators_for_everyone()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Post, "/api/scrape", new { source = "nowhere" }));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Post, "/api/scrape", new { userId = ScrapeRequest.EveryOwner }));
        var run = await world.Host.GoodAsync(HttpMethod.Post, "/api/scrape", new { source = "ezpassny" });
        var queue = world.Service<IWorkQueue>();
        var one = await queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromSeconds(30), Duration.FromSeconds(5), Cancel);
        Assert.Contains(run.Text("runId")!, one!.Body, StringComparison.Ordinal);

        await world.Operator.GoodAsync(HttpMethod.Post, "/api/operations/scrape");
        var all = JsonDocument.Parse((await queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromSeconds(30), Duration.FromSeconds(5), Cancel))!.Body).RootElement;
        Assert.Equal(("manual.trigger", "manual-trigger"), (all.Text("source"), all.GetProperty("detail").Text("userId")));
    }

    [Fact]
    public async Task The_pages_of_a_complete_run_are_shown_to_its_owner_only()
    {
        await using var world = await ApiWorld.StartAsync();
        using var picture = new MemoryStream(OperationsSample.Pixel);
        var stored = Assert.IsType<ProofPut.Stored>(await world.Service<IProofStore>().PutAsync(ProofKind.Proof, ApiWorld.Owner, picture, "image/png", Cancel));
        var sha = stored.Info.Address.Sha256;
        var run = OperationsSample.RunOf("r1", world.Clock.GetCurrentInstant(), RunStatus.Succeeded) with { Pages = [sha], From = "2026-01-01", Through = "2026-03-31" };
        await new RunBook(world.Service<IRecordStore>(), ApiWorld.Owner).TryAddAsync(run, Cancel);

        var path = $"/api/runs/host/{run.ScrapeDate}/r1/pages/{sha}";
        Assert.Equal(OperationsSample.Pixel, await world.Host.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancel));
        Assert.Equal(HttpStatusCode.NotFound, await world.OtherHost.StatusAsync(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Get, path.Replace("pages", "screenshots", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await world.Operator.StatusAsync(HttpMethod.Get, path + "?userId=host"));
        var seen = (await world.Operator.GoodAsync(HttpMethod.Get, "/api/runs?userId=host")).GetProperty("items")[0];
        Assert.Equal((0, "2026-01-01"), (seen.GetProperty("pages").GetArrayLength(), seen.Text("from")));
    }

    [Fact]
    public async Task No_refusal_repeats_a_secret()
    {
        await using var world = await ApiWorld.StartAsync();
        var far = new string('x', 500) + Secret;
        string[] bodies =
        [
            $$"""{"userName":"u","password":"{{far}}"}""", $$"""{"userName":"u","password":"{{Secret}}","pin":"{{Secret}}"}""", $$"""{"userName":"u","password":["{{Secret}}"]}""", $$"""{"userName":"u","password":"{{Secret}}""",
        ];
        foreach (var path in new[] { "/api/portals/ezpassny/credentials", "/api/portals/turo/credentials", "/api/portals/unknown/credentials" })
        {
            foreach (var body in bodies)
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await world.Host.PutAsync(new Uri(path, UriKind.Relative), content, Cancel);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path} {body}: {answer.StatusCode}");
                Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain(Secret, new NewCredentials(Secret, Secret).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/portals")]
    [InlineData("PUT", "/api/portals/ezpassny")]
    [InlineData("POST", "/api/operations/scrape")]
    [InlineData("PUT", "/api/portals/ezpassny/credentials")]
    [InlineData("DELETE", "/api/portals/ezpassny/credentials")]
    [InlineData("GET", "/api/notifications")]
    [InlineData("PUT", "/api/notifications")]
    [InlineData("POST", "/api/notifications/test")]
    [InlineData("GET", "/api/operations/alerts")]
    [InlineData("POST", "/api/operations/alerts/x/acknowledge")]
    [InlineData("POST", "/api/operations/alerts/test")]
    [InlineData("GET", "/api/figures")]
    [InlineData("GET", "/api/queues")]
    [InlineData("POST", "/api/queues/scrapes/redrive")]
    public async Task Co_hosts_are_refused_what_they_may_not_do(string method, string path)
    {
        await using var world = await ApiWorld.StartAsync();
        var body = path.Contains("credentials", StringComparison.Ordinal) && method == "PUT" ? new { userName = "a", password = "b" } : path == "/api/portals/ezpassny" ? new { isEnabled = true } : (object?)null;
        Assert.Equal(HttpStatusCode.Forbidden, await world.CoHost.StatusAsync(new HttpMethod(method), path, body));
        Assert.Equal(HttpStatusCode.Unauthorized, await world.Anonymous.StatusAsync(new HttpMethod(method), path, body));
        if (path.Contains("figures", StringComparison.Ordinal) || path.Contains("queues", StringComparison.Ordinal) || path.Contains("operations", StringComparison.Ordinal))
            Assert.Equal(HttpStatusCode.Forbidden, await world.Host.StatusAsync(new HttpMethod(method), path));
    }

    [Fact]
    public async Task Notifications_change_only_as_seen()
    {
        await using var world = await ApiWorld.StartAsync();
        using var first = await world.Host.GetAsync("/api/notifications", Cancel);
        var etag = first.Headers.ETag!.Tag;
        var next = new NotificationChange(true, false, true, true, false, Email: " ann@example.com ", Webhook: "https://hooks.slack.com/services/secret");

        Assert.Equal((HttpStatusCode)428, await world.Host.StatusAsync(HttpMethod.Put, "/api/notifications", next));
        var stored = await world.Host.GoodAsync(HttpMethod.Put, "/api/notifications", next, etag);
        Assert.Equal("ann@example.com", stored.Text("email"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await world.Host.StatusAsync(HttpMethod.Put, "/api/notifications", next, etag));
        Assert.False((await world.Host.GoodAsync(HttpMethod.Get, "/api/notifications")).GetProperty("unknownTag").GetBoolean());
        Assert.True((await world.OtherHost.GoodAsync(HttpMethod.Get, "/api/notifications")).GetProperty("unknownTag").GetBoolean());
    }

    [Theory]
    [InlineData("no address", "")]
    [InlineData("Ann <ann@example.com>", "")]
    [InlineData("", "http://example.com/hook")]
    [InlineData("", "https://user:word@example.com/")]
    [InlineData("", "javascript:alert(1)")]
    [InlineData("", "https://example.com/hook")]
    [InlineData("", "https://169.254.169.254/latest")]
    [InlineData("", "https://hooks.slack.com:8443/services/x")]
    public async Task An_invalid_notification_address_is_refused(string email, string webhook)
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await world.Host.StatusAsync(HttpMethod.Put, "/api/notifications", new NotificationChange(true, true, true, true, true, Email: email, Webhook: webhook), "*"));
    }

    [Fact]
    public async Task A_screenshot_is_for_people_who_read_that_owner_and_only_if_its_run_lists_it()
    {
        await using var world = await ApiWorld.StartAsync();
        var proofs = world.Service<IProofStore>();
        using var picture = new MemoryStream(OperationsSample.Pixel);
        var listed = ((ProofPut.Stored)await proofs.PutAsync(ProofKind.FailureScreenshot, ApiWorld.Owner, picture, "image/png", Cancel)).Info.Address.Sha256;
        using var page = new MemoryStream("<script>alert(1)</script>"u8.ToArray());
        var html = ((ProofPut.Stored)await proofs.PutAsync(ProofKind.FailureScreenshot, ApiWorld.Owner, page, "text/html", Cancel)).Info.Address.Sha256;
        using var another = new MemoryStream("unlisted"u8.ToArray());
        var unlisted = ((ProofPut.Stored)await proofs.PutAsync(ProofKind.FailureScreenshot, ApiWorld.Owner, another, "image/png", Cancel)).Info.Address.Sha256;
        var run = OperationsSample.RunOf("r1", world.Clock.GetCurrentInstant(), RunStatus.Failed) with { Screenshots = [listed, html] };
        await new RunBook(world.Service<IRecordStore>(), ApiWorld.Owner).TryAddAsync(run, Cancel);
        var path = $"/api/runs/host/{run.ScrapeDate}/r1/screenshots";

        foreach (var reader in new[] { world.Host, world.CoHost })
        {
            using var answer = await reader.GetAsync($"{path}/{listed}", Cancel);
            Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(OperationsSample.Pixel, await answer.Content.ReadAsByteArrayAsync(Cancel));
        }

        using var disguised = await world.Host.GetAsync($"{path}/{html}", Cancel);
        Assert.Equal("application/octet-stream", disguised.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Get, $"{path}/{unlisted}"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Get, $"{path}/..%2F..%2Fx"));
        Assert.Equal(HttpStatusCode.NotFound, await world.OtherHost.StatusAsync(HttpMethod.Get, $"{path}/{listed}"));
        Assert.Equal(HttpStatusCode.Forbidden, await world.Operator.StatusAsync(HttpMethod.Get, $"{path}/{listed}"));
    }

    [Fact]
    public async Task Operators_see_rates_and_days_of_all_owners()
    {
        await using var world = await ApiWorld.StartAsync();
        var (records, now) = (world.Service<IRecordStore>(), world.Clock.GetCurrentInstant());
        await new RunBook(records, ApiWorld.Owner).TryAddAsync(OperationsSample.RunOf("a", now - Duration.FromHours(1), RunStatus.Succeeded) with { TotalRecords = 10 }, Cancel);
        await new RunBook(records, ApiWorld.OtherOwner).TryAddAsync(OperationsSample.RunOf("b", now - Duration.FromHours(25), RunStatus.Failed), Cancel);
        world.Clock.Advance(Duration.FromMinutes(10));

        var figures = (await world.Operator.GetFromJsonAsync<SystemFigures>("/api/figures", Cancel))!;

        Assert.Equal((2, 1, 1, 50.0, 2, 10, 1), (figures.Runs, figures.Succeeded, figures.Failed, figures.SuccessPercent, figures.Users, figures.Records, figures.Recent));
        Assert.Equal(30, figures.Days.Count);
        Assert.Equal(1, figures.Days.Sum(day => day.Succeeded));
        Assert.Equal(1, figures.Days.TakeLast(3).Sum(day => day.Failed));
    }

    [Fact]
    public async Task Dead_letters_are_listed_without_content_and_redriven()
    {
        await using var world = await ApiWorld.StartAsync();
        await OperationsSample.FailAsync(world.Service<IWorkQueue>());

        var queues = await world.Operator.GoodAsync(HttpMethod.Get, "/api/queues");
        Assert.DoesNotContain("secret-owner", queues.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, queues.EnumerateArray().Single(queue => queue.Text("queue") == "scrapes").GetProperty("dead").GetArrayLength());
        Assert.Equal(1, (await world.Operator.GoodAsync(HttpMethod.Post, "/api/queues/scrapes/redrive")).GetProperty("count").GetInt32());
        Assert.NotNull(await world.Service<IWorkQueue>().ReceiveAsync(WorkKind.Scrapes, Duration.FromSeconds(30), Duration.FromSeconds(5), Cancel));
        Assert.Equal(HttpStatusCode.NotFound, await world.Operator.StatusAsync(HttpMethod.Post, "/api/queues/nothing/redrive"));
    }

    [Fact]
    public async Task A_changed_name_is_shown_everywhere()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal("Cora <b>New", (await world.CoHost.GoodAsync(HttpMethod.Put, "/api/me/name", new { name = " Cora <b>New " })).Text("name"));
        var members = await world.Host.GoodAsync(HttpMethod.Get, "/api/members");
        Assert.Contains(members.GetProperty("members").EnumerateArray(), member => member.Text("name") == "Cora <b>New");
        Assert.Equal(HttpStatusCode.BadRequest, await world.CoHost.StatusAsync(HttpMethod.Put, "/api/me/name", new { name = " " }));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_and_keeps_tokens()
    {
        await using var world = await ApiWorld.StartAsync();
        var token = (await world.Host.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "script", scopes = new[] { "Read" } })).Text("token");
        world.Clock.Advance(Duration.FromSeconds(1));
        var second = world.ClientWith((await world.Service<TuroEzpass.Api.Access.Sessions>().BeginAsync("p-host", Cancel))!.Token);
        world.Clock.Advance(Duration.FromSeconds(10));

        Assert.Equal(HttpStatusCode.NoContent, await world.Host.StatusAsync(HttpMethod.Post, "/api/sign-in/sign-out-everywhere"));

        Assert.Equal(HttpStatusCode.Unauthorized, await world.Host.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await second.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.OK, await world.ClientWith(token).StatusAsync(HttpMethod.Get, "/api/tolls"));
    }
}
