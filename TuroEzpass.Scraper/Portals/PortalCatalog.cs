using System.Reflection;
using TuroEzpass.Core;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Portals;

/// <summary>The known portals: the built-in ones, and an operator's own, which take precedence.</summary>
public sealed partial class PortalCatalog
{
    private readonly SortedDictionary<string, PortalDefinition> portals = new(StringComparer.Ordinal);

    private PortalCatalog(Uri? simulator) => Simulator = simulator;

    /// <summary>The simulator that is visited instead of the real sites; null for the real sites.</summary>
    public Uri? Simulator { get; }

    /// <summary>All portals, ordered by ID.</summary>
    public IReadOnlyCollection<PortalDefinition> Portals => portals.Values;

    /// <summary>Why an operator's files were rejected: file, line and what to do. The built-in definition stays in use.</summary>
    public IReadOnlyList<string> Refusals { get; private set; } = [];

    /// <summary>The portals for lists and forms, ordered by ID.</summary>
    public IReadOnlyList<PortalListing> Listings => [.. portals.Values.Select(portal => portal.Listing)];

    /// <summary>Loads the portals.</summary>
    /// <param name="folder">An operator's folder of <c>*.yaml</c> files; may be null or not exist.</param>
    /// <param name="simulator">The simulator's address; empty for the real sites.</param>
    /// <exception cref="ArgumentException">The simulator's address is not valid.</exception>
    public static PortalCatalog Load(string? folder = null, string simulator = "")
    {
        var catalog = new PortalCatalog(Parse(simulator));
        foreach (var portal in BuiltIn())
            catalog.portals[portal.Id] = portal;
        catalog.Refusals = [.. catalog.Override(folder)];
        return catalog;
    }

    /// <summary>The portal with this ID; null if there is none.</summary>
    public PortalDefinition? Find(string id) => portals.GetValueOrDefault(id);

    /// <summary>A portal's address.</summary>
    public PortalSite SiteOf(PortalDefinition portal) => new(portal, Simulator);

    private static IEnumerable<PortalDefinition> BuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("portals/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return PortalFile.Read(name, reader.ReadToEnd());
        }
    }

    private IEnumerable<string> Override(string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder) || !Directory.Exists(folder))
            yield break;
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            var refusal = Take(path, file, taken);
            if (refusal is not null)
                yield return refusal;
        }
    }

    private string? Take(string path, string file, Dictionary<string, string> taken)
    {
        try
        {
            var portal = PortalFile.Read(file, File.ReadAllText(path));
            if (!taken.TryAdd(portal.Id, file))
                return $"{file}: the portal '{portal.Id}' is already defined by {taken[portal.Id]}. Keep one of the two files.";
            portals[portal.Id] = portal;
            return null;
        }
        catch (InputException fault)
        {
            return $"{fault.Message} Until then, the built-in definition is used, if there is one.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{file}: the file can't be read ({fault.GetType().Name}). Make it readable for this user, or delete it.";
        }
    }

    private static Uri? Parse(string simulator) =>
        simulator.Length == 0 ? null
        : Uri.TryCreate(simulator, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new Uri(simulator)
        : throw new ArgumentException($"Scraper:Simulator '{simulator}' must be an address such as http://127.0.0.1:5183.", nameof(simulator));

    [LoggerMessage(LogLevel.Warning, "A portal definition was rejected: {Refusal}")]
    internal static partial void Refuse(ILogger log, string refusal);
}
