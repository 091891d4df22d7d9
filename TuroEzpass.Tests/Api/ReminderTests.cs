using System.Net;
using NodaTime;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api;

/// <summary>Which guests should be told the tag's number, and the list of decisions.</summary>
public sealed class ReminderTests
{
    private const string Tag = "499000333";

    [Fact]
    public async Task A_reminder_is_shown_until_it_is_marked_as_done()
    {
        await using var filled = await FilledWorld.NewAsync();
        var (world, start) = (filled.World, await StartAsync(filled));
        world.Clock.Reset(start - Duration.FromDays(2));
        await world.Host.GoodAsync(HttpMethod.Post, $"/api/vehicles/{FilledWorld.Car}/devices", new { kind = "Tag", value = Tag });
        var open = Assert.Single((await world.Host.GoodAsync(HttpMethod.Get, "/api/reminders")).EnumerateArray(), one => one.GetProperty("trip").Text("id") == FilledWorld.FirstTrip);
        Assert.Equal(Tag, Assert.Single(open.GetProperty("tags").EnumerateArray()).GetString());
        Assert.False(open.TryGetProperty("doneAt", out _));

        Assert.Equal(HttpStatusCode.NoContent, await world.CoHost.StatusAsync(HttpMethod.Post, $"/api/reminders/{FilledWorld.FirstTrip}/done", new { inListing = true }));
        var done = (await world.Host.GoodAsync(HttpMethod.Get, "/api/reminders")).EnumerateArray().First(one => one.GetProperty("trip").Text("id") == FilledWorld.FirstTrip);
        Assert.Equal(("Cora Co-host", true), (done.Text("doneBy"), done.GetProperty("inListing").GetBoolean()));

        Assert.Equal(HttpStatusCode.NoContent, await world.Host.StatusAsync(HttpMethod.Delete, $"/api/reminders/{FilledWorld.FirstTrip}/done"));
        var again = (await world.Host.GoodAsync(HttpMethod.Get, "/api/reminders")).EnumerateArray().First(one => one.GetProperty("trip").Text("id") == FilledWorld.FirstTrip);
        Assert.False(again.TryGetProperty("doneAt", out _));
    }

    [Fact]
    public async Task No_reminder_is_too_early_too_late_or_for_anothers_trip()
    {
        await using var filled = await FilledWorld.NewAsync();
        var (world, start) = (filled.World, await StartAsync(filled));
        foreach (var (at, isAsked) in new[] { (start - Duration.FromHours(73), false), (start - Duration.FromHours(71), true), (start + Duration.FromHours(23), true), (start + Duration.FromHours(25), false) })
        {
            world.Clock.Reset(at);
            var asked = (await world.Host.GoodAsync(HttpMethod.Get, "/api/reminders")).EnumerateArray().Select(one => one.GetProperty("trip").Text("id"));
            Assert.Equal(isAsked, asked.Contains(FilledWorld.FirstTrip));
        }

        Assert.Equal(HttpStatusCode.NotFound, await world.OtherHost.StatusAsync(HttpMethod.Post, $"/api/reminders/{FilledWorld.FirstTrip}/done", new { }));
        Assert.Equal(HttpStatusCode.Conflict, await world.Host.StatusAsync(HttpMethod.Post, $"/api/reminders/{FilledWorld.FirstTrip}/done", new { inListing = true }));
    }

    [Fact]
    public async Task Decisions_are_listed_with_their_tolls_the_newest_first()
    {
        await using var filled = await FilledWorld.NewAsync();
        var world = filled.World;
        var toll = (await world.Host.GoodAsync(HttpMethod.Get, "/api/review")).GetProperty("items")[0].GetProperty("toll").Text("id");
        await world.Host.GoodAsync(HttpMethod.Post, $"/api/tolls/{toll}/decision", new { decision = "HostExpense" });
        await world.CoHost.GoodAsync(HttpMethod.Delete, $"/api/tolls/{toll}/decision");
        foreach (var path in new[] { "/api/decisions", $"/api/decisions?toll={toll}" })
        {
            var items = (await world.CoHost.GoodAsync(HttpMethod.Get, path)).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(("Cora Co-host", toll, false), (items[0].Text("by"), items[0].Text("toll"), items[0].TryGetProperty("decision", out _)));
            Assert.Equal(("Holly Host", "HostExpense", false), (items[1].Text("by"), items[1].Text("decision"), items[1].GetProperty("isStanding").GetBoolean()));
        }

        Assert.Empty((await world.OtherHost.GoodAsync(HttpMethod.Get, "/api/decisions")).GetProperty("items").EnumerateArray());
        Assert.Empty((await world.Host.GoodAsync(HttpMethod.Get, "/api/decisions?toll=none-0123")).GetProperty("items").EnumerateArray());
    }

    private static async Task<Instant> StartAsync(FilledWorld filled)
    {
        var trip = await filled.World.Host.GoodAsync(HttpMethod.Get, $"/api/trips/{FilledWorld.FirstTrip}");
        return NodaTime.Text.OffsetDateTimePattern.Rfc3339.Parse(trip.GetProperty("stays")[0].Text("start")).Value.ToInstant();
    }
}
