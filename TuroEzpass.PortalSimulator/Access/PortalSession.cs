using TuroEzpass.PortalSimulator.Data;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>A browser's session at a portal.</summary>
internal sealed class PortalSession
{
    /// <summary>Whether the person is in; before that the code is awaited.</summary>
    public bool IsSignedIn { get; set; }

    /// <summary>Pages seen since.</summary>
    public int Pages { get; set; }

    /// <summary>The search that was made last: some sites keep it, and download what it found.</summary>
    public RowFilter Filter { get; set; } = RowFilter.All;
}
