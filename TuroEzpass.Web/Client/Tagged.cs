namespace TuroEzpass.Web.Client;

/// <summary>An editable resource with the ETag that a change must send.</summary>
/// <param name="Value">The resource.</param>
/// <param name="ETag">The ETag without quotes.</param>
public sealed record Tagged<T>(T Value, string ETag);
