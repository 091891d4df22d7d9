using System.Net;
using System.Net.Http.Json;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Web;

namespace TuroEzpass.Tests.Distributed;

/// <summary>The collector as a separate process, with the simulator as another one: an event that EventBridge puts on the queue leads to tolls,
/// with screenshots of the pages in the bucket.</summary>
public sealed class CollectingTests : IAsyncLifetime
{
    private const string Portal = "ezpassnj";
    private const string UserName = "planted.user@example.com";
    private const string Password = "planted pass word 7";
    private const int Rows = 12;

    private readonly int simulatorPort = ServiceProcess.FreePort();
    private ServiceProcess? simulator;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Browser.Path is null, "There is no Chromium on this machine: install chromium-headless-shell.");
        var address = ServiceProcess.AddressOf(simulatorPort).ToString();
        simulator = ServiceProcess.Start(AspireManifest.ProgramOf("TuroEzpass.PortalSimulator", "TuroEzpass.PortalSimulator"), simulatorPort, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address,
            ["Simulator__UserName"] = UserName,
            ["Simulator__Password"] = Password,
            ["Simulator__Rows"] = $"{Rows}",
            ["Simulator__Days"] = "20",
        });
        await simulator.ReadyAsync();
    }

    [Fact]
    public async Task An_event_on_the_queue_leads_to_tolls_with_proof_and_a_redelivery_changes_nothing()
    {
        await using var world = await StartAsync();
        var manual = Event();

        await SendAsync(world, manual);
        await SendAsync(world, manual);
        var run = await SucceededAsync(world);
        await SendAsync(world, manual);
        await EmptyAsync(world);

        Assert.Equal((Rows, Rows, 1), (run.TotalRecords, run.NewRecords, run.Attempts));
        await AssertSoundAsync(world, run);
        Assert.DoesNotContain("planted", world.Service("scraper").Output + world.Service("api").Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(world.Spans(), span => span.Service == "scraper" && span.Trace == run.TraceId);
    }

    [Fact]
    public async Task A_collector_that_is_killed_in_the_middle_of_its_import_finishes_the_run_when_it_runs_again()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "long: the collector is killed in the middle (./test --full)");
        await using var world = await StartAsync();
        var amid = new TaskCompletionSource();
        var written = 0;
        world.Aws.Rule = call =>
        {
            if (!call.Writes("TOLL") || Interlocked.Increment(ref written) <= Rows / 3)
                return null;
            amid.TrySetResult();
            return new AwsFault.Held();
        };

        await SendAsync(world, Event());
        await amid.Task.WaitAsync(TimeSpan.FromMinutes(5), Cancel);
        await world.KillAsync("scraper");
        world.Aws.Rule = null;
        world.Run("scraper");
        var run = await SucceededAsync(world);

        Assert.Equal(2, run.Attempts);
        await AssertSoundAsync(world, run);
    }

    public async ValueTask DisposeAsync()
    {
        if (simulator is not null)
            await simulator.DisposeAsync();
    }

    /// <summary>The API and the collector, and a portal account that is enabled as a user does it.</summary>
    private async Task<DistributedWorld> StartAsync()
    {
        var world = await DistributedWorld.StartAsync(["api", "scraper"], more: new()
        {
            ["Scraper__Simulator"] = ServiceProcess.AddressOf(simulatorPort).ToString(),
            ["Scraper__SimulatorPause"] = "00:00:00",
            ["Scraper__StillTime"] = "00:00:00.3",
        });
        using var stored = await world.Client.PutAsJsonAsync($"/api/portals/{Portal}/credentials", new NewCredentials(UserName, Password), Cancel);
        using var on = await world.Client.PutAsJsonAsync($"/api/portals/{Portal}", new PortalSwitch(true), Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (stored.StatusCode, on.StatusCode));
        return world;
    }

    /// <summary>The message that a rule puts on the queue for the runbook's <c>put-events</c>.</summary>
    private static string Event() => $$$"""
        {"version":"0","id":"{{{Guid.NewGuid()}}}","detail-type":"Manual Scraper Run","source":"manual.trigger","account":"000000000000",
        "time":"{{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}}}","region":"{{{AwsGround.Region}}}","resources":[],"detail":{"userId":"manual-trigger"}}
        """;

    private static async Task SendAsync(DistributedWorld world, string body) =>
        await world.Ground.Sqs.SendMessageAsync(await world.Ground.QueueAsync("ScrapesQueueUrl"), body, Cancel);

    private static async Task<Run> SucceededAsync(DistributedWorld world)
    {
        Run? run = null;
        await Eventually.IsAsync(async () =>
        {
            run = (await RunsAsync(world)).SingleOrDefault(one => one.Source == Portal);
            Assert.False(run is { Status: RunState.Failed }, $"{run?.Error} {world.Service("scraper").Output}");
            return run is { Status: RunState.Succeeded };
        }, TimeSpan.FromMinutes(6), () => $"The run does not end: {run} {world.Service("scraper").Output}");
        return run!;
    }

    private static async Task<IReadOnlyList<Run>> RunsAsync(DistributedWorld world) => (await world.Client.GetFromJsonAsync<Page<Run>>("/api/runs", Cancel))!.Items;

    private static async Task EmptyAsync(DistributedWorld world)
    {
        var queue = await world.Ground.QueueAsync("ScrapesQueueUrl");
        await Eventually.IsAsync(async () =>
        {
            var attributes = await world.Ground.Sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], Cancel);
            return attributes.ApproximateNumberOfMessages + attributes.ApproximateNumberOfMessagesNotVisible == 0;
        }, TimeSpan.FromMinutes(3), () => $"The queue does not run empty: {world.Service("scraper").Output}");
    }

    /// <summary>One run of the portal, every row once, the file and the screenshots stored as what they are.</summary>
    private static async Task AssertSoundAsync(DistributedWorld world, Run run)
    {
        Assert.Single(await RunsAsync(world), one => one.Source == Portal);
        var picture = await LedgerPicture.CheckedAsync(world.Ground.Records, world.Ground.Proofs, DistributedWorld.Owner);
        Assert.Equal(Rows, picture.Count(item => item.StartsWith("U#host#TOLL#", StringComparison.Ordinal)));
        Assert.NotEmpty(run.Imports);
        Assert.NotEmpty(run.Pages);
        foreach (var (kind, sha256) in run.Imports.Select(file => (ProofKind.Statement, file)).Concat(run.Pages.Select(page => (ProofKind.Proof, page))))
            Assert.IsType<ProofGet.Found>(await world.Ground.Proofs.GetAsync(new ProofAddress(kind, DistributedWorld.Owner, sha256), Cancel));
    }
}
