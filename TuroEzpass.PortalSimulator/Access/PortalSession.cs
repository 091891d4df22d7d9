using TuroEzpass.PortalSimulator.Data;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>A browser's session at a portal.</summary>
internal sealed class PortalSession
{
    /// <summary>Whether the user is signed in; until then a code is expected.</summary>
    public bool IsSignedIn { get; set; }

    /// <summary>The number of pages shown since sign-in.</summary>
    public int Pages { get; set; }

    /// <summary>The last search: some sites remember it, and their download contains its rows.</summary>
    public RowFilter Filter { get; set; } = RowFilter.All;
}
