using Amazon.DynamoDBv2;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Aws;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Distributed;

/// <summary>The resources that the services use: those of <c>app-resources.template</c>, created through the endpoint that the
/// services use, under separate names. The test's own clients bypass that endpoint's faults.</summary>
internal sealed class AwsGround : IAsyncDisposable
{
    public const string Region = "us-east-1";
    public const string AccessKey = "test";

    private static readonly BasicAWSCredentials Credentials = new(AccessKey, AccessKey);

    private readonly string suffix = "-" + Guid.NewGuid().ToString("N")[..12];
    private readonly Dictionary<string, string> outputs = new(StringComparer.Ordinal);

    private AwsGround(Uri emulator)
    {
        Dynamo = new AmazonDynamoDBClient(Credentials, To<AmazonDynamoDBConfig>(emulator));
        S3 = new AmazonS3Client(Credentials, To<AmazonS3Config>(emulator));
        Sqs = new AmazonSQSClient(Credentials, To<AmazonSQSConfig>(emulator));
    }

    public AmazonDynamoDBClient Dynamo { get; }

    public AmazonS3Client S3 { get; }

    public AmazonSQSClient Sqs { get; }

    public string Table => outputs["TableName"];

    public string Bucket => outputs["BucketName"];

    public IRecordStore Records => new DynamoRecordStore(Dynamo, Table, SystemClock.Instance);

    public IProofStore Proofs => new S3ProofStore(new S3Objects(S3, Bucket, kmsKeyId: null), SystemClock.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Creates the resources.</summary>
    /// <param name="emulator">The emulator's address.</param>
    /// <param name="endpoint">The address that the services use: a queue's URL contains the host it was created under.</param>
    public static async Task<AwsGround> MakeAsync(Uri emulator, Uri endpoint)
    {
        var ground = new AwsGround(emulator);
        var template = AppResources.Load();
        using var sqs = new AmazonSQSClient(Credentials, To<AmazonSQSConfig>(endpoint));
        using var kms = new AmazonKeyManagementServiceClient(Credentials, To<AmazonKeyManagementServiceConfig>(endpoint));
        ground.outputs["TableName"] = await template.MakeTableAsync(ground.Dynamo, ground.suffix, Cancel);
        ground.outputs["BucketName"] = await template.MakeBucketAsync(ground.S3, ground.suffix, Cancel);
        ground.outputs["DataKeyArn"] = await template.MakeKeyAsync(kms, Cancel);
        foreach (var queue in new[] { "ScrapesDeadQueue", "ImportsDeadQueue", "ScrapesQueue", "ImportsQueue" })
            ground.outputs[$"{queue}Url"] = await template.MakeQueueAsync(sqs, queue, ground.suffix, Cancel);
        return ground;
    }

    /// <summary>An output of the stack; null if it has none with that name.</summary>
    public string? Output(string name) => outputs.GetValueOrDefault(name);

    /// <summary>A queue's URL for the test itself.</summary>
    public async Task<string> QueueAsync(string output) => (await Sqs.GetQueueUrlAsync(outputs[output].Split('/')[^1], Cancel)).QueueUrl;

    public async ValueTask DisposeAsync()
    {
        await Dynamo.DeleteTableAsync(Table, CancellationToken.None);
        foreach (var queue in outputs.Where(output => output.Key.EndsWith("QueueUrl", StringComparison.Ordinal)))
            await Sqs.DeleteQueueAsync((await Sqs.GetQueueUrlAsync(queue.Value.Split('/')[^1], CancellationToken.None)).QueueUrl, CancellationToken.None);
        var versions = await S3.ListVersionsAsync(Bucket, CancellationToken.None);
        foreach (var version in versions.Versions ?? [])
            await S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = version.Key, VersionId = version.VersionId }, CancellationToken.None);
        await S3.DeleteBucketAsync(Bucket, CancellationToken.None);
        (Dynamo as IDisposable).Dispose();
        (S3 as IDisposable).Dispose();
        (Sqs as IDisposable).Dispose();
    }

    private static T To<T>(Uri address)
        where T : ClientConfig, new()
    {
        var config = new T { ServiceURL = address.ToString(), AuthenticationRegion = Region };
        AwsClients.Tune(config, TimeSpan.FromSeconds(60));
        return config;
    }
}
