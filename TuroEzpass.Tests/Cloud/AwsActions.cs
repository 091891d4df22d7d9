using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TuroEzpass.Tests.Cloud;

/// <summary>The AWS actions that the adapters in <c>TuroEzpass.Storage/Aws</c> need for each method of a port, read from their code: every call
/// of an SDK client is an action of the same name, except those listed here.</summary>
internal static class AwsActions
{
    /// <summary>Calls whose action has another name: https://docs.aws.amazon.com/service-authorization/latest/reference/.</summary>
    private static readonly Dictionary<string, string?> Renamed = new()
    {
        ["s3:GetObjectMetadata"] = "s3:GetObject",
        ["s3:ListObjectsV2"] = "s3:ListBucket",
        // A link works with the permissions of the role that signed it.
        ["s3:GetPreSignedURL"] = "s3:GetObject",
        // Not called: platform.template passes URLs. A_queue_is_given_by_its_URL checks that.
        ["sqs:GetQueueUrl"] = null,
    };

    private static readonly Dictionary<string, string> Services = new()
    {
        ["IAmazonDynamoDB"] = "dynamodb",
        ["IAmazonS3"] = "s3",
        ["IAmazonSQS"] = "sqs",
        ["IAmazonSimpleSystemsManagement"] = "ssm",
    };

    /// <summary>The actions of one method, according to its adapter's code.</summary>
    public static IReadOnlySet<string> Of(string port, string method)
    {
        var storage = SourceCode.Current["TuroEzpass.Storage"];
        var adapter = Types(storage.Assembly.GlobalNamespace).Single(type => type.ContainingNamespace.Name == "Aws" && type.AllInterfaces.Any(one => one.Name == port));
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<ISymbol>(adapter.GetMembers(method).Where(member => member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public }));
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next))
                continue;
            foreach (var node in next.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()))
            {
                var model = SourceCode.Current.ModelOf(node.SyntaxTree);
                foreach (var name in node.DescendantNodes().OfType<SimpleNameSyntax>())
                {
                    var info = model.GetSymbolInfo(name);
                    if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol called)
                        continue;
                    if (ClientOf(called) is { } service)
                    {
                        var action = $"{service}:{(called.Name.EndsWith("Async", StringComparison.Ordinal) ? called.Name[..^5] : called.Name)}";
                        if (Renamed.GetValueOrDefault(action, action) is { } named)
                            found.Add(named);
                    }
                    else if (called.ContainingNamespace?.Name == "Aws" && called.ContainingType.Name != "AwsCalls")
                    {
                        open.Enqueue(called.OriginalDefinition);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Every call of a client in the adapters.</summary>
    public static IReadOnlySet<string> OfAllAdapters() =>
        new[] { "IRecordStore", "IProofStore", "ICredentialStore", "IWorkQueue" }.SelectMany(port =>
            Types(SourceCode.Current["TuroEzpass.Core"].Assembly.GlobalNamespace).Single(type => type.Name == port).GetMembers().OfType<IMethodSymbol>()
                .Where(method => method.MethodKind == MethodKind.Ordinary).SelectMany(method => Of(port, method.Name))).ToHashSet(StringComparer.Ordinal);

    private static string? ClientOf(IMethodSymbol called) =>
        Services.GetValueOrDefault(called.ContainingType?.Name ?? "")
        ?? (called.ReducedFrom?.Parameters.FirstOrDefault()?.Type.Name is { } extended ? Services.GetValueOrDefault(extended) : null);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetNamespaceMembers().SelectMany(Types).Concat(space.GetTypeMembers());
}
