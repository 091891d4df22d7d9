using System.Diagnostics;
using System.Net;
using System.Text;

namespace TuroEzpass.Tests.PortalSimulator;

public sealed class ScenarioTests
{
    public static TheoryData<string> Portals => [.. PortalVisit.All.Select(portal => portal.Id)];

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
    [InlineData("ezpassny", "\"total\":")]
    [InlineData("ezpassnj", "<p class=\"pagebanner\">")]
    [InlineData("paturnpike", " of ", " transactions")]
    public async Task A_row_comes_on_top_between_the_first_page_and_the_second(string id, string before, string after = "")
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=row-inserted");
        var portal = PortalVisit.Of(id);
        await portal.SignInAsync(world);
        await AssertCountAsync(page: 1, 96);
        await AssertCountAsync(page: 2, 97);
        await AssertCountAsync(page: 3, 97);
        await AssertCountAsync(page: 1, 97);
        await world.PlayAsync("row-inserted");
        await AssertCountAsync(page: 1, 96);

        async Task AssertCountAsync(int page, int count) => Assert.Contains(SimulatorWorld.Invariant($"{before}{count}{after}"), await RowsAsync(world, portal, page), StringComparison.Ordinal);
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
