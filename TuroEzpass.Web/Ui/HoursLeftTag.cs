using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;

namespace TuroEzpass.Web.Ui;

/// <summary><c>&lt;hours-left until="…" of="48" /&gt;</c>: the hours left until a deadline, as a bar. Shows nothing without a deadline.</summary>
[HtmlTargetElement("hours-left", TagStructure = TagStructure.WithoutEndTag)]
public sealed class HoursLeftTag(IClock clock) : TagHelper
{
    /// <summary>The deadline, ISO 8601.</summary>
    public string? Until { get; set; }

    /// <summary>The length of the whole period, in hours.</summary>
    public int Of { get; set; } = 48;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Moments.InstantOf(Until) is not { } end)
        {
            output.SuppressOutput();
            return;
        }

        (output.TagName, output.TagMode) = ("span", TagMode.StartTagAndEndTag);
        var left = (end - clock.GetCurrentInstant()).TotalHours;
        output.AddClasses($"days-left {(left <= 12 ? "bad" : left <= 24 ? "warn" : "good")}");
        var width = Math.Clamp(left / Of, 0, 1) * 90;
        output.Content.SetHtmlContent(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg viewBox="0 0 90 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="90" height="6" rx="3"/><rect class="fill" width="{width:0.#}" height="6" rx="3"/></svg>"""));
        output.Content.AppendHtml(TagOutputs.Element("span", "num", Text(left)));
    }

    /// <summary>The hours in words: <c>20 hours left</c>, <c>Expired</c>.</summary>
    public static string Text(double hours) => hours switch
    {
        <= 0 => "Expired",
        < 1 => "Less than 1 hour left",
        < 2 => "1 hour left",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(hours):0} hours left"),
    };
}
