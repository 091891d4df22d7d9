using System.Reflection;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Which version of the program this is. All its assemblies are built together and have the same one.</summary>
public static class BuildVersion
{
    private const int CommitDigits = 10;

    /// <summary>The version: <c>1.4.2+a1b2c3d4e5</c>, or <c>0.1.0-alpha.0.57+a1b2c3d4e5</c> where no tag was before the commit.
    /// What follows <c>+</c> is the commit; it is missing in a program that was built without git.</summary>
    public static string Current { get; } = Of(typeof(BuildVersion).Assembly);

    private static string Of(Assembly assembly)
    {
        var whole = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = whole.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 || whole.Length <= plus + 1 + CommitDigits ? whole : whole[..(plus + 1 + CommitDigits)];
    }
}
