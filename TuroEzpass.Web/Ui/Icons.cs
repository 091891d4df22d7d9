using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TuroEzpass.Web.Ui;

/// <summary>Line icons on a 24 by 24 grid. They are decorative: the meaning is always also in text or in <c>aria-label</c>.</summary>
public static class Icons
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["overview"] = "M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-4H4zM14 8h6V4h-6z",
        ["review"] = "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
        ["claims"] = "M6 3h9l4 4v14H6zM15 3v4h4M9 12h6M9 16h6",
        ["trips"] = "M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 17h6a3 3 0 0 0 0-6h-4a3 3 0 0 1 0-6h6",
        ["tolls"] = "M5 21V5h6v16M3 21h10M11 9l10-3M7 9h2M7 13h2",
        ["fleet"] = "M4 16v-4l2-5h12l2 5v4zM4 12h16M6 16v2M18 16v2M7.5 14v.01M16.5 14v.01",
        ["imports"] = "M12 4v11M8 11l4 4 4-4M4 19h16",
        ["runs"] = "M4 12a8 8 0 0 1 14-5l2 2M20 4v5h-5M20 12a8 8 0 0 1-14 5l-2-2M4 20v-5h5",
        ["reports"] = "M5 20V10M12 20V4M19 20v-7M3 20h18",
        ["settings"] = "M4 7h9M17 7h3M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 17h3M11 17h9M9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        ["more"] = "M5 12h.01M12 12h.01M19 12h.01",
        ["copy"] = "M9 9h11v11H9zM5 15H4V4h11v1",
        ["check"] = "M5 12l5 5 9-10",
        ["alert"] = "M12 9v4M12 17v.01M12 3l9.5 17h-19z",
        ["info"] = "M12 11v5M12 8v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
        ["arrow"] = "M9 6l6 6-6 6",
        ["user"] = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6",
        ["theme"] = "M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z",
        ["external"] = "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
        ["system"] = "M4 5h16v5H4zM4 14h16v5H4zM8 7.5v.01M8 16.5v.01",
        ["download"] = "M12 4v11M8 11l4 4 4-4M5 20h14",
        ["print"] = "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
        ["close"] = "M6 6l12 12M18 6L6 18",
    };

    /// <summary>The icon with this name.</summary>
    public static IHtmlContent Svg(string name) => new HtmlString(
        $"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{Paths[name]}"/></svg>""");
}

/// <summary><c>&lt;icon name="claims" /&gt;</c>.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTag : TagHelper
{
    /// <summary>A name from <see cref="Icons"/>.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Svg(Name));
    }
}
