using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace TuroEzpass.Web.SignIn;

/// <summary>The page to return to after sign-in, always a local URL.</summary>
public static class ReturnUrls
{
    /// <summary>The sign-in page with the URL to return to.</summary>
    public static string SignIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // A POST can't be repeated: return to the page with the form.
        var wanted = HttpMethods.IsGet(request.Method) ? request.GetEncodedPathAndQuery() : LocalReferer(request) ?? "/";
        return wanted == "/" ? "/sign-in" : QueryHelpers.AddQueryString("/sign-in", "returnUrl", wanted);
    }

    /// <summary>The URL if it is local; otherwise the Overview.</summary>
    public static string Local(string? wanted) => IsLocal(wanted) ? wanted! : "/";

    /// <summary>Whether browsers treat the URL as local: <c>//host</c> and <c>/\host</c> are not.</summary>
    public static bool IsLocal(string? url) => url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    private static string? LocalReferer(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.Authority == request.Host.Value && IsLocal(from.PathAndQuery) ? from.PathAndQuery : null;
}
