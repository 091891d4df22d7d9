namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name in the form; also its id, unless <paramref name="Id"/> is given.</param>
/// <param name="Label">What people read.</param>
/// <param name="Id">Its id.</param>
internal sealed record FieldName(string Name, string Label, string? Id = null)
{
    public string IdOrName => Id ?? Name;
}
