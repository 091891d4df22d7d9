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
public sealed class TimeStripTag(Viewer viewer) : TagHelper
{
    private const int Wide = 640;
    private const int Narrow = 300;
    private const int RowHeight = 34;
    private const int Foot = 26;
    private const int DayWidth = 90;
    private const double LetterWidth = 7.5;

    /// <summary>What it shows.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it tells, in a sentence.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The toll's moment, ISO 8601 with offset.</summary>
    public string? At { get; set; }

    /// <summary>Other tolls' moments, marked more quietly.</summary>
    public IReadOnlyList<string> Marks { get; set; } = [];

    /// <summary>The stays, in the order in which they are drawn, one below the other.</summary>
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
        // A picture for each width, of which CSS shows one: letters of a picture that is made smaller can't be read.
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
            // A name is written where the bar begins, or before its end where the edge is near.
            // Where the bar is short, the name alone has to do.
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

    /// <summary>The days that begin in a span, a few at most, as the viewer writes them.</summary>
    private IEnumerable<(string Day, double X)> Midnights(Scale scale)
    {
        var (from, to) = (scale.Begin, scale.Begin + scale.Span);
        var (first, last) = (from.InZone(viewer.Zone).Date.PlusDays(1), to.InZone(viewer.Zone).Date);
        var most = scale.Width / DayWidth;
        var step = Math.Max(1, (Period.DaysBetween(first, last) + most) / most);
        // A label at the very edge would be cut.
        var edge = (to - from) * 0.04;
        for (var day = first; day <= last; day = day.PlusDays(step))
        {
            if (viewer.Zone.AtStartOfDay(day).ToInstant() is var at && from + edge < at && at < to - edge)
                yield return (viewer.Locale.Day(day), scale.X(at));
        }
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Where moments lie in a picture.</summary>
    private sealed record Scale(int Width, Instant Begin, Duration Span)
    {
        public double X(Instant moment) => Width * ((moment - Begin) / Span);
    }
}
