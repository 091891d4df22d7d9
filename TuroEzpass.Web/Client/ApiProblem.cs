using System.Text.Json;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

/// <summary>A problem from the API (RFC 9457).</summary>
/// <param name="Status">The HTTP status; 503 if the API is unreachable.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Detail">Why, and what to do.</param>
public sealed record ApiProblem(int Status, string Title, string Detail)
{
    private const string UnreachableType = "urn:turoezpass:unreachable";

    /// <summary>The problem type; <see cref="ProblemTypes"/> lists the known ones.</summary>
    public string? Type { get; init; }

    /// <summary>The API's trace ID.</summary>
    public string? TraceId { get; init; }

    /// <summary>When to retry.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The system is down for maintenance.</summary>
    public bool IsMaintenance => Type == ProblemTypes.Maintenance;

    /// <summary>The API did not respond, or a proxy reports that it did not.</summary>
    public bool IsUnreachable => Type == UnreachableType || (Status is 502 or 503 or 504 && !IsMaintenance);

    /// <summary>Someone else changed the resource in the meantime: show the current version.</summary>
    public bool IsStale => Status == StatusCodes.Status412PreconditionFailed;

    /// <summary>The problem for an API that did not respond.</summary>
    public static ApiProblem Unreachable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "Server not responding", "No saved data has been lost. Try again in a moment.")
    {
        Type = UnreachableType,
    };

    /// <summary>Reads an unsuccessful response.</summary>
    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(response);
        var (status, document) = ((int)response.StatusCode, (Document?)null);
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
                document = await response.Content.ReadFromJsonAsync<Document>(cancellation);
        }
        catch (JsonException)
        {
            // Not the API's JSON: a proxy responded. The status is enough.
        }

        return new ApiProblem(status, document?.Title ?? "Request rejected", document?.Detail ?? $"The server responded with {status} {response.ReasonPhrase}.")
        {
            Type = document?.Type,
            TraceId = document?.TraceId,
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    private sealed record Document(string? Type, string? Title, string? Detail, string? TraceId);
}

/// <summary>An API call failed. Pages show <see cref="Problem"/>; an uncaught one becomes an error page.</summary>
public sealed class ApiException : Exception
{
    /// <summary>Creates it from the API's problem.</summary>
    public ApiException(ApiProblem problem, Exception? inner = null)
        : base($"{problem?.Status} {problem?.Title}: {problem?.Detail}", inner)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>The API's problem.</summary>
    public ApiProblem Problem { get; }
}
