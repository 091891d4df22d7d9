using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace TuroEzpass.Web.Ui;

/// <summary>What one page leaves for the next one (<c>TempData</c>): read by the page that a person sees next, and not by a request with
/// which a script brings the page they are on up to date. That one may come between a form and its answer.</summary>
internal sealed class PageNotes(CookieTempDataProvider cookie) : ITempDataProvider
{
    /// <summary>The header of such a request (<c>live.js</c>).</summary>
    public const string RefreshHeader = "X-Refresh";

    /// <inheritdoc />
    public IDictionary<string, object> LoadTempData(HttpContext context) => IsRefresh(context) ? new Dictionary<string, object>() : cookie.LoadTempData(context);

    /// <inheritdoc />
    public void SaveTempData(HttpContext context, IDictionary<string, object> values)
    {
        if (!IsRefresh(context))
            cookie.SaveTempData(context, values);
    }

    private static bool IsRefresh(HttpContext context) => context.Request.Headers.ContainsKey(RefreshHeader);
}
