using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TuroEzpass.Tests.Cloud;

/// <summary>The code that a project can reach: every member of the project, and the members of Core that these use. A call of an interface reaches
/// all implementations; a created type includes the members that the framework may call. It ends at the four ports.</summary>
internal sealed class Reach
{
    private static readonly HashSet<string> Ports = ["IRecordStore", "IProofStore", "ICredentialStore", "IWorkQueue"];

    private readonly SourceCode code = SourceCode.Current;
    private readonly Dictionary<ISymbol, ISymbol?> seen = new(SymbolEqualityComparer.Default);
    private ISymbol? from;
    private readonly Queue<ISymbol> open = new();
    private readonly List<INamedTypeSymbol> types;

    private Reach(string project)
    {
        types = [.. new[] { "TuroEzpass.Core", project }.SelectMany(name => TypesOf(code[name].Assembly.GlobalNamespace))];
        foreach (var member in TypesOf(code[project].Assembly.GlobalNamespace).SelectMany(type => type.GetMembers()))
            Add(member);
        while (open.TryDequeue(out var next))
        {
            from = next;
            Follow(next);
        }
    }

    /// <summary>The calls of ports: the method, and the kind of queue if it is named.</summary>
    public HashSet<(string Port, string Method, string? Kind)> Calls { get; } = [];

    /// <summary>Whether an index of the table is queried.</summary>
    public bool AsksIndexes { get; private set; }

    /// <summary>How the code reaches a call, for diagnosis.</summary>
    public Dictionary<(string Port, string Method), string> Ways { get; } = [];

    /// <summary>Follows a project's code.</summary>
    public static Reach Of(string project) => new(project);

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) =>
        space.GetNamespaceMembers().SelectMany(TypesOf).Concat(space.GetTypeMembers().SelectMany(AndNested));

    private static IEnumerable<INamedTypeSymbol> AndNested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(AndNested).Prepend(type);

    private void Add(ISymbol? symbol)
    {
        var definition = (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol)?.OriginalDefinition;
        if (definition is null or INamespaceSymbol || definition.Locations.All(location => !location.IsInSource) || !seen.TryAdd(definition, from))
            return;
        open.Enqueue(definition);
    }

    private void Follow(ISymbol symbol)
    {
        if (symbol.ContainingType is { } type && symbol is not INamedTypeSymbol)
        {
            Add(type);
            if (type.TypeKind == TypeKind.Interface || symbol.IsVirtual || symbol.IsAbstract)
            {
                foreach (var one in types)
                    Add(type.TypeKind == TypeKind.Interface ? one.FindImplementationForInterfaceMember(symbol) : one.GetMembers(symbol.Name).FirstOrDefault(member => member.IsOverride));
            }
        }

        foreach (var node in symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()))
        {
            // For a primary constructor, the syntax node is the whole type.
            if (node is BaseTypeDeclarationSyntax)
                FollowType(symbol as INamedTypeSymbol ?? symbol.ContainingType, node);
            else
                Read(node is VariableDeclaratorSyntax { Parent.Parent: { } field } ? field : node);
        }
    }

    /// <summary>The members that run when a value of the type is created, and those that the framework may call.</summary>
    private void FollowType(INamedTypeSymbol type, SyntaxNode node)
    {
        if (node is TypeDeclarationSyntax declared)
        {
            foreach (var member in declared.Members.Where(member => member is FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null } or ConstructorDeclarationSyntax))
                Read(member);
            if (declared.BaseList is { } bases)
                Read(bases);
        }

        foreach (var member in type.GetMembers().Where(member => member is IMethodSymbol { IsOverride: true, OverriddenMethod: { } over } && over.Locations.All(place => !place.IsInSource)))
            Add(member);
        foreach (var outside in type.AllInterfaces.Where(one => one.Locations.All(place => !place.IsInSource)).SelectMany(one => one.GetMembers()))
            Add(type.FindImplementationForInterfaceMember(outside));
    }

    private void Read(SyntaxNode node)
    {
        var model = code.ModelOf(node.SyntaxTree);
        foreach (var part in node.DescendantNodesAndSelf().Where(part => part is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax))
        {
            var info = model.GetSymbolInfo(part);
            foreach (var symbol in info.Symbol is { } sure ? [sure] : info.CandidateSymbols)
            {
                if (symbol is IFieldSymbol { ContainingType.Name: "RecordSource", Name: "Index1" or "Index2" })
                    AsksIndexes = true;
                if (symbol is IMethodSymbol { ContainingType: { TypeKind: TypeKind.Interface } port } && Ports.Contains(port.Name))
                {
                    Calls.Add((port.Name, symbol.Name, KindOf(part)));
                    Ways.TryAdd((port.Name, symbol.Name), string.Join(" < ", Way(from)));
                }
                else if (symbol is INamedTypeSymbol type)
                    // The name of a type is enough: the framework creates registered types.
                    Add(Ports.Contains(type.Name) ? null : type);
                else
                    Add(symbol);
            }
        }
    }

    private IEnumerable<string> Way(ISymbol? symbol)
    {
        for (; symbol is not null; symbol = seen.GetValueOrDefault(symbol))
            yield return symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
    }

    /// <summary>The queue, if the call names it.</summary>
    private static string? KindOf(SyntaxNode name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.ArgumentList.Arguments.FirstOrDefault()?.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "WorkKind" } } kind
            ? kind.Name.Identifier.Text
            : null;
}
