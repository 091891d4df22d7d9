using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>A captcha's image. It is easy to read; only its presence matters.</summary>
internal static class CaptchaPicture
{
    /// <summary>The image, with a field for its text.</summary>
    public static IHtmlContent Field(string address, string name, string id) => Html.Of($"""
        <p><img class="imgcap" src="{address}" alt="Characters to type" width="160" height="48"></p>
        <p><label for="{id}">Type the characters that you see</label> <input id="{id}" name="{name}" autocomplete="off"></p>
        """);

    /// <summary>An image of a text, as SVG.</summary>
    public static IResult Of(string text)
    {
        var letters = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
            letters.Append(CultureInfo.InvariantCulture, $"<text x=\"{14 + (at * 22)}\" y=\"{30 + (at % 2 * 6)}\" font-size=\"24\">{HtmlEncoder.Default.Encode(text[at].ToString())}</text>");
        return Results.Text($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"48\"><rect width=\"160\" height=\"48\" fill=\"#eee\"/>{letters}<path d=\"M0 24 C40 0 120 48 160 20\" stroke=\"#666\" fill=\"none\"/></svg>", "image/svg+xml");
    }
}
