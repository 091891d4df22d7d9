using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;

namespace TuroEzpass.Web.Ui.Charts;

/// <summary>A stay on a time strip.</summary>
/// <param name="Label">Whose it is.</param>
/// <param name="From">ISO 8601 with offset.</param>
/// <param name="To">ISO 8601 with offset.</param>
/// <param name="IsOther">Drawn quietly: shown for orientation only.</param>
public sealed record Stay(string Label, string From, string To, bool IsOther = false);

/// <summary><c>&lt;time-strip title="…" summary="…" at="…" stays="…" /&gt;</c>: trips as bars along the days, and a toll as a mark among them. The
/// picture adds nothing that <c>summary</c> does not say.</summary>
[HtmlTargetElement("time-strip", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeStripTag : TagHelper
{
    private const int Width = 640;
    private const int RowHeight = 34;
    private const int Foot = 8;

    /// <summary>What it shows.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it tells, in a sentence.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The toll's moment, ISO 8601 with offset.</summary>
    public string? At { get; set; }

    /// <summary>The stays, in the order in which they are drawn, one below the other.</summary>
    public IReadOnlyList<Stay> Stays { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        var stays = Stays.Select(stay => (Stay: stay, From: Moments.InstantOf(stay.From), To: Moments.InstantOf(stay.To))).Where(one => one.From < one.To).ToList();
        var moments = stays.SelectMany(one => new[] { one.From!.Value, one.To!.Value }).Concat(Moments.InstantOf(At) is { } toll ? [toll] : []).ToList();
        if (moments.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        (output.TagName, output.TagMode) = ("figure", TagMode.StartTagAndEndTag);
        output.AddClasses("strip");
        var (first, last) = (moments.Min(), moments.Max());
        var margin = Duration.Max((last - first) * 0.06, Duration.FromHours(1));
        var (begin, span) = (first - margin, last - first + margin * 2);
        double X(Instant moment) => Width * ((moment - begin) / span);
        var (id, height) = ($"strip-{context.UniqueId[..8]}", Math.Max(1, stays.Count) * RowHeight + Foot);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg viewBox="0 0 {Width} {height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Safe(Title)}</title><desc id="{id}-d">{Safe(Summary)}</desc><line class="base" x1="0" x2="{Width}" y1="{height - 1}" y2="{height - 1}"/>""");
        foreach (var (row, (stay, from, to)) in stays.Index())
        {
            var (x, y, width) = (X(from!.Value), row * RowHeight + 2, Math.Max(2, X(to!.Value) - X(from.Value)));
            var css = stay.IsOther ? "stay other" : "stay";
            // A name is written where the bar begins, or before it where the edge is near.
            var (place, anchor) = x < Width * 0.7 ? (x + 8, "start") : (x + width - 8, "end");
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="{css}" x="{x:0.#}" y="{y}" width="{width:0.#}" height="{RowHeight - 8}" rx="5"/><text x="{place:0.#}" y="{y + 18}" text-anchor="{anchor}">{Safe(stay.Label)}</text>""");
        }

        if (Moments.InstantOf(At) is { } at)
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="at" x1="{X(at):0.#}" x2="{X(at):0.#}" y1="2" y2="{height - 2}"/>""");
        output.Content.SetHtmlContent(svg.Append("</svg>").ToString());
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
