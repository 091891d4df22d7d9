namespace TuroEzpass.Core.Proofs;

/// <summary>The systems' font folders, and the fonts that are easy to read in a table.</summary>
internal static class FontFolders
{
    /// <summary>Regular and bold file names, best first. All have digits of equal width, so that amounts align in columns.</summary>
    private static readonly (string Regular, string Bold)[] Preferred =
    [
        ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
        ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
        ("arial.ttf", "arialbd.ttf"),
        ("Arial.ttf", "Arial Bold.ttf"),
        ("segoeui.ttf", "segoeuib.ttf"),
        ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf"),
        ("Roboto-Regular.ttf", "Roboto-Bold.ttf"),
        ("Verdana.ttf", "Verdana Bold.ttf"),
        ("FreeSans.ttf", "FreeSansBold.ttf"),
    ];

    private const int MostOthersTried = 40;

    /// <summary>Pairs of a regular font and its bold one (null if there is none), best first.</summary>
    public static IEnumerable<(string Regular, string? Bold)> Candidates()
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Folders().Where(Directory.Exists).SelectMany(Fonts))
            byName.TryAdd(Path.GetFileName(path), path);

        foreach (var (regular, bold) in Preferred)
        {
            if (byName.TryGetValue(regular, out var path))
                yield return (path, byName.GetValueOrDefault(bold));
        }

        string[] styles = ["bold", "italic", "oblique", "light", "thin", "black", "mono", "symbol"];
        var others = byName.Keys
            .Where(name => !styles.Any(style => name.Contains(style, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(name => name.Contains("sans", StringComparison.OrdinalIgnoreCase))
            .ThenBy(name => name, StringComparer.Ordinal);
        foreach (var name in others.Take(MostOthersTried))
            yield return (byName[name], null);
    }

    private static IEnumerable<string> Folders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
        {
            yield return Environment.GetFolderPath(Environment.SpecialFolder.Fonts);
            yield return Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Microsoft", "Windows", "Fonts");
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return "/System/Library/Fonts";
            yield return "/Library/Fonts";
            yield return Path.Combine(home, "Library", "Fonts");
        }
        else
        {
            yield return "/usr/share/fonts";
            yield return "/usr/local/share/fonts";
            yield return Path.Combine(home, ".local", "share", "fonts");
            yield return Path.Combine(home, ".fonts");
        }
    }

    // Sorted, because the order of a folder depends on the file system, and the same machine must choose the same font.
    private static IEnumerable<string> Fonts(string folder) =>
        Directory.EnumerateFiles(folder, "*.ttf", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 5,
            IgnoreInaccessible = true,
            MatchCasing = MatchCasing.CaseInsensitive,
        }).Order(StringComparer.Ordinal);
}
