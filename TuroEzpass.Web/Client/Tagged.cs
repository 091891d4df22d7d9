namespace TuroEzpass.Web.Client;

/// <summary>Something that people edit, with the ETag that a change has to name.</summary>
/// <param name="Value">It.</param>
/// <param name="ETag">Without its quotes, as a form keeps it.</param>
public sealed record Tagged<T>(T Value, string ETag);
