namespace TuroEzpass.Contracts;

/// <summary>Values of a problem document's <c>type</c> that clients act on.</summary>
public static class ProblemTypes
{
    /// <summary>With 503: the system is down for maintenance; <c>detail</c> is the operators' message.</summary>
    public const string Maintenance = "urn:turoezpass:maintenance";
}
