using System.Net;
using System.Text;
using System.Text.Json;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api;

/// <summary>Changes over HTTP, and what others see of them; each test has its own data.</summary>
public sealed class ResourceChangeTests
{
    [Fact]
    public async Task A_decision_applies_until_it_is_undone_and_the_audit_has_both()
    {
        await using var filled = await FilledWorld.NewAsync();
        var host = filled.World.Host;
        var toll = (await host.GoodAsync(HttpMethod.Get, "/api/tolls?outcome=NeedsReview")).GetProperty("items")[0];
        var path = $"/api/tolls/{toll.Text("id")}/decision";
        var decided = await filled.World.CoHost.GoodAsync(HttpMethod.Post, path, new { decision = "AssignToTrip", trip = FilledWorld.FirstTrip }, $"\"{toll.Text("eTag")}\"");
        Assert.Equal(("Matched", FilledWorld.FirstTrip, "Cora Co-host"), (decided.Text("outcome"), decided.Text("trip"), decided.Text("decidedBy")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await host.StatusAsync(HttpMethod.Post, path, new { decision = "Exclude" }, $"\"{toll.Text("eTag")}\""));
        Assert.Equal(HttpStatusCode.Conflict, await host.StatusAsync(HttpMethod.Post, path, new { decision = "AssignToTrip", trip = FilledWorld.OthersTrip }));
        var undone = await host.GoodAsync(HttpMethod.Delete, path);
        Assert.Equal(toll.ToString(), undone.ToString());
        Assert.Equal(HttpStatusCode.Conflict, await host.StatusAsync(HttpMethod.Delete, path));
        var audit = (await host.GoodAsync(HttpMethod.Get, "/api/audit?limit=2")).GetProperty("items").EnumerateArray().Select(entry => $"{entry.Text("by")}: {entry.Text("what")}");
        Assert.Equal(["Holly Host: undo", "Cora Co-host: decision"], audit);
    }

    [Fact]
    public async Task A_claim_goes_from_draft_to_paid_also_through_a_dispute()
    {
        await using var filled = await FilledWorld.NewAsync();
        var host = filled.World.Host;
        var (straight, disputed) = (await ClaimAsync(host, FilledWorld.FirstTrip), await ClaimAsync(host, FilledWorld.SecondTrip));
        foreach (var (claim, moves) in new[] { (straight, new[] { "approve", "sent", "paid" }), (disputed, ["approve", "sent", "dispute", "answer", "paid"]) })
        {
            var path = $"/api/claims/{claim.Text("id")}";
            var tag = $"\"{claim.Text("eTag")}\"";
            Assert.Equal(HttpStatusCode.PreconditionRequired, await host.StatusAsync(HttpMethod.Post, $"{path}/approve"));
            Assert.Equal(HttpStatusCode.Conflict, await host.StatusAsync(HttpMethod.Post, $"{path}/paid", null, tag));
            foreach (var move in moves)
            {
                var moved = await host.GoodAsync(HttpMethod.Post, $"{path}/{move}", new { note = $"did {move}" }, tag);
                Assert.Equal($"did {move}", moved.GetProperty("steps").EnumerateArray().Last().Text("note"));
                // The claim has changed since it was read: no one changes a claim in a state that they have not seen.
                Assert.Equal(HttpStatusCode.PreconditionFailed, await host.StatusAsync(HttpMethod.Post, $"{path}/withdraw", null, tag));
                tag = $"\"{moved.GetProperty("summary").Text("eTag")}\"";
            }

            var end = await host.GoodAsync(HttpMethod.Get, path);
            Assert.Equal("Paid", end.GetProperty("summary").Text("state"));
            Assert.Empty(end.GetProperty("next").EnumerateArray());
            Assert.Equal(HttpStatusCode.Conflict, await host.StatusAsync(HttpMethod.Post, $"{path}/withdraw", null, tag));
        }

        var recovered = (await host.GoodAsync(HttpMethod.Get, "/api/analytics")).GetProperty("recovered");
        Assert.Equal((2, 217 + 105 + 310), (recovered.GetProperty("count").GetInt32(), recovered.GetProperty("amount").GetProperty("cents").GetInt32()));
    }

    [Fact]
    public async Task Of_two_people_who_approve_the_same_draft_at_once_one_does()
    {
        await using var filled = await FilledWorld.NewAsync();
        var second = await filled.World.SignInAsync("p-second", "Sam Second", ApiWorld.Owner, TuroEzpass.Api.Access.Role.Host);
        var claim = await ClaimAsync(filled.World.Host, FilledWorld.FirstTrip);
        var answers = await Task.WhenAll(new[] { filled.World.Host, second }.Select(person =>
            person.StatusAsync(HttpMethod.Post, $"/api/claims/{claim.Text("id")}/approve", null, $"\"{claim.Text("eTag")}\"")));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Order());
    }

    [Fact]
    public async Task A_tag_that_was_unknown_is_put_on_a_car_and_its_tolls_match_until_it_is_taken_off()
    {
        await using var filled = await FilledWorld.NewAsync();
        var host = filled.World.Host;
        var car = await host.GoodAsync(HttpMethod.Post, "/api/vehicles/1000002/devices", new { kind = "Tag", value = FilledWorld.UnknownTag });
        Assert.Empty((await host.GoodAsync(HttpMethod.Get, "/api/vehicles")).GetProperty("unknown").EnumerateArray());
        Assert.Equal(3, (await host.GoodAsync(HttpMethod.Get, "/api/tolls?trip=50000004")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await host.StatusAsync(HttpMethod.Post, "/api/vehicles/1000001/devices", new { kind = "Tag", value = FilledWorld.UnknownTag }));
        var device = car.GetProperty("devices").EnumerateArray().Single(device => device.TryGetProperty("id", out _)).Text("id");
        Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync(HttpMethod.Delete, $"/api/vehicles/1000001/devices/{device}"));
        Assert.Equal(HttpStatusCode.NoContent, await host.StatusAsync(HttpMethod.Delete, $"/api/vehicles/1000002/devices/{device}"));
        Assert.Equal(2, (await host.GoodAsync(HttpMethod.Get, "/api/tolls?outcome=Unmapped")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_fleet_is_read_and_written_as_a_file_that_nobody_overwrites_unseen()
    {
        await using var filled = await FilledWorld.NewAsync();
        var host = filled.World.Host;
        using var before = await host.GetAsync("/api/fleet", FilledWorld.Cancel);
        const string fleet = "kind,value,state,vehicle,from,to\ntag,00499000111,,1000001,,\n";
        Assert.Equal(428, await PutAsync(fleet, null));
        Assert.Equal(204, await PutAsync(fleet, before.Headers.ETag!.ToString()));
        Assert.Equal(412, await PutAsync("kind,value,state,vehicle,from,to\n", before.Headers.ETag.ToString()));
        Assert.Equal(422, await PutAsync("what,is\nthis,file\n", "*"));
        Assert.Contains("499000111", await host.GetStringAsync("/api/fleet", FilledWorld.Cancel), StringComparison.Ordinal);

        async Task<int> PutAsync(string csv, string? ifMatch)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/fleet") { Content = new StringContent(csv, Encoding.UTF8, "text/csv") };
            if (ifMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            using var answer = await host.SendAsync(request, FilledWorld.Cancel);
            if ((int)answer.StatusCode >= 400)
                Problem.Check(answer, await answer.Content.ReadAsStringAsync(FilledWorld.Cancel));
            return (int)answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("0001-01-01", "9999-12-31", 204)]
    [InlineData("0001-01-01 00:00", "9999-12-31 23:59", 204)]
    [InlineData("-9998-01-01", "2026-01-01", 204)]
    [InlineData("9999-12-31 23:59", "", 422)]
    [InlineData("", "-9998-01-01 00:00", 422)]
    public async Task An_accepted_fleet_can_be_read_again_with_any_years(string from, string to, int expected)
    {
        await using var filled = await FilledWorld.NewAsync();
        foreach (var zone in new[] { "America/New_York", "Asia/Tokyo" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/fleet") { Content = new StringContent($"kind,value,state,vehicle,from,to,zone\ntag,00499000111,,1000001,{from},{to},{zone}\n", Encoding.UTF8, "text/csv") };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var answer = await filled.World.Host.SendAsync(request, FilledWorld.Cancel);
            Assert.Equal(expected, (int)answer.StatusCode);
            using var again = await filled.World.Host.GetAsync("/api/fleet", FilledWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal(HttpStatusCode.OK, await filled.World.Host.StatusAsync(HttpMethod.Get, "/api/vehicles"));
        }
    }

    [Fact]
    public async Task New_settings_match_every_toll_again()
    {
        await using var filled = await FilledWorld.NewAsync();
        var host = filled.World.Host;
        using var seen = await host.GetAsync("/api/settings", FilledWorld.Cancel);
        var narrow = new { zone = "America/New_York", reviewBeforeMinutes = 60, reviewAfterMinutes = 60, reviewHandoverMinutes = 30 };
        Assert.Equal(HttpStatusCode.PreconditionRequired, await host.StatusAsync(HttpMethod.Put, "/api/settings", narrow));
        var kept = await host.GoodAsync(HttpMethod.Put, "/api/settings", narrow, seen.Headers.ETag!.ToString());
        Assert.Equal(60, kept.GetProperty("reviewAfterMinutes").GetInt32());
        Assert.Empty((await host.GoodAsync(HttpMethod.Get, "/api/tolls?outcome=NeedsReview")).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.PreconditionFailed, await host.StatusAsync(HttpMethod.Put, "/api/settings", narrow, seen.Headers.ETag.ToString()));
    }

    [Fact]
    public async Task A_waiting_collection_is_reused()
    {
        await using var filled = await FilledWorld.NewAsync();
        var host = filled.World.Host;
        using var first = await host.PostAsync("/api/scrape", null, FilledWorld.Cancel);
        Assert.Equal((HttpStatusCode.Accepted, "/api/runs/host/2026-04-01"), (first.StatusCode, first.Headers.Location!.ToString()));
        var run = JsonDocument.Parse(await first.Content.ReadAsStringAsync(FilledWorld.Cancel)).RootElement.Text("runId");
        Assert.Equal(run, (await filled.World.CoHost.GoodAsync(HttpMethod.Post, "/api/scrape", new { userId = "host" })).Text("runId"));
        Assert.NotEqual(run, (await host.GoodAsync(HttpMethod.Post, "/api/scrape", new { source = "ezpassny" })).Text("runId"));
        Assert.Equal(2, (await host.GoodAsync(HttpMethod.Get, "/api/runs/host/2026-04-01")).GetArrayLength());
    }

    [Fact]
    public async Task An_answer_changes_at_once_when_another_process_writes()
    {
        await using var filled = await FilledWorld.NewAsync();
        var host = filled.World.Host;
        using var before = await host.GetAsync("/api/tolls", FilledWorld.Cancel);
        var other = await filled.OtherProcessAsync(ApiWorld.Owner);
        await other.ImportStatementAsync("more.csv", FilledWorld.Statement(("2025-11-13 08:00:00", "5.55", "ABC1234-NY")), "somebody", cancellation: FilledWorld.Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tolls");
        request.Headers.TryAddWithoutValidation("If-None-Match", before.Headers.ETag!.ToString());
        using var after = await host.SendAsync(request, FilledWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(FilledWorld.Tolls.Length + 1, JsonDocument.Parse(await after.Content.ReadAsStringAsync(FilledWorld.Cancel)).RootElement.GetProperty("items").GetArrayLength());
        // What this process then writes is based on what the other one wrote.
        var toll = (await host.GoodAsync(HttpMethod.Get, "/api/tolls?from=2025-11-13&to=2025-11-13")).GetProperty("items")[0].Text("id");
        Assert.Equal("HostExpense", (await host.GoodAsync(HttpMethod.Post, $"/api/tolls/{toll}/decision", new { decision = "HostExpense" })).Text("outcome"));
        Assert.Empty((await other.VerifyAsync(FilledWorld.Cancel)).Problems);
    }

    private static async Task<JsonElement> ClaimAsync(HttpClient client, string trip) =>
        (await client.GoodAsync(HttpMethod.Get, $"/api/trips/{trip}")).GetProperty("claims")[0];
}
