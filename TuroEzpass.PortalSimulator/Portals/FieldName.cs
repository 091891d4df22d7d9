namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>A field of a form.</summary>
/// <param name="Name">The field's name in the form; also its ID, unless <paramref name="Id"/> is given.</param>
/// <param name="Label">The label.</param>
/// <param name="Id">The field's ID.</param>
internal sealed record FieldName(string Name, string Label, string? Id = null)
{
    public string IdOrName => Id ?? Name;
}
