using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>A page of a portal, always labeled as the simulator's.</summary>
/// <param name="title">The page's title.</param>
/// <param name="site">The site's name.</param>
/// <param name="main">The content.</param>
/// <param name="navigation">Links between the site's pages.</param>
internal sealed class Page(string title, string site, IHtmlContent main, IHtmlContent? navigation = null) : IResult
{
    /// <summary>The label on every page and in every title.</summary>
    public const string Banner = "Simulator — invented data, not the real site";

    /// <summary>The response's status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The names of the simulator's scripts that the page runs.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        await httpContext.Response.WriteAsync(Text(), httpContext.RequestAborted);
    }

    /// <summary>The page's markup.</summary>
    public string Text()
    {
        var scripts = Html.Join(Scripts.Select(script => Html.Of($"""<script src="/assets/{script}" defer></script>""")));
        using var writer = new StringWriter();
        Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title} · {site} · {Banner}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/assets/portal.css">
            {scripts}
            </head>
            <body>
            <aside class="simulator" id="simulator-banner" aria-label="Simulator">{Banner}</aside>
            <header><strong>{site}</strong>{navigation ?? Html.None}</header>
            <main>
            <h1>{title}</h1>
            {main}
            </main>
            </body>
            </html>
            """).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
