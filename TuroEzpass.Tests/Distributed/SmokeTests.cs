using Amazon.DynamoDBv2.Model;
using TuroEzpass.Cli.Operate;
using TuroEzpass.Cli.Operate.Smoke;

namespace TuroEzpass.Tests.Distributed;

/// <summary>The smoke test with the services as separate processes, on an AWS emulator.</summary>
public sealed class SmokeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_passes_against_the_three_services_and_leaves_nothing_in_table_and_bucket()
    {
        await using var world = await DistributedWorld.StartAsync(["api", "web", "scraper"]);
        var options = new RemoteOptions(world.Service("web").Address, world.Service("api").Address, null, (DistributedWorld.UserName, DistributedWorld.Password));
        using var run = new SmokeRun(options, new Silent());

        await run.RunAsync(isQuick: false, Cancel);

        Assert.All(run.Steps, step => Assert.True(step.Result == SmokeResult.Passed, $"{step.Name}: {step.Says}"));
        Assert.Contains(run.Steps, step => step.Name == "clean-up");
        var keys = new List<string>();
        var request = new ScanRequest { TableName = world.Ground.Table };
        do
        {
            var page = await world.Ground.Dynamo.ScanAsync(request, Cancel);
            // Items that expire soon may remain: the session's token, and sign-in attempts.
            keys.AddRange(page.Items.Where(item => !item.ContainsKey("expires")).Select(item => $"{item["pk"].S} {item["sk"].S}"));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        Assert.Contains(keys, key => key.StartsWith("SYS#PERSON ", StringComparison.Ordinal));
        Assert.DoesNotContain(keys, key => key.Contains("smoke-", StringComparison.Ordinal));
        var blobs = await world.Ground.S3.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = world.Ground.Bucket }, Cancel);
        Assert.DoesNotContain(blobs.S3Objects ?? [], blob => blob.Key.Contains("smoke-", StringComparison.Ordinal));
    }

    private sealed class Silent : IProgress<string>
    {
        public void Report(string value)
        {
        }
    }
}
