using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Amazon.S3;
using Microsoft.Playwright;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Web;

namespace TuroEzpass.Tests.Distributed;

/// <summary>The path of a toll through separate processes, as on AWS.</summary>
[Collection(MoreBrowserTests.Name)]
public sealed class EndToEndTests(Browser browser)
{
    private const int Trips = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_become_a_claim_that_is_seen_in_a_browser_with_items_in_the_table_and_originals_in_the_bucket()
    {
        await using var world = await DistributedWorld.StartAsync(["api", "web"]);
        var files = FleetFiles.Of(Trips);
        foreach (var (name, content) in files.Where(file => file.Name != FleetFiles.StatementName && file.Name != FleetFiles.LateName))
            await world.ImportAsync(name, content);
        var statement = files.Single(file => file.Name == FleetFiles.StatementName).Content;

        await using var window = await browser.OpenAsync(world.Service("web").Address);
        await SignInAsync(window.Page);
        await window.AtAsync("^(?!.*/sign-in)");
        await window.Page.GotoAsync("/imports");
        await window.Page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = FleetFiles.StatementName, MimeType = "text/csv", Buffer = statement });
        await Assertions.Expect(window.Page.Locator("#done").GetByText(FleetFiles.StatementName)).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await window.Page.GotoAsync("/claims");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Guest 1" }).ClickAsync();
        await window.AtAsync("/claims/50000002-1$");
        await Assertions.Expect(window.Page.Locator(".claim-amount")).ToContainTextAsync("$22.23", new() { Timeout = 30_000 });
        Assert.Empty(window.Faults);

        // The claim's data is stored where operators look for it, only under the owner's keys.
        var table = await ItemsAsync(world);
        Assert.All(table, key => Assert.Matches("^(U#host#|SYS#)", key));
        Assert.Equal(Trips * 11, table.Count(key => key.StartsWith("U#host#TOLL#", StringComparison.Ordinal)));
        Assert.Equal(Trips, table.Count(key => key.StartsWith("U#host#CLAIM ", StringComparison.Ordinal)));
        var sha256 = LedgerSample.Sha(statement);
        using var original = await world.Ground.S3.GetObjectAsync(world.Ground.Bucket, $"statements/host/{sha256}", Cancel);
        using var kept = new MemoryStream();
        await original.ResponseStream.CopyToAsync(kept, Cancel);
        Assert.Equal(sha256, LedgerSample.Sha(kept.ToArray()));
        Assert.Equal(ServerSideEncryptionMethod.AWSKMS, original.ServerSideEncryptionMethod);

        await AssertOneTraceAsync(world);
        Assert.Equal(
            await LedgerPicture.ExpectedAsync(files.Take(3), DistributedWorld.Owner),
            await LedgerPicture.CheckedAsync(world.Ground.Records, world.Ground.Proofs, DistributedWorld.Owner));
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("User name").FillAsync(DistributedWorld.UserName);
        await page.GetByLabel("Password").FillAsync(DistributedWorld.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>A user's request is one trace: the page, the API's response within it, and the store's within that.</summary>
    private static async Task AssertOneTraceAsync(DistributedWorld world)
    {
        IReadOnlyList<Span> spans = [];
        await Eventually.IsAsync(() =>
        {
            spans = world.Spans();
            return Task.FromResult(spans.Any(span => span.Service == "web" && span.Name == "GET claims/{id}") && spans.Any(span => span.Name == "GET /api/claims/{id}"));
        }, TimeSpan.FromMinutes(1), () => $"No such spans among: {string.Join('\n', spans.Select(span => $"{span.Service} {span.Name}").Distinct())}");
        var byId = spans.ToDictionary(span => span.Id);
        var ways = spans.Where(span => span.Service == "api" && span.Name.StartsWith("DynamoDB.", StringComparison.Ordinal))
            .Select(span => string.Join(" < ", Above(span, byId).Select(above => $"{above.Service}: {above.Name}"))).ToList();
        Assert.Contains(ways, way => Regex.IsMatch(way, @"^api: DynamoDB\.\w+ < (api: .* < )?api: GET /api/claims/\{id\} < web: GET < (web: .* < )?web: GET claims/\{id\}$"));
    }

    private static IEnumerable<Span> Above(Span span, Dictionary<string, Span> byId)
    {
        for (var at = span; at is not null; at = byId.GetValueOrDefault(at.Parent))
        {
            Assert.Equal(span.Trace, at.Trace);
            yield return at;
        }
    }

    private static async Task<List<string>> ItemsAsync(DistributedWorld world)
    {
        var found = new List<string>();
        Dictionary<string, AttributeValue>? after = null;
        do
        {
            var page = await world.Ground.Dynamo.ScanAsync(new ScanRequest { TableName = world.Ground.Table, ExclusiveStartKey = after, ProjectionExpression = "pk, sk" }, Cancel);
            found.AddRange(page.Items.Select(item => $"{item["pk"].S} {item["sk"].S}"));
            after = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (after is not null);
        return found;
    }
}
