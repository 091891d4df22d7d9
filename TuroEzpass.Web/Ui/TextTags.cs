using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary><c>&lt;money value="…" /&gt;</c>: an amount to the cent, in the viewer's format; a dash if there is none.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MoneyTag(Viewer viewer) : TagHelper
{
    /// <summary>The amount.</summary>
    public MoneyAmount? Value { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (output.TagName, output.TagMode) = ("span", TagMode.StartTagAndEndTag);
        output.AddClasses("num");
        output.Content.SetContent(Value is null ? "–" : viewer.Locale.Money(Value));
    }
}

/// <summary><c>&lt;number value="…" /&gt;</c>: a whole number, in the viewer's format.</summary>
[HtmlTargetElement("number", TagStructure = TagStructure.WithoutEndTag)]
public sealed class NumberTag(Viewer viewer) : TagHelper
{
    /// <summary>The number.</summary>
    public long Value { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (output.TagName, output.TagMode) = ("span", TagMode.StartTagAndEndTag);
        output.AddClasses("num");
        output.Content.SetContent(viewer.Locale.Number(Value));
    }
}

/// <summary><c>&lt;when at="…" /&gt;</c>: a date or time from the API as <c>&lt;time&gt;</c>; a dash if there is none, and the text itself if it
/// is not a date.</summary>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTag(Viewer viewer, IClock clock) : TagHelper
{
    /// <summary>The API's text.</summary>
    public string? At { get; set; }

    /// <summary>Which part to show.</summary>
    public WhenShown Show { get; set; } = WhenShown.Full;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (output.TagName, output.TagMode) = ("time", TagMode.StartTagAndEndTag);
        output.AddClasses("num");
        if (Moments.Read(At, viewer.Zone) is not var (day, time))
        {
            output.TagName = "span";
            output.Content.SetContent(string.IsNullOrEmpty(At) ? "–" : At);
            return;
        }

        var full = viewer.Locale.Date(day) + (time is { } of ? $", {viewer.Locale.Time(of)}" : "");
        output.Attributes.SetAttribute("datetime", At);
        if (Show == WhenShown.Relative && Moments.InstantOf(At) is { } moment)
        {
            output.Attributes.SetAttribute("title", full);
            output.Content.SetContent(Moments.Relative(moment, clock.GetCurrentInstant()));
            return;
        }

        output.Content.SetContent(Show switch { WhenShown.Date => viewer.Locale.Date(day), WhenShown.Time when time is { } alone => viewer.Locale.Time(alone), _ => full });
    }
}

/// <summary>Which part of a moment to show.</summary>
public enum WhenShown
{
    /// <summary>Day and time.</summary>
    Full,

    /// <summary>The day.</summary>
    Date,

    /// <summary>The time of day.</summary>
    Time,

    /// <summary>How long ago; date and time on hover.</summary>
    Relative,
}

/// <summary><c>&lt;copy text="…"&gt;Copy amount&lt;/copy&gt;</c>: a button that copies text. Hidden without scripts, so the page must
/// also show the text itself.</summary>
[HtmlTargetElement("copy")]
public sealed class CopyTag : TagHelper
{
    /// <summary>The text to copy.</summary>
    public string Text { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "button";
        output.AddClasses("button quiet small needs-script");
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("data-copy", Text);
        output.PreContent.SetHtmlContent(Icons.Svg("copy"));
    }
}

/// <summary>Helpers for tag output.</summary>
internal static class TagOutputs
{
    public static void AddClasses(this TagHelperOutput output, string classes)
    {
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", string.IsNullOrEmpty(own) ? classes : $"{classes} {own}");
    }

    public static TagBuilder Element(string name, string? css = null, string? text = null)
    {
        var made = new TagBuilder(name);
        if (css is not null)
            made.AddCssClass(css);
        if (text is not null)
            made.InnerHtml.Append(text);
        return made;
    }
}
