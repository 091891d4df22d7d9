namespace TuroEzpass.PortalSimulator.Access;

/// <summary>The IDs of the portals, as in the collector's definitions.</summary>
internal static class PortalIds
{
    public const string NewYork = "ezpassny";
    public const string NewJersey = "ezpassnj";
    public const string Pennsylvania = "paturnpike";
    public const string Turo = "turo";
}
