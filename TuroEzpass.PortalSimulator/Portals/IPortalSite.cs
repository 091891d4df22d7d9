using TuroEzpass.PortalSimulator.Access;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>The pages of one portal.</summary>
internal interface IPortalSite
{
    /// <summary>The portal's scenario, sessions and counts.</summary>
    Portal Portal { get; }

    /// <summary>The path of the first page.</summary>
    string Start { get; }

    /// <summary>Maps the pages below the portal's prefix.</summary>
    void Map(RouteGroupBuilder group);
}
