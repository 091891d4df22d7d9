using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using YamlDotNet.RepresentationModel;

namespace TuroEzpass.Tests.Storage;

/// <summary>The resources of <c>app-resources.template</c>, created with the SDK according to the template, each under a separate name
/// for the test. The emulators' own CloudFormation is not tested.</summary>
public sealed class AppResources
{
    private readonly YamlMappingNode resources;

    private AppResources(YamlMappingNode resources) => this.resources = resources;

    public static AppResources Load()
    {
        using var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "cloudformation", "app-resources.template"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new AppResources((YamlMappingNode)yaml.Documents[0].RootNode["Resources"]);
    }

    public IEnumerable<string> Names => resources.Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    public YamlNode Of(string logicalId) => resources[logicalId];

    public async Task<string> MakeTableAsync(IAmazonDynamoDB client, string suffix, CancellationToken cancellation)
    {
        var table = resources["Table"]["Properties"];
        var name = Text(table["TableName"]) + suffix;
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = new BillingMode(Text(table["BillingMode"])),
            AttributeDefinitions = [.. All(table["AttributeDefinitions"]).Select(node => new AttributeDefinition(Text(node["AttributeName"]), new ScalarAttributeType(Text(node["AttributeType"]))))],
            KeySchema = Keys(table["KeySchema"]),
            GlobalSecondaryIndexes = [.. All(table["GlobalSecondaryIndexes"]).Select(node => new GlobalSecondaryIndex
            {
                IndexName = Text(node["IndexName"]),
                KeySchema = Keys(node["KeySchema"]),
                Projection = new Projection { ProjectionType = new ProjectionType(Text(node["Projection"]["ProjectionType"])) },
            })],
        }, cancellation);
        for (var tries = 0; tries < 100; tries++)
        {
            if ((await client.DescribeTableAsync(name, cancellation)).Table.TableStatus == TableStatus.ACTIVE) return name;
            await Task.Delay(50, cancellation);
        }
        throw new TimeoutException($"The table {name} did not become active.");
    }

    public async Task<string> MakeBucketAsync(IAmazonS3 client, string suffix, CancellationToken cancellation)
    {
        var bucket = resources["ProofsBucket"]["Properties"];
        var name = Text(bucket["BucketName"]).Replace("${AWS::AccountId}", "", StringComparison.Ordinal) + suffix;
        await client.PutBucketAsync(name, cancellation);
        await client.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = name,
            VersioningConfig = new S3BucketVersioningConfig { Status = new VersionStatus(Text(bucket["VersioningConfiguration"]["Status"])) },
        }, cancellation);
        return name;
    }

    /// <summary>A queue, preceded by the one that its redrive policy names.</summary>
    /// <returns>The URL of the queue.</returns>
    public async Task<string> MakeQueueAsync(IAmazonSQS client, string logicalId, string suffix, CancellationToken cancellation)
    {
        var queue = (YamlMappingNode)resources[logicalId]["Properties"];
        var attributes = new Dictionary<string, string> { ["MessageRetentionPeriod"] = Text(queue["MessageRetentionPeriod"]) };
        if (queue.Children.TryGetValue("VisibilityTimeout", out var hidden)) attributes["VisibilityTimeout"] = Text(hidden);
        if (queue.Children.TryGetValue("RedrivePolicy", out var redrive))
        {
            var dead = await client.GetQueueUrlAsync(Text(resources[Text(redrive["deadLetterTargetArn"]).Split('.')[0]]["Properties"]["QueueName"]) + suffix, cancellation);
            var arn = (await client.GetQueueAttributesAsync(dead.QueueUrl, ["QueueArn"], cancellation)).QueueARN;
            attributes["RedrivePolicy"] = string.Create(CultureInfo.InvariantCulture,
                $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{Text(redrive["maxReceiveCount"])}}}""");
        }
        return (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = Text(queue["QueueName"]) + suffix, Attributes = attributes }, cancellation)).QueueUrl;
    }

    /// <summary>The encryption key, without an alias, because the template has one alias and there are many tests.</summary>
    /// <returns>Its ARN.</returns>
    public async Task<string> MakeKeyAsync(IAmazonKeyManagementService client, CancellationToken cancellation)
    {
        var key = resources["DataKey"]["Properties"];
        return (await client.CreateKeyAsync(new CreateKeyRequest { Description = Text(key["Description"]) }, cancellation)).KeyMetadata.Arn;
    }

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static IEnumerable<YamlNode> All(YamlNode node) => ((YamlSequenceNode)node).Children;

    private static List<KeySchemaElement> Keys(YamlNode node) =>
        [.. All(node).Select(key => new KeySchemaElement(Text(key["AttributeName"]), new KeyType(Text(key["KeyType"]))))];
}
