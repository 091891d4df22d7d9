using TuroEzpass.PortalSimulator.Access;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>The pages of one portal.</summary>
internal interface IPortalSite
{
    /// <summary>Its scenario, sessions and counts.</summary>
    Portal Portal { get; }

    /// <summary>The path of the page where one begins.</summary>
    string Start { get; }

    /// <summary>Maps its pages below its prefix.</summary>
    void Map(RouteGroupBuilder group);
}
