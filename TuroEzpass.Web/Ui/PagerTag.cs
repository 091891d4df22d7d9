using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;

namespace TuroEzpass.Web.Ui;

/// <summary><c>&lt;pager next="@Model.Next" /&gt;</c>: links to the first and the next page of a list. They keep the query and set
/// <c>cursor</c> in it. Shown only if there is more than one page.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerTag : TagHelper
{
    /// <summary>The list's <c>next</c>.</summary>
    public string? Next { get; set; }

    /// <summary>The page's context.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var request = ViewContext.HttpContext.Request;
        var isFirst = !request.Query.ContainsKey("cursor");
        // Razor turns null into an empty string.
        var isLast = string.IsNullOrEmpty(Next);
        if (isLast && isFirst)
        {
            output.SuppressOutput();
            return;
        }

        (output.TagName, output.TagMode) = ("nav", TagMode.StartTagAndEndTag);
        output.AddClasses("pager");
        output.Attributes.SetAttribute("aria-label", "Pages");
        var kept = request.Query.Where(one => one.Key != "cursor").ToDictionary(one => one.Key, one => (string?)one.Value.ToString());
        if (!isFirst)
            output.Content.AppendHtml(Link("Back to the first page", QueryHelpers.AddQueryString(request.Path, kept)));
        if (!isLast)
            output.Content.AppendHtml(Link("Next page", QueryHelpers.AddQueryString(request.Path, kept.Append(KeyValuePair.Create("cursor", (string?)Next)))));
    }

    private static TagBuilder Link(string text, string href)
    {
        var link = TagOutputs.Element("a", "button", text);
        link.Attributes["href"] = href;
        return link;
    }
}
