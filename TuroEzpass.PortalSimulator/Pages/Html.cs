using Microsoft.AspNetCore.Html;

namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>Creates markup from interpolated strings: values are encoded unless they are markup.</summary>
internal static class Html
{
    /// <summary>Nothing.</summary>
    public static readonly IHtmlContent None = HtmlString.Empty;

    /// <summary>Markup with encoded values.</summary>
    public static IHtmlContent Of(FormattableString markup) => new HtmlFormattableString(markup.Format, markup.GetArguments());

    /// <summary>Concatenates markup.</summary>
    public static IHtmlContent Join(IEnumerable<IHtmlContent> pieces)
    {
        var all = new HtmlContentBuilder();
        foreach (var piece in pieces)
            all.AppendHtml(piece);
        return all;
    }

    /// <summary>The markup if the condition is true, otherwise nothing.</summary>
    public static IHtmlContent If(bool condition, FormattableString markup) => condition ? Of(markup) : None;
}
