using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>What the page shows of the table at one moment.</summary>
internal sealed class TableView
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The script that reads it, all at once, so that nothing changes in between.</summary>
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

    /// <summary>Reads what the script gave.</summary>
    public static TableView Read(string json) => JsonSerializer.Deserialize<TableView>(json, Json)!;

    /// <summary>The cells of each row, in the order of the definition's fields; null for a cell that its selector did not find.</summary>
    public List<List<string?>> Rows { get; set; } = [];

    /// <summary>The counter's text.</summary>
    public string? Counter { get; set; }

    /// <summary>Whether the site shows that it is loading.</summary>
    public bool IsLoading { get; set; }

    /// <summary>The present page's mark.</summary>
    public string? Current { get; set; }

    /// <summary>Whether what leads to the next page can be pressed.</summary>
    public bool CanGoOn { get; set; }

    /// <summary>Whether the mark of the last page is there.</summary>
    public bool IsLast { get; set; }

    /// <summary>The page's text where there are no rows.</summary>
    public string Text { get; set; } = "";

    /// <summary>What the script needs of a definition.</summary>
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

    /// <summary>What the counter says; null where it says nothing.</summary>
    public Count? CountOf(RowTable table)
    {
        if (table.Counter is not { } counter || Counter is null)
            return null;
        var match = Regex.Match(Counter, counter.Match, RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
        return match.Success && Number(match.Groups["of"]) is { } of ? new Count(Number(match.Groups["from"]), Number(match.Groups["to"]), of) : null;
    }

    /// <summary>Whether the same is shown.</summary>
    public bool Equals(TableView other) =>
        Counter == other.Counter && Current == other.Current && CanGoOn == other.CanGoOn && HasRowsOf(other);

    /// <summary>Whether the same rows are shown.</summary>
    public bool HasRowsOf(TableView other) => Rows.Count == other.Rows.Count && Rows.Zip(other.Rows).All(pair => pair.First.SequenceEqual(pair.Second));

    private static int? Number(Group group) =>
        group.Success && int.TryParse(group.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What a counter says.</summary>
    /// <param name="From">The first row shown, counted from 1; null where it does not say.</param>
    /// <param name="To">The last row shown.</param>
    /// <param name="Of">How many there are.</param>
    public sealed record Count(int? From, int? To, int Of);
}
