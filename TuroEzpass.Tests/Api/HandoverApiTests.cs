using System.Net;
using System.Text;
using System.Text.Json;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Api.Access;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Api;

/// <summary>Handover times, coverage and withdrawals over HTTP.</summary>
public sealed class HandoverApiTests
{
    private const string Path = $"/api/trips/{LedgerWorld.Trip1}/handover";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_answered_by_the_times_of_its_trip()
    {
        await using var world = await WorldAsync();
        var question = Assert.Single((await world.Host.GoodAsync(HttpMethod.Get, "/api/handovers")).GetProperty("items").EnumerateArray());
        Assert.Equal((LedgerWorld.Trip1, "Return", 3, "2025-11-20T14:00"), (question.Text("trip"), question.Text("end"), question.GetProperty("tolls").GetInt32(), question.Text("bookedLocal")));
        Assert.Equal(3, question.GetProperty("listed").GetArrayLength());

        using var known = await world.Host.GetAsync(Path, Cancel);
        var tag = known.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.PreconditionRequired, await world.Host.StatusAsync(HttpMethod.Put, Path, new { returnedAt = "2025-11-20T15:45" }));
        Assert.Equal(HttpStatusCode.BadRequest, await world.Host.StatusAsync(HttpMethod.Put, Path, new { returnedAt = "soon" }, tag));
        Assert.Equal(HttpStatusCode.Conflict, await world.Host.StatusAsync(HttpMethod.Put, Path, new { pickedUpAt = "2025-11-20T15:45", returnedAt = "2025-11-20T15:00" }, tag));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Put, "/api/trips/59999999/handover", new { returnedAt = "2025-11-20T15:45" }, tag));
        Assert.Equal("2025-11-20T15:45:00-05:00", (await world.CoHost.GoodAsync(HttpMethod.Put, Path, new { returnedAt = "2025-11-20T15:45" }, tag)).Text("returnedAt"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await world.Host.StatusAsync(HttpMethod.Put, Path, new { returnedAt = "2025-11-20T15:50" }, tag));

        Assert.Equal(LedgerWorld.Trip1, await TripAtAsync(world, "2025-11-20T15:00"));
        var stay = (await world.Host.GoodAsync(HttpMethod.Get, $"/api/trips/{LedgerWorld.Trip1}")).GetProperty("stays")[0];
        Assert.False(stay.GetProperty("returned").GetProperty("onTime").GetBoolean());
        Assert.Contains("handover", (await world.Host.GoodAsync(HttpMethod.Get, "/api/audit?limit=1")).GetProperty("items")[0].Text("what"), StringComparison.Ordinal);

        // Null clears it.
        using var now = await world.Host.GetAsync(Path, Cancel);
        await world.Host.GoodAsync(HttpMethod.Put, Path, new { pickedUpAt = (string?)null, returnedAt = (string?)null }, now.Headers.ETag!.ToString());
        Assert.Null(await TripAtAsync(world, "2025-11-20T15:00"));
    }

    [Fact]
    public async Task A_list_is_confirmed_at_once_and_only_of_own_trips()
    {
        await using var world = await WorldAsync();
        var answer = new[] { new { trip = LedgerWorld.Trip1, end = "Return", bookedLocal = "2025-11-20T14:00" }, new { trip = LedgerWorld.Trip2, end = "Pickup", bookedLocal = "2025-11-20T16:00" } };
        Assert.Equal(HttpStatusCode.Conflict, await world.OtherHost.StatusAsync(HttpMethod.Post, "/api/handovers/on-time", answer));
        Assert.Equal(HttpStatusCode.BadRequest, await world.Host.StatusAsync(HttpMethod.Post, "/api/handovers/on-time", Array.Empty<object>()));
        Assert.Equal(HttpStatusCode.BadRequest, await world.Host.StatusAsync(HttpMethod.Post, "/api/handovers/on-time", new[] { new { trip = LedgerWorld.Trip1, end = "Return", bookedLocal = "today" } }));
        Assert.Equal(HttpStatusCode.NoContent, await world.Host.StatusAsync(HttpMethod.Post, "/api/handovers/on-time", answer));
        Assert.Empty((await world.Host.GoodAsync(HttpMethod.Get, "/api/handovers")).GetProperty("items").EnumerateArray());
        Assert.Equal(LedgerWorld.Trip2, await TripAtAsync(world, "2025-11-20T16:10"));
    }

    [Fact]
    public async Task An_imported_file_is_withdrawn_with_its_tag_and_can_be_sent_again()
    {
        await using var world = await WorldAsync();
        var import = (await world.Host.GoodAsync(HttpMethod.Get, "/api/imports")).GetProperty("done").EnumerateArray().First(one => one.Text("kind") == "Statement");
        var path = $"/api/imports/{import.Text("id")}";
        Assert.Equal(HttpStatusCode.PreconditionRequired, await world.Host.StatusAsync(HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await world.Host.StatusAsync(HttpMethod.Delete, path, null, "\"stale\""));
        Assert.Equal(HttpStatusCode.NotFound, await world.OtherHost.StatusAsync(HttpMethod.Delete, path, null, $"\"{import.Text("eTag")}\""));
        Assert.Equal(HttpStatusCode.NoContent, await world.Host.StatusAsync(HttpMethod.Delete, path, null, $"\"{import.Text("eTag")}\""));
        Assert.Empty((await world.Host.GoodAsync(HttpMethod.Get, "/api/tolls")).GetProperty("items").EnumerateArray());
        Assert.Equal("Holly Host", (await world.Host.GoodAsync(HttpMethod.Get, path)).Text("withdrawnBy"));

        using var form = new MultipartFormDataContent { { new ByteArrayContent(Statement()), "file", "nj.csv" } };
        using var sent = await world.Host.PostAsync("/api/imports", form, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
    }

    [Fact]
    public async Task Coverage_is_stated_for_a_car_and_shown()
    {
        await using var world = await WorldAsync();
        var car = await world.Host.GoodAsync(HttpMethod.Post, "/api/vehicles/1000001/coverage", new { from = "2025-10-01", to = "2025-10-31" });
        Assert.Equal(("2025-10-01", "2025-10-31"), (car.GetProperty("complete")[0].Text("from"), car.GetProperty("complete")[0].Text("to")));
        Assert.Equal(HttpStatusCode.BadRequest, await world.Host.StatusAsync(HttpMethod.Post, "/api/vehicles/1000001/coverage", new { from = "2025-10-31", to = "2025-10-01" }));
        Assert.Equal(HttpStatusCode.NotFound, await world.OtherHost.StatusAsync(HttpMethod.Post, "/api/vehicles/1000001/coverage", new { from = "2025-10-01", to = "2025-10-31" }));
        car = await world.Host.GoodAsync(HttpMethod.Post, "/api/vehicles/1000001/coverage", new { from = "2025-10-01", to = "2025-10-31", isComplete = false });
        Assert.Empty(car.GetProperty("complete").EnumerateArray());
    }

    private static async Task<string?> TripAtAsync(ApiWorld world, string at)
    {
        var toll = (await world.Host.GoodAsync(HttpMethod.Get, "/api/tolls")).GetProperty("items").EnumerateArray().Single(one => one.Text("at").StartsWith(at, StringComparison.Ordinal));
        return toll.TryGetProperty("trip", out var trip) ? trip.GetString() : null;
    }

    private static byte[] Statement() => LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:30:00"), Rows.Nj("2025-11-20 15:00:00", "($5.54)"), Rows.Nj("2025-11-20 16:10:00", "($6.94)"));

    private static async Task<ApiWorld> WorldAsync()
    {
        var world = await ApiWorld.StartAsync();
        await world.Service<TuroEzpass.Api.Ledgers.LedgerPool>().UseAsync(ApiWorld.Owner, async ledger =>
        {
            await ledger.ImportTripsAsync("trip_earnings_export_20251201.csv", LedgerWorld.Lines(Rows.TripHeader, Rows.Trip(LedgerWorld.Trip1, "2025-11-17 10:00", "2025-11-20 14:00"), Rows.Trip(LedgerWorld.Trip2, "2025-11-20 16:00", "2025-11-22 10:00")), "ann", Cancel);
            return await ledger.ImportStatementAsync("nj.csv", Statement(), "ann", cancellation: Cancel);
        }, Cancel);
        return world;
    }
}
