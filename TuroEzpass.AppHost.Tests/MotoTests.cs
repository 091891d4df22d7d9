using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using TuroEzpass.Tests.Distributed;

namespace TuroEzpass.AppHost.Tests;

/// <summary>On AWS emulated by moto.</summary>
public sealed class MotoTests(MotoSystem system) : SystemTests(system), IClassFixture<MotoSystem>
{
    [Fact]
    public async Task The_stack_is_under_moto_and_shows_its_outputs()
    {
        var stack = await System.SnapshotAsync("AppResources");

        Assert.Equal(KnownResourceStates.Running, stack.State?.Text);
        Assert.Contains(stack.Relationships, relationship => (relationship.Type, relationship.ResourceName) == ("Parent", "moto"));
        Assert.Contains(stack.Properties, output => output is { Name: "TableName", Value: "turo_ezpass_trips" });
    }

    [Fact]
    public async Task A_page_is_one_trace_through_the_Web_and_the_API_to_the_store()
    {
        var (_, web) = await System.HostAsync();

        await web.GetStringAsync(new Uri("/claims", UriKind.Relative), Cancel);

        List<string> ways = [];
        await Eventually.IsAsync(() =>
        {
            var spans = System.Spans();
            var byId = spans.ToDictionary(span => span.Id);
            ways = [.. spans.Where(span => span.Service == "api" && span.Name.Contains("DynamoDB", StringComparison.Ordinal)).Select(span => Way(span, byId)).Distinct()];
            return Task.FromResult(ways.Exists(way => Regex.IsMatch(way, @"^api: .*DynamoDB.* < (api: .* < )?api: GET /api/claims < web: GET < (web: .* < )?web: GET claims$")));
        }, TimeSpan.FromMinutes(2), () => $"No trace crosses: {string.Join('\n', ways)}");
    }

    private static string Way(Span span, Dictionary<string, Span> byId)
    {
        List<string> above = [];
        for (var at = span; at is not null; at = byId.GetValueOrDefault(at.Parent))
        {
            Assert.Equal(span.Trace, at.Trace);
            above.Add($"{at.Service}: {at.Name}");
        }

        return string.Join(" < ", above);
    }
}
