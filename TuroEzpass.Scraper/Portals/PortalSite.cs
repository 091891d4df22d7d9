namespace TuroEzpass.Scraper.Portals;

/// <summary>Where a portal is: its own site, or its place at the simulator, for which alone plain http and this machine are allowed.</summary>
public sealed class PortalSite
{
    private readonly string root;
    private readonly HashSet<string> origins;

    /// <summary>A portal's place.</summary>
    /// <param name="portal">Its definition.</param>
    /// <param name="simulator">The simulator's address; null for the site itself.</param>
    public PortalSite(PortalDefinition portal, Uri? simulator)
    {
        ArgumentNullException.ThrowIfNull(portal);
        IsSimulated = simulator is not null;
        root = simulator is null ? portal.Site.TrimEnd('/') : $"{simulator.GetLeftPart(UriPartial.Authority)}/{portal.Id}";
        origins = simulator is null
            ? [.. portal.Origins.Append(portal.Site).Select(origin => Origin(new Uri(origin)))]
            : [Origin(simulator)];
    }

    /// <summary>Whether it is the simulator's.</summary>
    public bool IsSimulated { get; }

    /// <summary>Hosts that may be visited.</summary>
    public IEnumerable<string> Hosts => origins.Select(origin => new Uri(origin).Host);

    /// <summary>The address of a path.</summary>
    public Uri Address(string path) => new(root + path);

    /// <summary>The path of an address, as definitions write it.</summary>
    public string PathOf(string address) =>
        address.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? address[root.Length..] : Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.PathAndQuery : address;

    /// <summary>Whether an address may be visited.</summary>
    public bool Allows(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "data" or "blob" or "about" || origins.Contains(Origin(uri)));

    /// <summary>An address for people: its origin only, for the rest may hold what is private.</summary>
    public static string Origin(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetLeftPart(UriPartial.Authority).ToLowerInvariant();
    }
}
