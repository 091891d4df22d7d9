using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace TuroEzpass.Web.SignIn;

/// <summary>Where a person wanted to go before they had to sign in. Only ever a place of this site.</summary>
public static class ReturnUrls
{
    /// <summary>The sign-in page, which leads back to what was asked for.</summary>
    public static string SignIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // What was posted can't be asked for again: back to the page whose form it was.
        var wanted = HttpMethods.IsGet(request.Method) ? request.GetEncodedPathAndQuery() : LocalReferer(request) ?? "/";
        return wanted == "/" ? "/sign-in" : QueryHelpers.AddQueryString("/sign-in", "returnUrl", wanted);
    }

    /// <summary>The place if it is one of this site; else the Overview.</summary>
    public static string Local(string? wanted) => IsLocal(wanted) ? wanted! : "/";

    /// <summary>Whether a browser would take it for a place of this site: <c>//host</c> and <c>/\host</c> are not.</summary>
    public static bool IsLocal(string? url) => url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    private static string? LocalReferer(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.Authority == request.Host.Value && IsLocal(from.PathAndQuery) ? from.PathAndQuery : null;
}
