using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;

namespace TuroEzpass.Web.Ui.Charts;

/// <summary>A trip on a time strip.</summary>
/// <param name="Label">Its label.</param>
/// <param name="From">ISO 8601 with offset.</param>
/// <param name="To">ISO 8601 with offset.</param>
/// <param name="IsOther">Drawn in a muted color, for context only.</param>
public sealed record Stay(string Label, string From, string To, bool IsOther = false);

/// <summary><c>&lt;time-strip title="…" summary="…" at="…" stays="…" /&gt;</c>: trips as bars along the days, with a toll as a mark. <c>summary</c> says
/// everything that the picture shows.</summary>
[HtmlTargetElement("time-strip", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeStripTag(Viewer viewer) : TagHelper
{
    private const int Wide = 640;
    private const int Narrow = 300;
    private const int RowHeight = 34;
    private const int Foot = 26;
    private const int DayWidth = 90;
    private const double LetterWidth = 7.5;

    /// <summary>The picture's title.</summary>
    public string Title { get; set; } = "";

    /// <summary>The picture in one sentence, for screen readers.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The toll's time, ISO 8601 with offset.</summary>
    public string? At { get; set; }

    /// <summary>Other tolls' times, drawn as smaller marks.</summary>
    public IReadOnlyList<string> Marks { get; set; } = [];

    /// <summary>The trips, in the order drawn, one below the other.</summary>
    public IReadOnlyList<Stay> Stays { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        var stays = Stays.Select(stay => (Stay: stay, From: Moments.InstantOf(stay.From), To: Moments.InstantOf(stay.To))).Where(one => one.From < one.To).ToList();
        var marks = Marks.Select(Moments.InstantOf).OfType<Instant>().ToList();
        var moments = stays.SelectMany(one => new[] { one.From!.Value, one.To!.Value }).Concat(marks).Concat(Moments.InstantOf(At) is { } toll ? [toll] : []).ToList();
        if (moments.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        (output.TagName, output.TagMode) = ("figure", TagMode.StartTagAndEndTag);
        output.AddClasses("strip");
        var (first, last) = (moments.Min(), moments.Max());
        var margin = Duration.Max((last - first) * 0.06, Duration.FromHours(1));
        var id = $"strip-{context.UniqueId[..8]}";
        // One picture per width, and CSS shows one of them: text in a scaled-down picture is too small to read.
        foreach (var (width, css) in new[] { (Wide, "wide"), (Narrow, "narrow") })
            output.Content.AppendHtml(Drawing(new Scale(width, first - margin, last - first + margin * 2), stays, marks, $"{id}-{css}", css));
    }

    private string Drawing(Scale scale, List<(Stay Stay, Instant? From, Instant? To)> stays, List<Instant> marks, string id, string css)
    {
        var height = Math.Max(1, stays.Count) * RowHeight + Foot;
        var ground = height - Foot + 3;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg class="{css}" viewBox="0 0 {scale.Width} {height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Safe(Title)}</title><desc id="{id}-d">{Safe(Summary)}</desc><line class="base" x1="0" x2="{scale.Width}" y1="{ground}" y2="{ground}"/>""");
        foreach (var (day, x) in Midnights(scale))
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="day" x1="{x:0.#}" x2="{x:0.#}" y1="0" y2="{ground}"/><text class="scale" x="{x:0.#}" y="{height - 4}" text-anchor="middle">{Safe(day)}</text>""");
        foreach (var (row, (stay, from, to)) in stays.Index())
        {
            var (x, y, width) = (scale.X(from!.Value), row * RowHeight + 2, Math.Max(2, scale.X(to!.Value) - scale.X(from.Value)));
            // The label starts at the bar's start, or ends at its end near the right edge.
            // A short bar has room only for the name.
            var label = width < stay.Label.Length * LetterWidth ? stay.Label.Split(" · ")[0] : stay.Label;
            var (place, anchor) = x < scale.Width * 0.6 ? (x + 8, "start") : (x + width - 8, "end");
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="{(stay.IsOther ? "stay other" : "stay")}" x="{x:0.#}" y="{y}" width="{width:0.#}" height="{RowHeight - 8}" rx="5"/><text x="{place:0.#}" y="{y + 18}" text-anchor="{anchor}">{Safe(label)}</text>""");
        }

        foreach (var mark in marks.Select(scale.X))
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="at" x1="{mark:0.#}" x2="{mark:0.#}" y1="{ground - 8}" y2="{ground}"/>""");
        if (Moments.InstantOf(At) is { } at)
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="at" x1="{scale.X(at):0.#}" x2="{scale.X(at):0.#}" y1="0" y2="{ground + 2}"/>""");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The days that start in a period, at most a few, in the viewer's format.</summary>
    private IEnumerable<(string Day, double X)> Midnights(Scale scale)
    {
        var (from, to) = (scale.Begin, scale.Begin + scale.Span);
        var (first, last) = (from.InZone(viewer.Zone).Date.PlusDays(1), to.InZone(viewer.Zone).Date);
        var most = scale.Width / DayWidth;
        var step = Math.Max(1, (Period.DaysBetween(first, last) + most) / most);
        // A label at the very edge would be cut off.
        var edge = (to - from) * 0.04;
        for (var day = first; day <= last; day = day.PlusDays(step))
        {
            if (viewer.Zone.AtStartOfDay(day).ToInstant() is var at && from + edge < at && at < to - edge)
                yield return (viewer.Locale.Day(day), scale.X(at));
        }
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Positions of times in a picture.</summary>
    private sealed record Scale(int Width, Instant Begin, Duration Span)
    {
        public double X(Instant moment) => Width * ((moment - Begin) / Span);
    }
}
