namespace TuroEzpass.Contracts;

/// <summary>Values of a problem document's <c>type</c> that clients act on.</summary>
public static class ProblemTypes
{
    /// <summary>With 503: operators have closed the system for a while; <c>detail</c> says why and how long.</summary>
    public const string Maintenance = "urn:turoezpass:maintenance";
}
