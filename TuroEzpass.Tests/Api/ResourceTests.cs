using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api;

/// <summary>What the resources return for imported data; these tests change nothing.</summary>
public sealed class ResourceTests(FilledWorld filled) : IClassFixture<FilledWorld>
{
    private HttpClient Host => filled.World.Host;

    [Theory]
    [InlineData("tolls", 10)]
    [InlineData("tolls?vehicle=1000001", 7)]
    [InlineData("tolls?from=2025-11-12&to=2026-03-11", 9)]
    [InlineData("trips", 4)]
    [InlineData("trips?vehicle=1000001", 3)]
    [InlineData("audit", 2)]
    public async Task All_pages_together_hold_everything_once_in_the_order_of_one_page(string list, int expected)
    {
        var whole = await PageAsync(list, 200);
        Assert.Equal(expected, whole.Count);
        foreach (var limit in new[] { 1, 2, 3, expected })
            Assert.Equal(whole, await PageAsync(list, limit));
    }

    [Fact]
    public async Task The_pages_of_claims_and_reviews_hold_everything_once()
    {
        foreach (var list in new[] { "claims", "review", "claims?state=Ready", "tolls?outcome=NeedsReview", "tolls?text=abc1234" })
        {
            var whole = await PageAsync(list, 200);
            Assert.NotEmpty(whole);
            Assert.Equal(whole.Distinct(), whole);
            Assert.Equal(whole, await PageAsync(list, 1));
        }
    }

    [Fact]
    public async Task Tolls_come_newest_first_and_are_found_by_day_car_outcome_trip_and_text()
    {
        Assert.Equal(FilledWorld.Tolls.Select(toll => toll.At).OrderDescending(), (await TollsAsync("")).Select(toll => toll.Text("at")[..19].Replace('T', ' ')));
        // March 2 ends at midnight in New York, five hours after it does in UTC.
        Assert.Equal(["2026-03-02T23:30:00-05:00", "2026-03-02T16:00:00-05:00"], await AtsAsync("from=2026-03-02&to=2026-03-02"));
        Assert.Equal(["2026-03-02T23:30:00-05:00"], await AtsAsync("from=2026-03-03T04:30:00Z&to=2026-03-03T04:30:01Z"));
        Assert.Empty(await AtsAsync("from=2026-03-03T04:30:01Z&to=2026-03-04"));
        Assert.Empty(await AtsAsync("from=2026-03-04&to=2026-03-02"));
        Assert.Equal(["2026-03-11T08:00:00-04:00"], await AtsAsync("vehicle=1000002"));
        Assert.Empty(await AtsAsync("vehicle=no-such-car"));
        Assert.Equal(["2025-11-12T15:00:00-05:00", "2025-11-12T14:00:00-05:00"], await AtsAsync("trip=50000001"));
        Assert.Equal(["2025-11-15T00:30:00-05:00"], await AtsAsync("outcome=NeedsReview"));
        Assert.Equal(2, (await TollsAsync("outcome=Unmapped")).Count);
        Assert.Equal(["2026-03-11T08:00:00-04:00"], await AtsAsync("text=xyz98"));
    }

    [Fact]
    public async Task A_toll_a_trip_and_a_car_show_the_files_data()
    {
        var listed = (await TollsAsync("trip=50000001"))[0];
        var toll = await Host.GoodAsync(HttpMethod.Get, $"/api/tolls/{listed.Text("id")}");
        Assert.Equal(listed.ToString(), toll.ToString());
        Assert.Equal((105, "USD", "nj.csv", FilledWorld.Car), (toll.GetProperty("amount").GetProperty("cents").GetInt64(), toll.GetProperty("amount").Text("currency"), toll.Text("file"), toll.Text("vehicle")));
        var trip = await Host.GoodAsync(HttpMethod.Get, "/api/trips/50000002");
        Assert.Equal("Guest B", trip.GetProperty("stays")[0].Text("guest"));
        Assert.Single(trip.GetProperty("versions").EnumerateArray());
        Assert.Single(trip.GetProperty("claims").EnumerateArray());
        var fleet = await Host.GoodAsync(HttpMethod.Get, "/api/vehicles");
        Assert.Equal(["1000001", "1000002"], fleet.GetProperty("vehicles").EnumerateArray().Select(car => car.Text("id")));
        Assert.Equal(223, fleet.GetProperty("unknown")[0].GetProperty("amount").GetProperty("cents").GetInt64());
    }

    [Fact]
    public async Task A_review_shows_the_trip_it_may_belong_to_and_how_far_away_it_is()
    {
        var review = (await Host.GoodAsync(HttpMethod.Get, "/api/review")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("toll").Text("outcome") == "NeedsReview");
        var trips = review.GetProperty("candidates").EnumerateArray().Select(trip => trip.Text("id")).ToList();
        Assert.Equal([FilledWorld.FirstTrip], trips);
        Assert.Equal(180, review.GetProperty("gapMinutes").GetInt64());
    }

    [Theory]
    [InlineData("/api/tolls")]
    [InlineData("/api/review")]
    [InlineData("/api/trips")]
    [InlineData("/api/claims")]
    [InlineData("/api/vehicles")]
    [InlineData("/api/settings")]
    public async Task Unchanged_content_is_not_sent_again(string path)
    {
        using var first = await Host.GetAsync(path, FilledWorld.Cancel);
        var tag = first.Headers.ETag!.ToString();
        foreach (var (known, expected) in new[] { (tag, 304), ($"\"other\", {tag}", 304), ($"W/{tag}", 304), ("\"other\"", 200), ("garbage", 200) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            using var again = await Host.SendAsync(request, FilledWorld.Cancel);
            Assert.True((int)again.StatusCode == expected, $"{known}: {(int)again.StatusCode}");
            Assert.Equal(first.Headers.ETag, again.Headers.ETag);
            Assert.Equal(expected == 200, (await again.Content.ReadAsByteArrayAsync(FilledWorld.Cancel)).Length > 0);
        }
    }

    [Fact]
    public async Task The_figures_are_the_sums_of_what_is_listed()
    {
        var figures = await Host.GoodAsync(HttpMethod.Get, "/api/analytics");
        var tolls = await TollsAsync("limit=200");
        foreach (var month in figures.GetProperty("months").EnumerateArray())
        {
            // The months of the totals are the tolls' months in UTC, as in their ids.
            var ofMonth = tolls.Where(toll => toll.Text("id").StartsWith(month.Text("month").Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal)).ToList();
            foreach (var outcome in month.GetProperty("outcomes").EnumerateObject())
                Assert.Equal(SumOf(ofMonth.Where(toll => toll.Text("outcome") == outcome.Name)), Total(outcome.Value));
            Assert.Equal(ofMonth.Count, month.GetProperty("outcomes").EnumerateObject().Sum(outcome => outcome.Value.GetProperty("count").GetInt32()));
        }

        Assert.Equal(tolls.Count, figures.GetProperty("months").EnumerateArray().SelectMany(month => month.GetProperty("outcomes").EnumerateObject()).Sum(outcome => outcome.Value.GetProperty("count").GetInt32()));
        Assert.Equal(SumOf(tolls.Where(toll => toll.Text("outcome") is "NeedsReview" or "Unmapped" or "Unreadable")), Total(figures.GetProperty("toReview")));
        var claims = (await Host.GoodAsync(HttpMethod.Get, "/api/claims?limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(SumOf(claims.Where(claim => claim.Text("state") is "Draft" or "Ready")), Total(figures.GetProperty("owed")));
    }

    [Fact]
    public async Task The_evidence_of_a_claim_is_a_PDF_and_a_picture()
    {
        var claim = (await Host.GoodAsync(HttpMethod.Get, "/api/claims")).GetProperty("items")[0].Text("id");
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(await Host.GetByteArrayAsync($"/api/claims/{claim}/evidence.pdf", FilledWorld.Cancel)), StringComparison.Ordinal);
        using var picture = await Host.GetAsync($"/api/claims/{claim}/evidence.png", FilledWorld.Cancel);
        if (picture.StatusCode != HttpStatusCode.NotImplemented)
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await picture.Content.ReadAsByteArrayAsync(FilledWorld.Cancel))[..4]);
        Assert.Contains(await Host.StatusAsync(HttpMethod.Get, $"/api/claims/{claim}/evidence.png?page=99"), new[] { HttpStatusCode.NotFound, HttpStatusCode.NotImplemented });
    }

    [Fact]
    public async Task The_export_is_a_zip_with_the_originals()
    {
        using var zip = new ZipArchive(new MemoryStream(await Host.GetByteArrayAsync("/api/export", FilledWorld.Cancel)));
        Assert.Contains(zip.Entries, entry => entry.FullName.Contains("nj.csv", StringComparison.Ordinal));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.Contains(FilledWorld.OthersMark, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_operator_sees_runs_without_their_screenshots()
    {
        var own = await Host.GoodAsync(HttpMethod.Get, "/api/runs/host/2026-03-31");
        Assert.Single(own[0].GetProperty("screenshots").EnumerateArray());
        var seen = await filled.World.Operator.GoodAsync(HttpMethod.Get, "/api/runs?userId=host");
        Assert.Empty(seen.GetProperty("items").EnumerateArray().Single(run => run.Text("id") == "run1").GetProperty("screenshots").EnumerateArray());
    }

    private async Task<List<string>> PageAsync(string list, int limit)
    {
        var (all, cursor, pages) = (new List<string>(), "", 0);
        do
        {
            var page = await Host.GoodAsync(HttpMethod.Get, $"/api/{list}{(list.Contains('?', StringComparison.Ordinal) ? "&" : "?")}limit={limit}{cursor}");
            var items = page.GetProperty("items").EnumerateArray().Select(item => item.ToString()).ToList();
            Assert.True(items.Count <= limit && ++pages < 100);
            all.AddRange(items);
            cursor = page.TryGetProperty("next", out var next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);
        return all;
    }

    private async Task<List<JsonElement>> TollsAsync(string query) => [.. (await Host.GoodAsync(HttpMethod.Get, $"/api/tolls?{query}")).GetProperty("items").EnumerateArray()];

    private async Task<List<string>> AtsAsync(string query) => (await TollsAsync(query)).ConvertAll(toll => toll.Text("at"));

    private static (int Count, long Cents) Total(JsonElement total) => (total.GetProperty("count").GetInt32(), total.GetProperty("amount").GetProperty("cents").GetInt64());

    private static (int Count, long Cents) SumOf(IEnumerable<JsonElement> items)
    {
        var all = items.ToList();
        return (all.Count, all.Sum(item => item.GetProperty("amount").GetProperty("cents").GetInt64()));
    }
}
