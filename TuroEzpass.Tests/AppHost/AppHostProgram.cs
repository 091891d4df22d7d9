using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TuroEzpass.Tests.AppHost;

/// <summary>What <c>AppHost.cs</c> says, read as text: the Aspire packages are not on every feed, so it can't be run here.
/// What stands under an <c>if</c>, or in <c>AddLocalStack</c>, is a run's only; the rest is published.</summary>
public sealed class AppHostProgram
{
    private readonly CompilationUnitSyntax program = CSharpSyntaxTree.ParseText(
        File.ReadAllText(InRepository("TuroEzpass.AppHost", "AppHost.cs")), cancellationToken: TestContext.Current.CancellationToken).GetCompilationUnitRoot(TestContext.Current.CancellationToken);

    /// <summary>A file of the repository; a test's own folder has only what the build copied.</summary>
    public static string InRepository(params string[] parts) =>
        Path.GetFullPath(Path.Combine([Path.GetDirectoryName(ThisFile())!, "..", "..", .. parts]));

    /// <summary>Every call, in the order in which a reader meets it, except that a local function's stand where it is called.</summary>
    public IEnumerable<InvocationExpressionSyntax> Calls => InOrder(Statements);

    private IEnumerable<SyntaxNode> Statements => program.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).Where(statement => statement is not LocalFunctionStatementSyntax);

    /// <summary>Those that a published model has.</summary>
    public IEnumerable<InvocationExpressionSyntax> Published => Calls.Where(IsPublished);

    /// <summary>The services' variables, by the name of the resource.</summary>
    public IReadOnlyDictionary<string, string> Services => Published.Where(call => Name(call) == "AddProject").ToDictionary(
        call => Literal(call, 0)!, call => call.FirstAncestorOrSelf<VariableDeclaratorSyntax>()!.Identifier.Text);

    /// <summary>The variables that a published service is given, with their values as the manifest writes them.</summary>
    public IEnumerable<(string Name, string Value)> Environment(string variable) => InOrder(Statements, variable)
        .Where(call => IsPublished(call) && IsOf(call, variable))
        .SelectMany(call => Name(call) switch
        {
            "WithEnvironment" => [(Literal(call, 0)!, Literal(call, 1) ?? Output(call))],
            "WithReference" => Reference(call),
            _ => [],
        });

    /// <summary>Whether browsers outside reach a service.</summary>
    public bool IsExternal(string variable) => Published.Any(call => Name(call) == "WithExternalHttpEndpoints" && IsOf(call, variable));

    /// <summary>The method that is called.</summary>
    public static string Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    /// <summary>The type argument of a generic call.</summary>
    public static string TypeArgument(InvocationExpressionSyntax call) =>
        ((GenericNameSyntax)((MemberAccessExpressionSyntax)call.Expression).Name).TypeArgumentList.Arguments[0].ToString();

    /// <summary>An argument that is a text, or null where it is anything else.</summary>
    public static string? Literal(InvocationExpressionSyntax call, int index) =>
        call.ArgumentList.Arguments.ElementAtOrDefault(index)?.Expression is LiteralExpressionSyntax literal ? literal.Token.ValueText : null;

    /// <summary>Whether an argument is given by this name as <c>true</c>.</summary>
    public static bool IsTrue(InvocationExpressionSyntax call, string name) =>
        call.ArgumentList.Arguments.Any(argument => argument.NameColon?.Name.Identifier.Text == name && argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression));

    /// <summary>Whether the published model has it.</summary>
    public static bool IsPublished(SyntaxNode node) =>
        !node.Ancestors().Any(above => above is IfStatementSyntax or LocalFunctionStatementSyntax { Identifier.Text: "AddLocalStack" });

    /// <summary>Calls in their order; with a service's variable, of the functions that services are handed to only those that this one is.</summary>
    private IEnumerable<InvocationExpressionSyntax> InOrder(IEnumerable<SyntaxNode> nodes, string? variable = null)
    {
        // A chain's inner call comes first, as it does when it runs.
        foreach (var call in nodes.SelectMany(node => node.DescendantNodes().OfType<InvocationExpressionSyntax>()).OrderBy(call => call.Span.End))
        {
            yield return call;
            var isOfAnother = variable is not null && call.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax { Identifier.Text: var given } }] && given != variable;
            if (!isOfAnother && call.Expression is IdentifierNameSyntax { Identifier.Text: var called } && Function(called) is { Body: { } body })
            {
                foreach (var inner in InOrder(body.Statements)) yield return inner;
            }
        }
    }

    private LocalFunctionStatementSyntax? Function(string name) =>
        program.DescendantNodes().OfType<LocalFunctionStatementSyntax>().FirstOrDefault(function => function.Identifier.Text == name);

    /// <summary>In the statement of the service's own, or in a function that it is handed to.</summary>
    private bool IsOf(InvocationExpressionSyntax call, string variable)
    {
        if (call.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is { } function)
            return Published.Any(other => Name(other) == function.Identifier.Text && other.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax given }] && given.Identifier.Text == variable);
        return call.FirstAncestorOrSelf<VariableDeclaratorSyntax>()?.Identifier.Text == variable
            || call.FirstAncestorOrSelf<ExpressionStatementSyntax>()?.GetFirstToken().Text == variable;
    }

    /// <summary>What a reference to another service gives: the short names, and those of service discovery.</summary>
    private IEnumerable<(string Name, string Value)> Reference(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax to }] && Services.FirstOrDefault(service => service.Value == to.Identifier.Text).Key is { } name
            ? new[] { "http", "https" }.SelectMany(scheme => new[] { $"{name.ToUpperInvariant()}_{scheme.ToUpperInvariant()}", $"services__{name}__{scheme}__0" }.Select(key => (key, $"{{{name}.bindings.{scheme}.url}}")))
            : [];

    private string Output(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments[1].Expression is InvocationExpressionSyntax output ? Name(output) switch
        {
            "GetOutput" => $"{{AppResources.output.{Literal(output, 0)}}}",
            "GetEndpoint" => $"{{{Services.First(service => service.Value == ((MemberAccessExpressionSyntax)output.Expression).Expression.ToString()).Key}.bindings.{Literal(output, 0)}.url}}",
            _ => "",
        } : "";

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
