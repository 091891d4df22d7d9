using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>A snapshot of the table on the page.</summary>
internal sealed class TableView
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The script that reads everything at once, so that nothing changes in between.</summary>
    public const string Script = """
        (spec) => {
          const visible = (element) => !!element && element.getClientRects().length > 0;
          const one = (selector) => selector ? document.querySelector(selector) : null;
          const text = (element) => element ? element.textContent.replace(/\s+/g, ' ').trim() : null;
          const rows = [...document.querySelectorAll(spec.row)].filter(visible)
            .map((row) => spec.cells.map((cell) => cell ? text(row.querySelector(cell)) : ''));
          const next = one(spec.next);
          const current = one(spec.current);
          return JSON.stringify({
            rows,
            counter: text(one(spec.counter)),
            isLoading: visible(one(spec.loading)),
            current: current ? current.getAttribute('aria-current') + ' ' + text(current) : null,
            canGoOn: visible(next) && !next.disabled && next.getAttribute('aria-disabled') !== 'true' && !next.closest('.disabled'),
            isLast: visible(one(spec.last)),
            text: rows.length === 0 && document.body ? document.body.innerText : '',
          });
        }
        """;

    /// <summary>Parses the script's result.</summary>
    public static TableView Read(string json) => JsonSerializer.Deserialize<TableView>(json, Json)!;

    /// <summary>The cells of each row, in the order of the definition's fields; null if a cell's selector matched nothing.</summary>
    public List<List<string?>> Rows { get; set; } = [];

    /// <summary>The counter's text.</summary>
    public string? Counter { get; set; }

    /// <summary>Whether the site shows that it is loading.</summary>
    public bool IsLoading { get; set; }

    /// <summary>The current page's number or label.</summary>
    public string? Current { get; set; }

    /// <summary>Whether the link to the next page can be clicked.</summary>
    public bool CanGoOn { get; set; }

    /// <summary>Whether the last page's marker is present.</summary>
    public bool IsLast { get; set; }

    /// <summary>The page's text, if there are no rows.</summary>
    public string Text { get; set; } = "";

    /// <summary>The parts of a definition that the script needs.</summary>
    public static object Spec(RowTable table) => new
    {
        row = table.Row,
        cells = table.Fields.Select(field => field.Cell).ToArray(),
        counter = table.Counter?.See ?? "",
        loading = table.Loading,
        next = table.Pager?.Next ?? "",
        current = table.Pager?.Current ?? "",
        last = table.Pager?.Last ?? "",
    };

    /// <summary>Parses the counter; null if it has no numbers.</summary>
    public Count? CountOf(RowTable table)
    {
        if (table.Counter is not { } counter || Counter is null)
            return null;
        var match = Regex.Match(Counter, counter.Match, RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
        return match.Success && Number(match.Groups["of"]) is { } of ? new Count(Number(match.Groups["from"]), Number(match.Groups["to"]), of) : null;
    }

    /// <summary>Whether both show the same.</summary>
    public bool Equals(TableView other) =>
        Counter == other.Counter && Current == other.Current && CanGoOn == other.CanGoOn && HasRowsOf(other);

    /// <summary>Whether both show the same rows.</summary>
    public bool HasRowsOf(TableView other) => Rows.Count == other.Rows.Count && Rows.Zip(other.Rows).All(pair => pair.First.SequenceEqual(pair.Second));

    private static int? Number(Group group) =>
        group.Success && int.TryParse(group.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A counter's numbers.</summary>
    /// <param name="From">The first row shown, from 1; null if not stated.</param>
    /// <param name="To">The last row shown; null if not stated.</param>
    /// <param name="Of">The total number of rows.</param>
    public sealed record Count(int? From, int? To, int Of);
}
