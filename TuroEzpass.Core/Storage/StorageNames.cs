using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TuroEzpass.Core.Storage;

/// <summary>The spelling rules that owners and portals share.</summary>
internal static partial class StorageNames
{
    /// <summary>Whether the text can be an owner's or portal's name everywhere: in keys, paths and parameter names.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) => text is not null && Name().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
