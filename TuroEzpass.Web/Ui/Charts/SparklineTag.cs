using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TuroEzpass.Web.Ui.Charts;

/// <summary><c>&lt;sparkline title="…" summary="…" values="…" places="…" /&gt;</c>: a figure over time, as a small line.</summary>
[HtmlTargetElement("sparkline", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SparklineTag(Viewer viewer) : TagHelper
{
    private const int Width = 160;
    private const int Height = 36;

    /// <summary>The chart's title.</summary>
    public string Title { get; set; } = "";

    /// <summary>The chart in one sentence, for screen readers.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The figures.</summary>
    public IReadOnlyList<long> Values { get; set; } = [];

    /// <summary>The labels for the table; without them there is no table.</summary>
    public IReadOnlyList<string> Places { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        if (Values.Count < 2)
        {
            output.SuppressOutput();
            return;
        }

        (output.TagName, output.TagMode) = ("figure", TagMode.StartTagAndEndTag);
        output.AddClasses("sparkline");
        var id = $"spark-{context.UniqueId[..8]}";
        var largest = Math.Max(1, Values.Max());
        var points = Values.Select((value, place) => string.Create(
            CultureInfo.InvariantCulture, $"{2 + (Width - 4.0) * place / (Values.Count - 1):0.#},{Height - 3 - (Height - 6.0) * Math.Max(0, value) / largest:0.#}"));
        output.Content.SetHtmlContent(
            $"""<svg viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{HtmlEncoder.Default.Encode(Title)}</title><desc id="{id}-d">{HtmlEncoder.Default.Encode(Summary)}</desc><polyline points="{string.Join(' ', points)}"/></svg>""");
        if (Places.Count == Values.Count)
            output.Content.AppendHtml(ChartTable.Of(Title, Places, [new Series(Title, Values)], viewer.Locale.Number));
    }
}
