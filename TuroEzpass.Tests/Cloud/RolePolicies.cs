using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.Cloud.CloudTemplate;

namespace TuroEzpass.Tests.Cloud;

/// <summary>The permissions of a role in <c>platform.template</c>, as pairs of an action and a short name of the resource.</summary>
internal static class RolePolicies
{
    private static readonly (string Written, string Short)[] Resources =
    [
        ("table/${TableName}/index/gsi1", "gsi1"), ("table/${TableName}/index/gsi2", "gsi2"), ("table/${TableName}", "table"),
        ("${BucketName}/statements/*", "statements/*"), ("${BucketName}/proofs/*", "proofs/*"),
        ("${BucketName}/failure-screenshots/*", "failure-screenshots/*"), ("${BucketName}/sessions/*", "sessions/*"), ("s3:::${BucketName}", "bucket"),
        ("!Ref ScrapesQueueArn", "Scrapes"), ("!Ref ScrapesDeadQueueArn", "ScrapesDead"),
        ("!Ref ImportsQueueArn", "Imports"), ("!Ref ImportsDeadQueueArn", "ImportsDead"),
        ("parameter/turo-ezpass/*", "parameters"),
        ("secretsmanager/turo-ezpass/ezpass/credentials", "shared parameters"), ("secretsmanager/turo-ezpass/turo/credentials", "shared parameters"),
        ("!Ref EzpassSecretArn", "secrets"), ("!Ref TuroSecretArn", "secrets"), ("!Ref DataKeyArn", "key"), ("*", "*"),
    ];

    /// <summary>The pairs of a role.</summary>
    public static IReadOnlySet<(string Action, string On)> Of(string role) => Statements(role)
        .SelectMany(statement => All(statement["Action"]).SelectMany(action => All(statement["Resource"]).Select(on => (Text(action), Short(Text(on)))))).ToHashSet();

    /// <summary>The statements of a role, all of which allow something.</summary>
    public static IEnumerable<YamlNode> Statements(string role)
    {
        foreach (var written in All(Platform.Of(role)["Policies"]).SelectMany(policy => All(policy["PolicyDocument"]["Statement"])))
        {
            // A statement inside an !If counts as allowed.
            var statement = written is YamlSequenceNode { Tag.IsEmpty: false } choice ? choice[1] : written;
            Assert.Equal("Allow", Text(statement["Effect"]));
            yield return statement;
        }
    }

    private static string Short(string written) =>
        Resources.FirstOrDefault(one => written == one.Written || (one.Written != "*" && written.EndsWith(one.Written, StringComparison.Ordinal))).Short
        ?? throw new InvalidOperationException($"The resource '{written}' of a role is unknown to this test.");
}
