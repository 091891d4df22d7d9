using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Aws;

namespace TuroEzpass.Tests.Storage;

/// <summary>The AWS engine on an emulator, with its own resources created from the template.</summary>
public class AwsEngine : StorageEngine
{
    private static readonly BasicAWSCredentials Credentials = new("test", "test");

    private readonly string suffix = "-" + Guid.NewGuid().ToString("N")[..12];
    private readonly List<Func<Task>> undo = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string? Bucket { get; private set; }

    public string? Table { get; private set; }

    protected virtual async Task<Uri> EndpointAsync() => (await AwsEmulator.GetAsync()).Endpoint;

    public async Task<AmazonDynamoDBClient> DynamoAsync(HttpClientFactory? wire = null) =>
        new(Credentials, await ConfigureAsync(new AmazonDynamoDBConfig { HttpClientFactory = wire }));

    public async Task<AmazonS3Client> S3Async() => new(Credentials, await ConfigureAsync(new AmazonS3Config()));

    public override async Task<IRecordStore> RecordsAsync() => new DynamoRecordStore(await TableAsync(), Table!, Clock);

    public async Task<IAmazonDynamoDB> TableAsync()
    {
        var client = await DynamoAsync();
        Table = await AppResources.Load().MakeTableAsync(client, suffix, Cancel);
        undo.Add(() => client.DeleteTableAsync(Table));
        return client;
    }

    public override async Task<IWorkQueue> QueueAsync()
    {
        var client = new AmazonSQSClient(Credentials, await ConfigureAsync(new AmazonSQSConfig()));
        var template = AppResources.Load();
        var names = new QueueNames { ScrapesDead = await MakeAsync("ScrapesDeadQueue"), ImportsDead = await MakeAsync("ImportsDeadQueue") };
        names.Scrapes = await MakeAsync("ScrapesQueue");
        // By name, which can also be configured.
        names.Imports = (await MakeAsync("ImportsQueue")).Split('/')[^1];
        return new SqsWorkQueue(client, names);

        async Task<string> MakeAsync(string logicalId)
        {
            var url = await template.MakeQueueAsync(client, logicalId, suffix, Cancel);
            undo.Add(() => client.DeleteQueueAsync(url));
            return url;
        }
    }

    public override async Task<IProofStore> ProofsAsync() => new S3ProofStore(await ObjectsAsync(), Clock);

    public override Task<ICredentialStore> CredentialsAsync() => CredentialsAsync(sharedSecretsOwner: null);

    public async Task<ICredentialStore> CredentialsAsync(OwnerId? sharedSecretsOwner) =>
        new AwsCredentialStore(await SsmAsync(), await ObjectsAsync(), sharedSecretsOwner, kmsKeyId: null);

    public async Task<AmazonSimpleSystemsManagementClient> SsmAsync()
    {
        var client = new AmazonSimpleSystemsManagementClient(Credentials, await ConfigureAsync(new AmazonSimpleSystemsManagementConfig()));
        undo.Add(async () =>
        {
            // Parameters have no folder to delete; there are only a few test owners.
            foreach (var name in new[] { "/turo-ezpass/host-1/ezpass", "/turo-ezpass/host-1/turo", "/turo-ezpass/host-2/ezpass" })
                await client.DeleteParametersAsync(new() { Names = [name] });
        });
        return client;
    }

    public override Task PassAsync(Duration time) => Task.Delay(time.ToTimeSpan(), Cancel);

    public override async Task TamperAsync(ProofAddress address)
    {
        using var client = await S3Async();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = address.ToString(), ContentBody = "Toll 5.55" }, Cancel);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var step in undo) await step();
        GC.SuppressFinalize(this);
    }

    private async Task<S3Objects> ObjectsAsync()
    {
        var client = await S3Async();
        Bucket = await AppResources.Load().MakeBucketAsync(client, suffix, Cancel);
        return new S3Objects(client, Bucket, kmsKeyId: null);
    }

    private async Task<TConfig> ConfigureAsync<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.ServiceURL = (await EndpointAsync()).ToString();
        config.AuthenticationRegion = "us-east-1";
        AwsClients.Tune(config, TimeSpan.FromSeconds(25));
        return config;
    }
}
