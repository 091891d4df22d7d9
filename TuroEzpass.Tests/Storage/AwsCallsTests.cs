using System.Diagnostics;
using System.Net;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Aws;

namespace TuroEzpass.Tests.Storage;

/// <summary>When a call to AWS is retried, for how long, and what is reported in the end.</summary>
public sealed class AwsCallsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Temporary_failures_are_retried_and_visible_in_the_trace()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StorageSpans.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        var stopped = new List<Activity>();
        listener.ActivityStopped = stopped.Add;
        ActivitySource.AddActivityListener(listener);
        using var work = new Activity("work").Start();
        var tries = 0;

        var answer = await new AwsCalls("DynamoDB", "table-seen", TimeSpan.FromMinutes(2)).RunAsync("Get", _ => ++tries < 3
            ? throw Fault("ThrottlingException", HttpStatusCode.BadRequest)
            : Task.FromResult("answer"), Cancel);

        Assert.Equal(("answer", 3), (answer, tries));
        var trace = Assert.Single(stopped, activity => (string?)activity.GetTagItem("db.collection.name") == "table-seen");
        Assert.Equal(2, trace.Events.Count(item => item.Name == "retry"));
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        var tries = 0;

        var fault = await Assert.ThrowsAsync<StorageException>(() => new AwsCalls("DynamoDB", "table", TimeSpan.FromMinutes(2)).RunAsync<int>("PutItem", _ =>
        {
            tries++;
            throw Fault("AccessDeniedException", HttpStatusCode.BadRequest);
        }, Cancel));

        Assert.Equal(1, tries);
        Assert.Equal(("DynamoDB does not allow PutItem", "table"), (fault.What, fault.Where));
    }

    [Fact]
    public async Task All_retries_together_are_limited_in_time()
    {
        var since = Stopwatch.StartNew();

        var fault = await Assert.ThrowsAsync<StorageException>(() => new AwsCalls("S3", "bucket", TimeSpan.FromMilliseconds(300)).RunAsync("GetObject", async token =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), token);
            return 1;
        }, Cancel));

        // A single attempt would take a minute.
        Assert.InRange(since.Elapsed.TotalSeconds, 0.2, 50);
        Assert.Contains("did not respond", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_not_an_error_of_the_store()
    {
        using var stop = new CancellationTokenSource(100);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AwsCalls("S3", "bucket", TimeSpan.FromMinutes(1)).RunAsync("GetObject", async token =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), token);
            return 1;
        }, stop.Token));
    }

    [Theory]
    [InlineData("ThrottlingException", HttpStatusCode.BadRequest, false)]
    [InlineData("InternalServerError", HttpStatusCode.InternalServerError, true)]
    public async Task Only_an_unclear_answer_leaves_open_whether_a_write_took_effect(string code, HttpStatusCode status, bool unclear)
    {
        var seen = false;

        await new AwsCalls("Test", "table", TimeSpan.FromMinutes(2)).RunAsync("PutItem", (tries, _) =>
        {
            if (seen) return Task.FromResult(tries.MayHaveTakenEffect == unclear ? 1 : throw new InvalidOperationException());
            seen = true;
            throw Fault(code, status);
        }, Cancel);
    }

    [Fact]
    public void Waits_are_spread_over_their_whole_bound()
    {
        var waits = Enumerable.Range(0, 1000).Select(_ => AwsCalls.FullJitter(3).TotalMilliseconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, 0, 400));
        Assert.True(waits.Min() < 40 && waits.Max() > 360);
        Assert.InRange(AwsCalls.FullJitter(60).TotalSeconds, 0, 5);
    }

    private static AmazonDynamoDBException Fault(string code, HttpStatusCode status) => new("", ErrorType.Unknown, code, "request", status);
}
