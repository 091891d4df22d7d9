using Microsoft.AspNetCore.Html;

namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>Markup from interpolated strings: what stands in the braces is encoded, unless it is markup itself.</summary>
internal static class Html
{
    /// <summary>Nothing.</summary>
    public static readonly IHtmlContent None = HtmlString.Empty;

    /// <summary>Markup with encoded values.</summary>
    public static IHtmlContent Of(FormattableString markup) => new HtmlFormattableString(markup.Format, markup.GetArguments());

    /// <summary>Several pieces, one after the other.</summary>
    public static IHtmlContent Join(IEnumerable<IHtmlContent> pieces)
    {
        var all = new HtmlContentBuilder();
        foreach (var piece in pieces)
            all.AppendHtml(piece);
        return all;
    }

    /// <summary>A piece, or nothing.</summary>
    public static IHtmlContent If(bool condition, FormattableString markup) => condition ? Of(markup) : None;
}
