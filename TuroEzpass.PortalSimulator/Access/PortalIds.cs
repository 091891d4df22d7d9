namespace TuroEzpass.PortalSimulator.Access;

/// <summary>The ids of the portals, as the collector's definitions have them.</summary>
internal static class PortalIds
{
    public const string NewYork = "ezpassny";
    public const string NewJersey = "ezpassnj";
    public const string Pennsylvania = "paturnpike";
    public const string Turo = "turo";
}
