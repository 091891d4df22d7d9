using System.Diagnostics;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Aws;

namespace TuroEzpass.Tests.Storage;

/// <summary>The stores' spans follow OpenTelemetry's semantic conventions, and contain no keys and no content.</summary>
public sealed class StorageSpanTests : IDisposable
{
    private const string Secret = "planted-owner";
    private readonly List<Activity> stopped = [];
    private readonly Activity work = new("work");
    private readonly ActivityListener listener;

    public StorageSpanTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StorageSpans.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                // Other tests use stores at the same time.
                if (span.Parent == work)
                    stopped.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        listener.Dispose();
        work.Dispose();
    }

    [Theory]
    [InlineData("DynamoDB", "GetItem", "table", ActivityKind.Client, "rpc.service=DynamoDB db.system.name=aws.dynamodb db.operation.name=GetItem db.collection.name=table")]
    [InlineData("S3", "PutObject", "bucket", ActivityKind.Client, "rpc.service=S3 aws.s3.bucket=bucket")]
    [InlineData("SQS", "SendMessage", "https://sqs.example.org/1/scrapes", ActivityKind.Producer, "rpc.service=SQS messaging.system=aws_sqs messaging.operation.name=SendMessage messaging.operation.type=send messaging.destination.name=scrapes")]
    [InlineData("SQS", "ReceiveMessage", "scrapes", ActivityKind.Client, "rpc.service=SQS messaging.system=aws_sqs messaging.operation.name=ReceiveMessage messaging.operation.type=receive messaging.destination.name=scrapes")]
    [InlineData("SQS", "DeleteMessage", "scrapes", ActivityKind.Client, "rpc.service=SQS messaging.system=aws_sqs messaging.operation.name=DeleteMessage messaging.operation.type=settle messaging.destination.name=scrapes")]
    [InlineData(AwsCalls.ParameterStore, "GetParameter", "credentials", ActivityKind.Client, "rpc.service=SSM")]
    public async Task A_call_to_AWS_is_described_by_the_conventions(string service, string operation, string resource, ActivityKind kind, string tags)
    {
        work.Start();
        await new AwsCalls(service, resource, TimeSpan.FromSeconds(20)).RunAsync(operation, _ => Task.FromResult(1), Cancel);

        var span = Assert.Single(stopped);
        var name = service == AwsCalls.ParameterStore ? "SSM" : service;
        Assert.Equal(($"{name}.{operation}", kind), (span.DisplayName, span.Kind));
        Assert.Equal(new[] { $"rpc.method={operation}", "rpc.system=aws-api" }.Concat(tags.Split(' ')).Order(), Tags(span).Order());
    }

    [Fact]
    public async Task The_embedded_store_its_queue_and_its_files_are_spans_without_keys_or_content()
    {
        await using var engine = new LocalEngine();
        var (records, queue, proofs) = (await engine.RecordsAsync(), await engine.QueueAsync(), await engine.ProofsAsync());
        var owner = OwnerId.Parse(Secret);
        var key = new RecordKey(owner.Partition("TOLL"), Secret);
        work.Start();

        var put = Assert.IsType<PutResult.Stored>(await records.PutAsync(new RecordWrite(key, "{}"u8.ToArray()), Expected.Nothing, Cancel));
        await records.GetAsync(key, Cancel);
        await records.QueryAsync(new RecordQuery(RecordSource.Partition, key.Partition), Cancel);
        await records.DeleteAsync(key, put.Version, Cancel);
        await queue.SendAsync(WorkKind.Imports, Secret, cancellation: Cancel);
        var message = await queue.ReceiveAsync(WorkKind.Imports, Duration.FromMinutes(1), cancellation: Cancel);
        await queue.CompleteAsync(message!, Cancel);
        using var content = new MemoryStream("planted"u8.ToArray());
        var stored = Assert.IsType<ProofPut.Stored>(await proofs.PutAsync(ProofKind.Statement, owner, content, "text/csv", Cancel));
        await proofs.GetAsync(stored.Info.Address, Cancel);

        Assert.Equal(
            ["put records", "get records", "query records", "delete records", "send work", "receive work", "complete work", "put blobs", "get blobs"], stopped.Select(span => span.DisplayName));
        Assert.Equal(["db.collection.name=records", "db.operation.name=put", "db.system.name=sqlite"], Tags(stopped[0]).Order());
        Assert.DoesNotContain(stopped, span => span.TagObjects.Any(tag => $"{tag.Value}".Contains("planted", StringComparison.Ordinal)));
        Assert.Same(work, Activity.Current);
    }

    [Fact]
    public async Task A_failure_shows_its_type_and_not_its_words()
    {
        await using var engine = new LocalEngine();
        var records = await engine.RecordsAsync();
        engine.Database.Dispose();
        work.Start();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => records.GetAsync(new RecordKey("SYS#TEST", "key"), Cancel));

        var span = Assert.Single(stopped);
        Assert.Equal((ActivityStatusCode.Error, null, nameof(ObjectDisposedException)), (span.Status, span.StatusDescription, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Nothing_is_made_where_nothing_is_traced()
    {
        Activity.Current = null;
        await using var engine = new LocalEngine();
        var records = await engine.RecordsAsync();
        await records.GetAsync(new RecordKey("SYS#TEST", "key"), Cancel);
        Assert.False(StorageSpans.AreWanted);
        StorageSpans.Sqlite("get", "records");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
        {
            Assert.Null(StorageSpans.Sqlite("get", "records"));
            Assert.Null(StorageSpans.Aws("SQS", "ReceiveMessage", "scrapes"));
            Assert.Null(StorageSpans.Files("get", "blobs"));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static IEnumerable<string> Tags(Activity span) => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}");
}
