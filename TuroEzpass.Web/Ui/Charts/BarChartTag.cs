using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui.Charts;

/// <summary><c>&lt;bar-chart title="…" summary="…" places="…" series="…" unit="Cents" /&gt;</c>: a bar for each place, stacked if there are
/// several series. Drawn on the server, with a table of the same figures.</summary>
[HtmlTargetElement("bar-chart", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BarChartTag(Viewer viewer) : TagHelper
{
    private const int Width = 640;
    private const int Height = 220;
    private const int Left = 64;
    private const int LabelLetters = 48;
    private const int Bottom = 26;
    private const int Top = 10;
    private const int Lines = 4;

    /// <summary>The chart's title.</summary>
    public string Title { get; set; } = "";

    /// <summary>The chart in one sentence, for screen readers.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The labels of the bars, in full, for the table: <c>Mar 2026</c>.</summary>
    public IReadOnlyList<string> Places { get; set; } = [];

    /// <summary>Short labels for the axis: <c>Mar</c>. Default: the full labels.</summary>
    public IReadOnlyList<string>? Labels { get; set; }

    /// <summary>The figures.</summary>
    public IReadOnlyList<Series> Series { get; set; } = [];

    /// <summary>The unit of the figures.</summary>
    public Unit Unit { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        (output.TagName, output.TagMode) = ("figure", TagMode.StartTagAndEndTag);
        output.AddClasses("chart");
        var id = $"chart-{context.UniqueId[..8]}";
        output.Content.SetHtmlContent(Draw(id));
        if (Series.Count > 1)
            output.Content.AppendHtml(Legend());
        output.Content.AppendHtml(ChartTable.Of(Title, Places, Series, Shown));
    }

    private string Draw(string id)
    {
        var top = ChartScale.TopOf(Enumerable.Range(0, Places.Count).Select(place => Series.Sum(one => one.Values[place])).DefaultIfEmpty().Max());
        var (plot, step) = (Height - Top - Bottom, (double)(Width - Left) / Math.Max(1, Places.Count));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Safe(Title)}</title><desc id="{id}-d">{Safe(Summary)}</desc>""");
        for (var line = 0; line <= Lines; line++)
        {
            var y = Top + plot - plot * line / Lines;
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{Left}" x2="{Width}" y1="{y}" y2="{y}"/><text class="axis" x="{Left - 8}" y="{y + 4}" text-anchor="end">{Safe(Short(top * line / Lines))}</text>""");
        }

        // Only as many labels as fit on a phone, where they are drawn larger.
        var labels = Labels ?? Places;
        var every = Math.Max(1, (int)Math.Ceiling(labels.Sum(label => label.Length + 1) / (double)LabelLetters));
        for (var place = 0; place < Places.Count; place++)
        {
            var (x, width, from) = (Left + step * place + step * 0.2, Math.Min(step * 0.6, 44), (double)(Top + plot));
            x += (step * 0.6 - width) / 2;
            foreach (var series in Series.Where(one => one.Values[place] > 0))
            {
                var height = (double)plot * series.Values[place] / top;
                from -= height;
                svg.Append(CultureInfo.InvariantCulture, $"""<rect class="tone-{series.Tone}" x="{x:0.##}" y="{from:0.##}" width="{width:0.##}" height="{Math.Max(height, 1):0.##}" rx="2"><title>{Safe($"{Places[place]}, {series.Name}: {Shown(series.Values[place])}")}</title></rect>""");
            }

            if (place % every == 0)
                svg.Append(CultureInfo.InvariantCulture, $"""<text class="axis" x="{x + width / 2:0.##}" y="{Height - 6}" text-anchor="middle">{Safe(labels[place])}</text>""");
        }

        return svg.Append("</svg>").ToString();
    }

    private string Legend() =>
        $"""<ul class="legend">{string.Concat(Series.Select(one => $"""<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="tone-{one.Tone}" width="10" height="10" rx="2"/></svg>{Safe(one.Name)}</li>"""))}</ul>""";

    private string Shown(long value) => Unit == Unit.Cents ? viewer.Locale.Money(new MoneyAmount(value)) : viewer.Locale.Number(value);

    /// <summary>For the axis: whole dollars without cents.</summary>
    private string Short(long value) => Unit == Unit.Count ? viewer.Locale.Number(value) : value % 100 == 0 ? $"${viewer.Locale.Number(value / 100)}" : Shown(value);

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
