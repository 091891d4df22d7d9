namespace TuroEzpass.Api.Http;

/// <summary>Adds security headers: no response of the API is a page or a script, and none may be framed or cached by others.</summary>
internal static class SafeHeaders
{
    public static IApplicationBuilder UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the last moment: the exception handler clears headers that were set earlier.
        context.Response.OnStarting(Add, context);
        return next(context);
    });

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
        }
        else
        {
            // The API reference page needs its own scripts.
            headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        }

        return Task.CompletedTask;
    }
}
