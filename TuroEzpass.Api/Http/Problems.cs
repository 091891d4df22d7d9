using Microsoft.AspNetCore.Http.HttpResults;

namespace TuroEzpass.Api.Http;

/// <summary>Problem documents that explain the error and what to do (RFC 9457).</summary>
public static class Problems
{
    /// <summary>The item does not exist or belongs to another owner; the response is the same for both.</summary>
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "Not found", what);

    /// <summary>A value in the request is invalid.</summary>
    /// <param name="detail">Which value, and what it must be.</param>
    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, "Invalid request", detail);

    /// <summary>The request conflicts with the current state.</summary>
    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, "Conflict", detail);

    /// <summary>Any other problem.</summary>
    public static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}
