using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace TuroEzpass.Web.Ui;

/// <summary>Messages for the next page (<c>TempData</c>). Only a page that the person opens reads them. A script's refresh request does not: it may
/// arrive between a form and its response.</summary>
internal sealed class PageNotes(CookieTempDataProvider cookie) : ITempDataProvider
{
    /// <summary>The header of a refresh request (<c>live.js</c>).</summary>
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
