using System.Diagnostics;
using System.Net;
using System.Text;

namespace TuroEzpass.Tests.PortalSimulator;

public sealed class ScenarioTests
{
    public static TheoryData<string> Portals => [.. PortalVisit.All.Select(portal => portal.Id)];

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task A_wrong_password_is_refused_and_the_next_right_one_is_not(string id)
    {
        await using var world = await SimulatorWorld.StartAsync();
        var portal = PortalVisit.Of(id);
        Assert.Contains("incorrect", await TextOfTryAsync(world, portal, "wrong"), StringComparison.Ordinal);
        await portal.SignInAsync(world);
        await world.PlayAsync("wrong-password");
        Assert.Contains("incorrect", await TextOfTryAsync(world, portal, SimulatorWorld.Password), StringComparison.Ordinal);

        var log = await world.LogAsync(id);
        Assert.Equal((3, 2), (SimulatorWorld.Number(log, "signInTries"), SimulatorWorld.Number(log, "wrongSignIns")));
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task An_account_locks_after_three_wrong_passwords(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=locked-account");
        var portal = PortalVisit.Of(id);
        Assert.DoesNotContain("locked", await TextOfTryAsync(world, portal, "one"), StringComparison.Ordinal);
        Assert.DoesNotContain("locked", await TextOfTryAsync(world, portal, "two"), StringComparison.Ordinal);
        Assert.Contains("locked", await TextOfTryAsync(world, portal, "three"), StringComparison.Ordinal);
        Assert.Contains("locked", await TextOfTryAsync(world, portal, SimulatorWorld.Password), StringComparison.Ordinal);

        await world.PlayAsync("normal");
        await portal.SignInAsync(world);
        await world.PlayAsync("locked");
        Assert.Contains("locked", await TextOfTryAsync(world, portal, SimulatorWorld.Password), StringComparison.Ordinal);
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
        Assert.Contains("did not match the image", await TextOfTryAsync(world, PortalVisit.NewJersey, SimulatorWorld.Password), StringComparison.Ordinal);
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
        Assert.Contains("already logged in", await TextOfTryAsync(world, PortalVisit.NewYork, SimulatorWorld.Password), StringComparison.Ordinal);
        await PortalVisit.NewYork.SignInAsync(world);
        await world.PlayAsync("signed-in-elsewhere-long");
        for (var tries = 0; tries < 3; tries++)
            Assert.Contains("already logged in", await TextOfTryAsync(world, PortalVisit.NewYork, SimulatorWorld.Password), StringComparison.Ordinal);

        await using var quick = await SimulatorWorld.StartAsync("Scenario=signed-in-elsewhere-long", "ElsewhereMinutes=0");
        Assert.Contains("already logged in", await TextOfTryAsync(quick, PortalVisit.NewYork, SimulatorWorld.Password), StringComparison.Ordinal);
        await PortalVisit.NewYork.SignInAsync(quick);
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task The_site_fails_some_times_or_always_or_is_in_maintenance_or_shut(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=server-errors", "FailedRequests=2");
        var portal = PortalVisit.Of(id);
        Assert.Equal([503, 503, 200, 200], await StatusesAsync(world, portal.Login, 4));
        await world.PlayAsync("down");
        Assert.Equal([503, 503, 503, 503], await StatusesAsync(world, portal.Login, 4));
        await world.PlayAsync("blocked");
        Assert.Equal([403], await StatusesAsync(world, portal.Login, 1));
        await world.PlayAsync("maintenance");
        Assert.Equal([200], await StatusesAsync(world, portal.Login, 1));
        var page = await world.TextAsync(portal.Login);
        Assert.Contains("scheduled maintenance", page, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page, StringComparison.Ordinal);
        await world.PlayAsync("server-errors", portal: id);
        Assert.Equal([503, 503, 200], await StatusesAsync(world, portal.Login, 3));
    }

    [Fact]
    public async Task Pages_are_slow_and_the_others_are_not()
    {
        await using var world = await SimulatorWorld.StartAsync("SlowSeconds=0.7");
        await world.PlayAsync("slow-pages", "ezpassnj");
        var watch = Stopwatch.StartNew();
        await world.TextAsync(PortalVisit.NewJersey.Login);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.6), $"It took {watch.Elapsed}.");
        Assert.Equal("normal", (await world.LogAsync("ezpassny")).GetProperty("scenario").GetString());
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task The_download_is_a_page_or_is_not_there_or_does_not_end(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("HugeMegabytes=3");
        var portal = PortalVisit.Of(id);
        await portal.SignInAsync(world);
        using var good = await portal.ExportAsync(world);
        await world.PlayAsync("logout-as-csv");
        using var page = await portal.ExportAsync(world);
        Assert.Equal(good.Content.Headers.ContentType, page.Content.Headers.ContentType);
        Assert.Contains("You have been logged out", Encoding.UTF8.GetString((await SimulatorWorld.DownloadAsync(page)).Bytes), StringComparison.Ordinal);

        await world.PlayAsync("huge-download");
        using var huge = await portal.ExportAsync(world);
        Assert.Equal(3 * 1024 * 1024, (await SimulatorWorld.DownloadAsync(huge)).Bytes.Length);

        Assert.Contains("ownload", await ListAsync(world, portal), StringComparison.Ordinal);
        await world.PlayAsync("no-download");
        using var none = await portal.ExportAsync(world);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.DoesNotMatch("Download (CSV|to Excel)|data-download=\"yes\"", await ListAsync(world, portal));
        Assert.Equal(3, SimulatorWorld.Number(await world.LogAsync(id), "downloads"));
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task The_way_to_the_transactions_leads_to_another_origin(string id)
    {
        await using var world = await SimulatorWorld.StartAsync();
        var portal = PortalVisit.Of(id);
        await portal.SignInAsync(world);
        await world.PlayAsync("foreign-redirect");
        using var sent = await world.GetAsync(portal.Transactions);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var other = sent.Headers.Location!;
        Assert.Equal("localhost", other.Host);
        Assert.NotEqual(world.Address.GetLeftPart(UriPartial.Authority), other.GetLeftPart(UriPartial.Authority));
        Assert.Contains(other.ToString(), await world.TextAsync(portal.Home), StringComparison.Ordinal);
        await world.TextAsync($"/foreign/{id}");
        Assert.Equal(1, SimulatorWorld.Number(await world.LogAsync(id), "foreignRequests"));
    }

    [Theory]
    [InlineData("ezpassny", "rows", "total\":0", "total\":96", "total\":99")]
    [InlineData("ezpassnj", "transactionItem", "Nothing found to display", "96 items found, displaying 1 to 10", "99 items found, displaying 1 to 10")]
    [InlineData("paturnpike", "tableTransactions", "No transactions were found", "Showing 1 to 10 of 96", "Showing 1 to 10 of 99")]
    public async Task Counters_tell_the_truth_but_in_count_mismatch(string id, string table, string none, string all, string tooMany)
    {
        await using var world = await SimulatorWorld.StartAsync();
        var portal = PortalVisit.Of(id);
        await portal.SignInAsync(world);
        var list = await RowsAsync(world, portal, 1);
        Assert.Contains(all, list, StringComparison.Ordinal);
        Assert.Contains(table, list, StringComparison.Ordinal);
        await world.PlayAsync("count-mismatch");
        Assert.Contains(tooMany, await RowsAsync(world, portal, 1), StringComparison.Ordinal);
        await world.PlayAsync("no-transactions");
        Assert.Contains(none, await RowsAsync(world, portal, 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ezpassny")]
    [InlineData("ezpassnj")]
    [InlineData("paturnpike")]
    public async Task A_row_comes_on_top_between_the_first_page_and_the_second(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=row-inserted");
        var portal = PortalVisit.Of(id);
        await portal.SignInAsync(world);
        Assert.Contains("96", await RowsAsync(world, portal, 1), StringComparison.Ordinal);
        Assert.Contains("97", await RowsAsync(world, portal, 2), StringComparison.Ordinal);
        Assert.Contains("97", await RowsAsync(world, portal, 3), StringComparison.Ordinal);
        Assert.Contains("97", await RowsAsync(world, portal, 1), StringComparison.Ordinal);
        await world.PlayAsync("row-inserted");
        Assert.Contains("96", await RowsAsync(world, portal, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_page_begins_with_the_row_that_ended_the_first()
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=row-inserted");
        await PortalVisit.NewYork.SignInAsync(world);
        var first = Ids(await RowsAsync(world, PortalVisit.NewYork, 1));
        var second = Ids(await RowsAsync(world, PortalVisit.NewYork, 2));
        Assert.Equal(first[^1], second[0]);

        static List<string> Ids(string json) =>
            [.. System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("rows").EnumerateArray().Select(row => string.Join('|', row.EnumerateArray().Select(cell => cell.GetString())))];
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task Layout_b_has_other_names_and_still_works(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=layout-b");
        var portal = PortalVisit.Of(id);
        Assert.DoesNotMatch($"name=\"({portal.UserField}|{portal.PasswordField})\"", await world.TextAsync(portal.Login));
        var renamed = portal with { UserField = "account_email", PasswordField = "account_secret" };
        await renamed.SignInAsync(world);
        Assert.DoesNotMatch("transactionItem|tableTransactions|startDateAll|btnView|PostingStartDate|downloadCsv", await ListAsync(world, portal));
    }

    [Theory]
    [InlineData("ezpassnj")]
    [InlineData("paturnpike")]
    [InlineData("turo")]
    public async Task Lists_from_the_server_look_empty_at_first_in_empty_while_loading(string id)
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=empty-while-loading", "LongLoadingMilliseconds=1234");
        var portal = PortalVisit.Of(id);
        await portal.SignInAsync(world);
        Assert.Contains("data-late=\"1234\"", portal == PortalVisit.Turo ? await world.TextAsync(portal.Home) : await ListAsync(world, portal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_rows_are_a_page_whatever_is_asked_for_in_page_size_10()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await PortalVisit.NewYork.SignInAsync(world);
        Assert.Contains("\"pages\":1,", await world.TextAsync("/ezpassny/ezpass/api/transactions?size=100"), StringComparison.Ordinal);
        await world.PlayAsync("page-size-10");
        Assert.Contains("\"pages\":10,", await world.TextAsync("/ezpassny/ezpass/api/transactions?size=100"), StringComparison.Ordinal);
    }

    private static async Task<string> TextOfTryAsync(SimulatorWorld world, PortalVisit portal, string password)
    {
        using var answer = await portal.TryAsync(world, password);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<int>> StatusesAsync(SimulatorWorld world, string path, int times)
    {
        var statuses = new List<int>();
        for (var time = 0; time < times; time++)
        {
            using var answer = await world.GetAsync(path);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    /// <summary>The page with the list, or with the search's result.</summary>
    private static async Task<string> ListAsync(SimulatorWorld world, PortalVisit portal)
    {
        if (portal != PortalVisit.Pennsylvania)
            return await world.TextAsync(portal.Transactions);
        using var found = await world.PostAsync(portal.Transactions, ("action:SearchTrans", "1"), ("__RequestVerificationToken", await PortalVisit.TokenAsync(world, portal.Transactions)));
        return await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A page of the list.</summary>
    private static async Task<string> RowsAsync(SimulatorWorld world, PortalVisit portal, int page)
    {
        if (portal == PortalVisit.NewYork)
            return await world.TextAsync(SimulatorWorld.Invariant($"/ezpassny/ezpass/api/transactions?page={page}&size=10"));
        if (portal == PortalVisit.NewJersey)
            return await world.TextAsync(SimulatorWorld.Invariant($"{portal.Transactions}?page={page}"));
        using var asked = new StringContent(SimulatorWorld.Invariant($"{{\"Page\":{page}}}"), Encoding.UTF8, "application/json");
        using var answer = await world.Client.PostAsync("/paturnpike/ezpass/Maintenance/TransactionResultPagination", asked, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
