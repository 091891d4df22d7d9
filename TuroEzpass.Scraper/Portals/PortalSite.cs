namespace TuroEzpass.Scraper.Portals;

/// <summary>A portal's addresses: its own site, or the simulator, which alone may use plain http and this machine.</summary>
public sealed class PortalSite
{
    private readonly string root;
    private readonly HashSet<string> origins;

    /// <summary>Creates a portal's addresses.</summary>
    /// <param name="portal">The definition.</param>
    /// <param name="simulator">The simulator's address; null for the real site.</param>
    public PortalSite(PortalDefinition portal, Uri? simulator)
    {
        ArgumentNullException.ThrowIfNull(portal);
        IsSimulated = simulator is not null;
        root = simulator is null ? portal.Site.TrimEnd('/') : $"{simulator.GetLeftPart(UriPartial.Authority)}/{portal.Id}";
        origins = simulator is null
            ? [.. portal.Origins.Append(portal.Site).Select(origin => Origin(new Uri(origin)))]
            : [Origin(simulator)];
    }

    /// <summary>Whether it is the simulator.</summary>
    public bool IsSimulated { get; }

    /// <summary>The hosts that may be visited.</summary>
    public IEnumerable<string> Hosts => origins.Select(origin => new Uri(origin).Host);

    /// <summary>The address of a path.</summary>
    public Uri Address(string path) => new(root + path);

    /// <summary>The path of an address, as definitions write it.</summary>
    public string PathOf(string address) =>
        address.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? address[root.Length..] : Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.PathAndQuery : address;

    /// <summary>Whether an address may be visited.</summary>
    public bool Allows(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "data" or "blob" or "about" || origins.Contains(Origin(uri)));

    /// <summary>An address's origin, for messages; the rest may contain private data.</summary>
    public static string Origin(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetLeftPart(UriPartial.Authority).ToLowerInvariant();
    }
}
