using System.ComponentModel.DataAnnotations;

namespace TuroEzpass.Api;

/// <summary>The configuration section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary>Requests a second of one person, in the long run.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests at once of one person, after a quiet time.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 200;

    /// <summary>Origins whose pages may call the API from a browser; none unless named.</summary>
    public IList<string> CorsOrigins { get; } = [];
}
