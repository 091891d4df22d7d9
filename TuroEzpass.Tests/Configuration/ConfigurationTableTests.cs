using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TuroEzpass.Tests.Cloud;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Configuration;

/// <summary>Holds <c>docs/CONFIGURATION.md</c> to the code. <c>UPDATE=1 dotnet test --filter The_table_is_the_code</c> updates it.</summary>
public sealed class ConfigurationTableTests
{
    private static readonly string TableFile = InRepository("docs", "CONFIGURATION.md");

    /// <summary>Reads whose key is not a text in the code; each is in the table by what stands beside it.</summary>
    private static readonly string[] ByConstant =
    [
        "WebHostDefaults.ServerUrlsKey", "WebHostDefaults.HttpPortsKey", "WebHostDefaults.HttpsPortsKey", "StorageOptions.Section", "AuthOptions.Section", "ApiOptions.Section", "WebOptions.Section", "ScraperOptions.Section", "SimulatorOptions.Section",
        // ScrapeCommand: TUROEZPASS_TOKEN.
        "TokenVariable",
        // The doctor looks at every section, and at the addresses of other keys.
        "section", "key",
        // OperatorFigures: engine and folder.
        "$\"{StorageOptions.Section}:{nameof(StorageOptions.Engine)}\"", "$\"{StorageOptions.Section}:{nameof(StorageOptions.DataFolder)}\"",
        // AwsClients: AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_S3.
        "variable",
        // AppHost: the two parameters.
        "$\"Parameters:{parameter}\"", "$\"{WebOptions.Section}:Oidc:Authority\"",
    ];

    [Fact]
    public void The_table_is_the_code()
    {
        var table = Markdown();
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(TableFile, table);

        Assert.True(table == File.ReadAllText(TableFile), "docs/CONFIGURATION.md is not what the code says: update it with UPDATE=1 dotnet test TuroEzpass.Tests --filter The_table_is_the_code");
    }

    [Fact]
    public void No_key_is_read_that_the_table_does_not_have()
    {
        var known = ConfigurationKeys.All.SelectMany(key => new[] { key.Key, key.Variable }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reads = SourceCode.ProjectNames.Concat(["TuroEzpass.Cli", "TuroEzpass.AppHost", "TuroEzpass.PortalSimulator"])
            .SelectMany(project => SourceCode.Files(project)).SelectMany(file => Reads(file.Path, file.Text)).ToList();

        Assert.True(reads.Count > 15, $"{reads.Count} reads");
        Assert.All(reads, read => Assert.True(known.Contains(read.Key) || ByConstant.Contains(read.Key), $"{read.Where} reads '{read.Key}', which is not in docs/CONFIGURATION.md: put it into an options class, or into NamedKeys.cs"));
    }

    [Fact]
    public void Keys_that_look_like_secrets_are_marked_as_secrets()
    {
        var suspicious = ConfigurationKeys.All.Where(key => new[] { "Password", "Secret", "Token" }.Any(word => key.Key.Contains(word, StringComparison.OrdinalIgnoreCase)));

        // Whose secrets they are is no secret.
        Assert.All(suspicious.Where(key => key.Key != "Storage:SharedSecretsOwner"), key => Assert.True(key.IsSecret, key.Key));
    }

    [Fact]
    public void No_two_keys_have_the_same_variable() =>
        Assert.Empty(ConfigurationKeys.All.GroupBy(key => key.Variable, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));

    private static string Markdown()
    {
        var text = new StringBuilder("""
            # Configuration

            All settings. `TuroEzpass.Tests/Configuration` generates this file from the code; do not edit it. Set a key as an environment variable,
            on the command line (`--Storage:Engine Aws`) or in `appsettings.json`. A service does not start if its own section has an unknown key.
            In the column *Read by*, `cli` is `turoezpass`, including `serve`, which sets `Storage:Engine`, `Storage:DataFolder`, `Auth:Mode` and
            `Web:Api` automatically.

            | Key | Environment variable | Default | Read by | Secret | Meaning |
            |---|---|---|---|---|---|

            """);
        foreach (var key in ConfigurationKeys.All)
        {
            text.Append(null, $"| `{key.Key}` | `{key.Variable}` | {(key.Default.Length == 0 ? "–" : $"`{key.Default}`")} ");
            text.Append(null, $"| {string.Join(", ", key.Services)} | {(key.IsSecret ? "**yes**" : "no")} | {key.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<(string Where, string Key)> Reads(string path, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
        foreach (var node in root.DescendantNodes())
        {
            var argument = node switch
            {
                ElementAccessExpressionSyntax access when IsConfiguration(access.Expression) => access.ArgumentList.Arguments.First(),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call when
                    member.Name.Identifier.Text is "GetEnvironmentVariable" || (member.Name.Identifier.Text is "GetValue" or "GetSection" or "GetConnectionString" && IsConfiguration(member.Expression))
                    => call.ArgumentList.Arguments.First(),
                _ => null,
            };
            if (argument is not null)
                yield return ($"{Path.GetFileName(path)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", argument.Expression is LiteralExpressionSyntax literal ? literal.Token.ValueText : argument.ToString());
        }
    }

    private static bool IsConfiguration(ExpressionSyntax receiver) => receiver.ToString().EndsWith("onfiguration", StringComparison.Ordinal);
}
