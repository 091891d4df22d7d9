using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace TuroEzpass.Web.Ui.Charts;

/// <summary>The table of a chart's figures, collapsed.</summary>
internal static class ChartTable
{
    public static IHtmlContent Of(string title, IReadOnlyList<string> places, IReadOnlyList<Series> series, Func<long, string> shown)
    {
        var head = Row(series.Select(one => Cell("th", one.Name, "col", "num")).Prepend(Cell("th", "", "col", null)));
        var body = new TagBuilder("tbody");
        for (var place = 0; place < places.Count; place++)
            body.InnerHtml.AppendHtml(Row(series.Select(one => Cell("td", shown(one.Values[place]), null, "num")).Prepend(Cell("th", places[place], "row", null))));
        var table = TagOutputs.Element("table", "plain");
        var caption = TagOutputs.Element("caption", "hidden", title);
        table.InnerHtml.AppendHtml(caption).AppendHtml(Wrap("thead", head)).AppendHtml(body);
        var details = TagOutputs.Element("details", "figures");
        details.InnerHtml.AppendHtml(TagOutputs.Element("summary", null, "Show as table")).AppendHtml(table);
        return details;
    }

    private static TagBuilder Wrap(string name, IHtmlContent content)
    {
        var made = new TagBuilder(name);
        made.InnerHtml.AppendHtml(content);
        return made;
    }

    private static TagBuilder Row(IEnumerable<IHtmlContent> cells)
    {
        var row = new TagBuilder("tr");
        foreach (var cell in cells)
            row.InnerHtml.AppendHtml(cell);
        return row;
    }

    private static TagBuilder Cell(string name, string text, string? scope, string? css)
    {
        var cell = TagOutputs.Element(text.Length == 0 ? "td" : name, css, text);
        if (scope is not null && text.Length > 0)
            cell.Attributes["scope"] = scope;
        return cell;
    }
}
