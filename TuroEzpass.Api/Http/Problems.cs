using Microsoft.AspNetCore.Http.HttpResults;

namespace TuroEzpass.Api.Http;

/// <summary>Answers that say what was wrong and what to do (RFC 9457).</summary>
public static class Problems
{
    /// <summary>There is no such thing, or it is another owner's: the two are not told apart.</summary>
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "Not found", what);

    /// <summary>A value of the request is wrong.</summary>
    /// <param name="detail">Which one, why, and what it takes.</param>
    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, "The request is wrong", detail);

    /// <summary>It cannot be done as things stand.</summary>
    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, "It cannot be done now", detail);

    /// <summary>Any other.</summary>
    public static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}
