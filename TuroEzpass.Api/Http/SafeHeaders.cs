namespace TuroEzpass.Api.Http;

/// <summary>Tells browsers what no answer of the API is: a page, a script, something to be framed or kept by others.</summary>
internal static class SafeHeaders
{
    public static IApplicationBuilder UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the last moment: a fault clears the headers that are there before.
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
            // The page that describes the API has scripts of its own.
            headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        }

        return Task.CompletedTask;
    }
}
