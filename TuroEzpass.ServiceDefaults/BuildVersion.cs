using System.Reflection;

namespace TuroEzpass.ServiceDefaults;

/// <summary>The program's version. All its assemblies are built together and have the same version.</summary>
public static class BuildVersion
{
    private const int CommitDigits = 10;

    /// <summary>The version: <c>1.4.2+a1b2c3d4e5</c>, or <c>0.1.0-alpha.0.57+a1b2c3d4e5</c> if no tag precedes the commit.
    /// The part after <c>+</c> is the commit; it is missing in a program built without git.</summary>
    public static string Current { get; } = Of(typeof(BuildVersion).Assembly);

    private static string Of(Assembly assembly)
    {
        var whole = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = whole.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 || whole.Length <= plus + 1 + CommitDigits ? whole : whole[..(plus + 1 + CommitDigits)];
    }
}
