using System.Text.RegularExpressions;

namespace TuroEzpass.Tests.Docs;

/// <summary>A part of the repository whose texts are written and checked together.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pattern">The paths of its files.</param>
internal sealed record Room(string Name, Regex Pattern);

/// <summary>The rooms of the repository. A file belongs to the first room whose pattern matches.</summary>
internal static partial class Rooms
{
    private static readonly string[] Kinds = [".md", ".cs", ".cshtml", ".razor", ".yaml", ".yml", ".template", ".sh", ".js", ".props"];

    private static readonly string[] Names = ["Dockerfile", "Caddyfile", "alive", "example.env", "test", "bench"];

    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "TestResults", "node_modules", "samples", "lib"];

    /// <summary>Rooms without any of the phrases. Add a room's name when its texts are rewritten; never take one out.</summary>
    public static IReadOnlyList<string> Covered { get; } = ["Documents", "Deployment", "Templates", "Alerts and mails", "Layouts and portals", "Settings", "Core", "Cli", "Benchmarks", "Tests", "Storage", "Contracts", "Api", "Scraper", "ServiceDefaults", "PortalSimulator", "AppHost", "World", "Web"];

    /// <summary>All rooms.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Documents", new(@"\.md$")),
        new("Deployment", new(@"^(deploy|\.github)/|^(test|bench)$")),
        new("Templates", new(@"\.template$")),
        new("Alerts and mails", new(@"^TuroEzpass\.Core/Alerts/alert-rules\.yaml$|^TuroEzpass\.Core/Alerts/(OwnerRules|WeeklyReport|Finding)\.cs$|^TuroEzpass\.Api/Alerts/Channels/(AlertMessage|MessageTexts|Courier|MailSender|HookTransport)\.cs$")),
        new("Layouts and portals", new(@"^TuroEzpass\.Core/Statements/.+\.yaml$|^TuroEzpass\.Scraper/Portals/.+\.yaml$")),
        new("Settings", new(@"/(NotifyOptions|ApiOptions|AuthOptions|WebOptions|StorageOptions|ScraperOptions|SimulatorOptions)\.cs$|^TuroEzpass\.Tests/Configuration/")),
        new("Core", new(@"^TuroEzpass\.Core/")),
        new("Storage", new(@"^TuroEzpass\.Storage/")),
        new("Contracts", new(@"^TuroEzpass\.Contracts/")),
        new("Api", new(@"^TuroEzpass\.Api/")),
        new("Scraper", new(@"^TuroEzpass\.Scraper/")),
        new("Web", new(@"^TuroEzpass\.Web/")),
        new("Cli", new(@"^TuroEzpass\.Cli/")),
        new("ServiceDefaults", new(@"^TuroEzpass\.ServiceDefaults/")),
        new("PortalSimulator", new(@"^TuroEzpass\.PortalSimulator/")),
        new("AppHost", new(@"^TuroEzpass\.AppHost/|^Directory\.")),
        new("World", new(@"^TuroEzpass\.World/")),
        new("Benchmarks", new(@"^TuroEzpass\.Benchmarks/")),
        // Quotes the phrases, so it is never covered.
        new("Phrases", new(@"^TuroEzpass\.Tests/Docs/WordTests\.cs$")),
        new("Tests", new(@"^TuroEzpass\.[A-Za-z.]*Tests/")),
    ];

    /// <summary>The files that people read, as paths in the repository.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith(".git/", StringComparison.Ordinal) && !file.Split('/').SkipLast(1).Any(NotOurs.Contains))
            .Where(file => Kinds.Contains(Path.GetExtension(file)) || Names.Contains(Path.GetFileName(file)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A room's files.</summary>
    public static IEnumerable<string> FilesOf(string room) => Files.Where(file => Of(file)?.Name == room);

    /// <summary>The room of a file; null if it has none.</summary>
    public static Room? Of(string file) => All.FirstOrDefault(room => room.Pattern.IsMatch(file));
}
