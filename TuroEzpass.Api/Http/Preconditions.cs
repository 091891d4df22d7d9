using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace TuroEzpass.Api.Http;

/// <summary><c>ETag</c> and <c>If-Match</c> of what people edit.</summary>
public static class Preconditions
{
    /// <summary>Reads <c>If-Match</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isRequired">Whether it must be there.</param>
    /// <param name="tag">The tag without its quotes; null where any is right (<c>*</c>, or none given).</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static ProblemHttpResult? ReadIfMatch(this HttpContext context, bool isRequired, out string? tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        tag = null;
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return isRequired
                ? Problems.Of(StatusCodes.Status428PreconditionRequired, "Say what you saw", "Send the ETag of what you looked at in If-Match, so that nothing is changed that you have not seen.")
                : null;
        }

        if (!EntityTagHeaderValue.TryParse(header.ToString(), out var value) || value.IsWeak)
            return Problems.BadRequest("'If-Match' takes one ETag, as it was given: If-Match: \"…\".");
        if (value != EntityTagHeaderValue.Any)
            tag = value.Tag.ToString().Trim('"');
        return null;
    }

    /// <summary>Sends a tag with the answer.</summary>
    public static void SetETag(this HttpContext context, string tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.ETag = $"\"{tag}\"";
    }
}
