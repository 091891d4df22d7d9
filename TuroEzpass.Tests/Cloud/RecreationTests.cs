using System.Text.Json;
using static TuroEzpass.Tests.Cloud.CloudTemplate;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Cloud;

/// <summary>Resources that outlive their stack can be imported into a new one by an import change set, whose list is
/// <c>deploy/import-resources.json</c>.</summary>
public sealed class RecreationTests
{
    /// <summary>The property by which CloudFormation finds a resource to import (the primary identifier of the type's schema).</summary>
    private static readonly Dictionary<string, string> Identifiers = new()
    {
        ["AWS::KMS::Key"] = "KeyId",
        ["AWS::DynamoDB::Table"] = "TableName",
        ["AWS::S3::Bucket"] = "BucketName",
        ["AWS::S3::BucketPolicy"] = "Bucket",
        ["AWS::SecretsManager::Secret"] = "Id",
        ["AWS::SQS::Queue"] = "QueueUrl",
    };

    /// <summary>Recreated instead of imported: a queue policy has no identifier, and setting it replaces any existing one.</summary>
    private static readonly string[] MadeAnew = ["AWS::SQS::QueuePolicy", "AWS::KMS::Alias"];

    [Fact]
    public void The_import_list_has_exactly_the_resources_that_outlive_the_stack()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(InRepository("deploy", "import-resources.json")));
        var listed = list.RootElement.EnumerateArray().Select(entry => (
            Id: entry.GetProperty("LogicalResourceId").GetString()!,
            Type: entry.GetProperty("ResourceType").GetString()!,
            By: Assert.Single(entry.GetProperty("ResourceIdentifier").EnumerateObject()).Name)).ToList();
        var retained = AppResources.Resources.Where(resource => Text(resource.Value["Type"]) is var type && !MadeAnew.Contains(type))
            .Select(resource => (Id: resource.Key, Type: Text(resource.Value["Type"]), By: Identifiers[Text(resource.Value["Type"])])).ToList();

        Assert.Equal(retained.OrderBy(one => one.Id, StringComparer.Ordinal), listed.OrderBy(one => one.Id, StringComparer.Ordinal));
        // An import requires a DeletionPolicy for every resource.
        Assert.All(retained, one => Assert.Equal("Retain", Text(AppResources.Resources[one.Id]["DeletionPolicy"])));
    }

    [Fact]
    public void The_names_in_the_list_are_those_of_the_template()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(InRepository("deploy", "import-resources.json")));
        foreach (var entry in list.RootElement.EnumerateArray())
        {
            var properties = AppResources.Of(entry.GetProperty("LogicalResourceId").GetString()!);
            var value = entry.GetProperty("ResourceIdentifier").EnumerateObject().Single().Value.GetString()!;
            var name = new[] { "TableName", "BucketName", "QueueName", "Name" }.Select(key => Find(properties, key)).FirstOrDefault(found => found is not null);
            if (name is not null)
                Assert.Contains(Text(name).Replace("!Sub ", "", StringComparison.Ordinal).Replace("${AWS::AccountId}", "ACCOUNT", StringComparison.Ordinal), value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Tests_make_their_resources_from_the_template_and_nowhere_else()
    {
        var making = Directory.EnumerateFiles(InRepository("TuroEzpass.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(path) is not "RecreationTests.cs")
            .Where(path => File.ReadAllText(path) is var text && (text.Contains("CreateTableRequest", StringComparison.Ordinal) || text.Contains("PutBucketAsync", StringComparison.Ordinal) || text.Contains("CreateQueueRequest", StringComparison.Ordinal)))
            .Select(Path.GetFileName);

        Assert.Equal(["AppResources.cs"], making);
    }
}
