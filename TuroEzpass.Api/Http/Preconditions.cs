using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace TuroEzpass.Api.Http;

/// <summary><c>ETag</c> and <c>If-Match</c>, against lost updates.</summary>
public static class Preconditions
{
    /// <summary>Reads <c>If-Match</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isRequired">Whether the header is required.</param>
    /// <param name="tag">The tag without its quotes; null if any version is accepted (<c>*</c>, or no header).</param>
    /// <returns>What is wrong; null if nothing.</returns>
    public static ProblemHttpResult? ReadIfMatch(this HttpContext context, bool isRequired, out string? tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        tag = null;
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return isRequired
                ? Problems.Of(StatusCodes.Status428PreconditionRequired, "Precondition required", "Send If-Match with the ETag of your last GET, so that you don't overwrite someone else's change.")
                : null;
        }

        if (!EntityTagHeaderValue.TryParse(header.ToString(), out var value) || value.IsWeak)
            return Problems.BadRequest("'If-Match' must contain exactly one ETag, in quotes, as the API returned it: If-Match: \"…\".");
        if (value != EntityTagHeaderValue.Any)
            tag = value.Tag.ToString().Trim('"');
        return null;
    }

    /// <summary>Adds an ETag to the response.</summary>
    public static void SetETag(this HttpContext context, string tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.ETag = $"\"{tag}\"";
    }
}
