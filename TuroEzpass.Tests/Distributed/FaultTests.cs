using System.Net;
using TuroEzpass.Contracts;

namespace TuroEzpass.Tests.Distributed;

/// <summary>Failures of AWS. After each of them the ledger is the same as without it: nothing is lost,
/// nothing is duplicated, and no one had to intervene.</summary>
public sealed partial class FaultTests
{
    private const int Seed = 20261124;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1";
    private static readonly int Trips = IsLong ? 40 : 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ProvisionedThroughputExceededException", false)]
    [InlineData("ThrottlingException", true)]
    public async Task An_import_ends_the_same_while_a_fifth_of_all_calls_to_the_table_is_refused(string code, bool onlyLong)
    {
        Assert.SkipWhen(onlyLong && !IsLong, "long: the same with DynamoDB's other word (./test --full)");
        await using var world = await DistributedWorld.StartAsync(["api"]);
        world.Aws.Rule = Sometimes("DynamoDB", _ => new AwsFault.Refused(400, code));

        var files = await ImportAllAsync(world);

        Assert.True(world.Aws.Faults("DynamoDB") > 30, $"only {world.Aws.Faults("DynamoDB")} calls were refused");
        await AssertNothingLostOrDoubledAsync(world, files);
    }

    [Fact]
    public async Task An_import_ends_the_same_while_a_fifth_of_all_answers_is_lost_after_the_work_was_done()
    {
        Assert.SkipUnless(IsLong, "long: answers lost after the work was done (./test --full)");
        await using var world = await DistributedWorld.StartAsync(["api"]);
        world.Aws.Rule = Sometimes("DynamoDB", number => number % 2 == 0 ? new AwsFault.AnswerLost() : new AwsFault.Refused(500, "InternalServerError"));

        var files = await ImportAllAsync(world);

        Assert.True(world.Aws.Faults("DynamoDB") > 30, $"only {world.Aws.Faults("DynamoDB")} answers were lost");
        await AssertNothingLostOrDoubledAsync(world, files);
    }

    [Fact]
    public async Task A_request_to_import_that_is_delivered_again_and_again_counts_once()
    {
        Assert.SkipUnless(IsLong, "long: every message twice, at two replicas (./test --full)");
        // Two replicas, so that both deliveries can be processed at the same time.
        await using var world = await DistributedWorld.StartAsync(["api", "api#2"]);
        var queue = await world.Ground.QueueAsync("ImportsQueueUrl");
        var sent = new List<string>();
        world.Aws.Rule = call =>
        {
            // Each message is sent twice from the start: by its sender and, immediately, by the test.
            if (call is { Service: "SQS", Operation: "SendMessage" })
            {
                var body = System.Text.Json.JsonDocument.Parse(call.Body).RootElement.GetProperty("MessageBody").GetString()!;
                world.Ground.Sqs.SendMessageAsync(queue, body, Cancel).GetAwaiter().GetResult();
                lock (sent) sent.Add(body);
            }

            return null;
        };
        var files = await ImportAllAsync(world);
        // And once more much later.
        foreach (var body in sent.ToList())
            await world.Ground.Sqs.SendMessageAsync(queue, body, Cancel);
        await EmptyAsync(world, queue);

        Assert.Equal(files.Count, sent.Count);
        await AssertNothingLostOrDoubledAsync(world, files);
    }

    [Fact]
    public async Task Expired_credentials_make_the_service_unready_and_new_ones_let_it_continue()
    {
        Assert.SkipUnless(IsLong, "long: expired credentials (./test --full)");
        await using var world = await StartImpatientAsync();
        var files = FleetFiles.Of(Trips);
        foreach (var (name, content) in files.SkipLast(2))
            await world.ImportAsync(name, content);
        var (status, statement) = await world.SendAsync(files[2].Name, files[2].Content);
        Assert.Equal(HttpStatusCode.Accepted, status);

        // During the work if it is slow; otherwise before its next retry.
        world.Aws.Rule = _ => new AwsFault.Refused(400, "ExpiredTokenException");
        await HealthAsync(world, HttpStatusCode.ServiceUnavailable, "Unhealthy");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await world.SendAsync(files[3].Name, files[3].Content)).Status);
        await Eventually.IsAsync(() => Task.FromResult(world.Service("api").Output.Contains("does not accept the credentials", StringComparison.Ordinal)), TimeSpan.FromMinutes(2), () => $"It does not say why: {world.Service("api").Output}");

        world.Aws.Rule = null;
        await HealthAsync(world, HttpStatusCode.OK, "Healthy");
        await world.DoneAsync(statement!.Id);
        await world.ImportAsync(files[3].Name, files[3].Content);
        await AssertNothingLostOrDoubledAsync(world, files);
    }

    [Fact]
    public async Task While_the_bucket_is_down_files_wait_and_the_service_reports_it_and_then_they_are_imported()
    {
        await using var world = await DistributedWorld.StartAsync(["api"]);
        var files = FleetFiles.Of(Trips);
        foreach (var (name, content) in files.SkipLast(2))
            await world.ImportAsync(name, content);

        // The bucket goes down as soon as the file is stored and the import request is sent.
        var isDown = false;
        world.Aws.Rule = call =>
        {
            isDown |= call is { Service: "SQS", Operation: "SendMessage" };
            return isDown && call.Service == "S3" ? new AwsFault.HungUp() : null;
        };
        var (_, statement) = await world.SendAsync(files[2].Name, files[2].Content);
        var away = Task.Delay(TimeSpan.FromSeconds(IsLong ? 30 : 6), Cancel);
        await HealthAsync(world, HttpStatusCode.OK, "Degraded");
        Assert.NotEqual(ImportStatus.Failed, (await world.LookAsync(statement!.Id))!.Status);
        await away;

        world.Aws.Rule = null;
        await HealthAsync(world, HttpStatusCode.OK, "Healthy");
        await world.DoneAsync(statement.Id);
        await world.ImportAsync(files[3].Name, files[3].Content);
        Assert.True(world.Aws.Faults("S3") > 1);
        await AssertNothingLostOrDoubledAsync(world, files);
    }

    [Fact]
    public async Task A_service_that_is_killed_in_the_middle_of_an_import_finishes_it_when_it_runs_again()
    {
        await using var world = await StartImpatientAsync();
        var files = FleetFiles.Of(Trips);
        foreach (var (name, content) in files.SkipLast(2))
            await world.ImportAsync(name, content);
        var statement = await KillAmidAsync(world, files[2]);

        world.Run("api");
        await world.Service("api").ReadyAsync();
        await world.DoneAsync(statement.Id);
        await world.ImportAsync(files[3].Name, files[3].Content);
        await AssertNothingLostOrDoubledAsync(world, files);
    }
}
