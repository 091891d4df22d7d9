using System.ComponentModel.DataAnnotations;

namespace TuroEzpass.Api;

/// <summary>The configuration section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary>Requests per second that each user may send on average.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests that a user may send at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 200;

    /// <summary>Origins whose pages may call the API from a browser. Default: none.</summary>
    public IList<string> CorsOrigins { get; } = [];
}
