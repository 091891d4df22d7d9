using Microsoft.AspNetCore.Razor.TagHelpers;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary><c>&lt;outcome value="Matched" /&gt;</c>: a toll's outcome, explained on hover and focus. <c>brief</c> omits the explanation:
/// long lists would otherwise have a Tab stop on each line.</summary>
[HtmlTargetElement("outcome", TagStructure = TagStructure.WithoutEndTag)]
public sealed class OutcomeTag : TagHelper
{
    /// <summary>The outcome's name in the API.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether to omit the explanation.</summary>
    public bool Brief { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Badge.Write(output, Words.Outcome(Value), Brief, context);
}

/// <summary><c>&lt;claim-state value="…" /&gt;</c>: a claim's state, in the same way.</summary>
[HtmlTargetElement("claim-state", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ClaimStateTag : TagHelper
{
    /// <summary>The state.</summary>
    public ClaimState Value { get; set; }

    /// <summary>Whether to omit the explanation.</summary>
    public bool Brief { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Badge.Write(output, Words.Claims[Value], Brief, context);
}

/// <summary>Draws the badges.</summary>
internal static class Badge
{
    public static void Write(TagHelperOutput output, Word word, bool isBrief, TagHelperContext context)
    {
        (output.TagName, output.TagMode) = ("span", TagMode.StartTagAndEndTag);
        if (isBrief || word.Meaning.Length == 0)
        {
            output.AddClasses($"badge {word.Tone}");
            output.Content.SetContent(word.Name);
            return;
        }

        // CSS shows the tip on hover and focus; ui.js hides it on Escape.
        var id = $"tip-{context.UniqueId[..8]}";
        var label = TagOutputs.Element("button", $"badge {word.Tone}", word.Name);
        label.Attributes["type"] = "button";
        label.Attributes["aria-describedby"] = id;
        var tip = TagOutputs.Element("span", "tip-text", word.Meaning);
        tip.Attributes["role"] = "tooltip";
        tip.Attributes["id"] = id;
        output.AddClasses("tip");
        output.Content.AppendHtml(label).AppendHtml(tip);
    }
}

/// <summary><c>&lt;days-left days="…" /&gt;</c>: how much of the 90 days to file is left.</summary>
[HtmlTargetElement("days-left", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DaysLeftTag : TagHelper
{
    private const int Window = 90;

    /// <summary>Days left; negative after the deadline, null without a deadline.</summary>
    public int? Days { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (output.TagName, output.TagMode) = ("span", TagMode.StartTagAndEndTag);
        var tone = Days switch { null => "plain", < 0 => "bad", <= 7 => "bad", <= 14 => "warn", _ => "good" };
        output.AddClasses($"days-left {tone}");
        var text = Days switch { null => "No deadline", < -1 => $"{-Days} days late", -1 => "1 day late", 0 => "Last day", 1 => "1 day left", _ => $"{Days} days left" };
        var width = Days is { } left ? Math.Clamp(left, 0, Window) : 0;
        output.Content.SetHtmlContent(
            $"""<svg viewBox="0 0 {Window} 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="{Window}" height="6" rx="3"/><rect class="fill" width="{width}" height="6" rx="3"/></svg>""");
        output.Content.AppendHtml(TagOutputs.Element("span", "num", text));
    }
}
