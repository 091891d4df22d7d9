using System.Text.Json;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

/// <summary>Why the API did not do something, in words for people (RFC 9457).</summary>
/// <param name="Status">The HTTP status; 503 where the API could not be reached at all.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Detail">Why, and what to do.</param>
public sealed record ApiProblem(int Status, string Title, string Detail)
{
    private const string UnreachableType = "urn:turoezpass:unreachable";

    /// <summary>What kind of problem; <see cref="ProblemTypes"/> names those that matter.</summary>
    public string? Type { get; init; }

    /// <summary>The trace in which the API noted it.</summary>
    public string? TraceId { get; init; }

    /// <summary>When trying again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Operators have closed the system for a while.</summary>
    public bool IsMaintenance => Type == ProblemTypes.Maintenance;

    /// <summary>The API did not answer, or something on the way to it says so.</summary>
    public bool IsUnreachable => Type == UnreachableType || (Status is 502 or 503 or 504 && !IsMaintenance);

    /// <summary>Somebody changed it meanwhile: show what is there now.</summary>
    public bool IsStale => Status == StatusCodes.Status412PreconditionFailed;

    /// <summary>There was no answer.</summary>
    public static ApiProblem Unreachable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "The server does not answer", "Nothing that was saved is lost. Try again in a moment.")
    {
        Type = UnreachableType,
    };

    /// <summary>Reads an answer that is no success.</summary>
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
            // Something between here and the API answered in its own words; the status says enough.
        }

        return new ApiProblem(status, document?.Title ?? "The server refused", document?.Detail ?? $"It answered {status} {response.ReasonPhrase}.")
        {
            Type = document?.Type,
            TraceId = document?.TraceId,
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    private sealed record Document(string? Type, string? Title, string? Detail, string? TraceId);
}

/// <summary>The API did not do what was asked. A page shows <see cref="Problem"/>; what no page catches becomes an error page.</summary>
public sealed class ApiException : Exception
{
    /// <summary>With what the API said.</summary>
    public ApiException(ApiProblem problem, Exception? inner = null)
        : base($"{problem?.Status} {problem?.Title}: {problem?.Detail}", inner)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>What it said.</summary>
    public ApiProblem Problem { get; }
}
