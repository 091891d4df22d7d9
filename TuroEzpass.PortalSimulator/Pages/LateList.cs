using Microsoft.AspNetCore.Html;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Scenarios;

namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>A list that looks empty for a moment in <c>empty-while-loading</c>.</summary>
internal static class LateList
{
    /// <summary>The list, or a placeholder until a script shows it.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="list">The list.</param>
    /// <param name="empty">The site's text for an empty list.</param>
    public static IHtmlContent Of(Portal portal, IHtmlContent list, string empty) => portal.Is(Scenario.EmptyWhileLoading)
        ? Html.Of($"""<div data-late="{portal.Options.LongLoadingMilliseconds}"><p>{empty}</p><template>{list}</template></div>""")
        : list;
}
