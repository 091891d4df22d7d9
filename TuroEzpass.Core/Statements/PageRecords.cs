using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace TuroEzpass.Core.Statements;

/// <summary>Reads the tables of a saved web page as text cells. Nothing on the page is run or fetched.</summary>
internal static class PageRecords
{
    /// <summary>A saved page has a few hundred kilobytes; the tree of a much larger one would fill the memory.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>A page of tables takes a second; reading is canceled for a page made to be slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Every table with its rows, numbered from 1 within the table; a table inside a cell is a separate table.</summary>
    /// <exception cref="InputException">The page is too large.</exception>
    public static IReadOnlyList<(string Table, IReadOnlyList<(int Line, string[] Cells)> Rows)> Read(string fileName, byte[] bytes)
    {
        if (bytes.Length > MostBytes)
            throw new InputException(fileName, null, $"this web page is larger than {MostBytes / (1024 * 1024)} MB.", "Show fewer days on the site and save the page again, or use the site's CSV or Excel export.");
        using var clock = new CancellationTokenSource(Patience);
        try
        {
            // A stream, because only then can parsing be canceled.
            using var stream = new MemoryStream(FileContent.Utf8Text(bytes).ToArray(), writable: false);
            return Tables(new HtmlParser().ParseDocumentAsync(stream, clock.Token).GetAwaiter().GetResult());
        }
        catch (OperationCanceledException)
        {
            throw new InputException(fileName, null, $"this web page could not be read within {Patience.TotalSeconds:0} seconds.", "Use the site's CSV or Excel export instead.");
        }
    }

    /// <summary>Walks through the page without recursion: pages can be nested deeper than the stack allows.</summary>
    private static List<(string, IReadOnlyList<(int, string[])>)> Tables(INode page)
    {
        var tables = new List<(string, IReadOnlyList<(int, string[])>)>();
        var open = new Stack<Table>();
        for (var node = page.FirstChild; node is not null;)
        {
            Enter(node, open, tables);
            if (node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null)
            {
                Leave(node, open);
                if (node.NextSibling is { } next)
                {
                    node = next;
                    break;
                }

                node = node.Parent == page ? null : node.Parent;
            }
        }

        return tables;
    }

    private static void Enter(INode node, Stack<Table> open, List<(string, IReadOnlyList<(int, string[])>)> tables)
    {
        if (node is IText text)
        {
            if (open.TryPeek(out var around) && around.Cell is not null)
                around.Text.Append(text.Data);
            return;
        }

        if (node is not IElement element)
            return;
        if (Is(element, ["TABLE"], ["table", "grid"]))
        {
            open.Push(new Table(element));
            tables.Add(($"table {tables.Count + 1}", open.Peek().Rows));
        }
        else if (open.TryPeek(out var table))
        {
            if (table.Row is null && Is(element, ["TR"], ["row"]))
                (table.Row, table.Cells) = (element, []);
            else if (table.Row is not null && table.Cell is null && Is(element, ["TD", "TH"], ["cell", "gridcell", "columnheader", "rowheader"]))
                table.Cell = element;
            else if (table.Cell is not null && element.TagName is "BR" or "DIV" or "P" or "LI")
                table.Text.Append(' ');
        }
    }

    private static void Leave(INode node, Stack<Table> open)
    {
        if (!open.TryPeek(out var table))
            return;
        if (node == table.Cell)
        {
            table.Cells.Add(string.Join(' ', table.Text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('\u200B', '\u200E', '\u200F'));
            table.Text.Clear();
            table.Cell = null;
        }
        else if (node == table.Row)
        {
            table.Rows.Add((table.Rows.Count + 1, [.. table.Cells]));
            table.Row = null;
        }
        else if (node == table.Element)
        {
            open.Pop();
        }
    }

    private static bool Is(IElement element, ReadOnlySpan<string> tags, ReadOnlySpan<string> roles) =>
        tags.Contains(element.TagName) || (element.GetAttribute("role") is { } role && roles.Contains(role));

    private sealed class Table(IElement element)
    {
        public IElement Element => element;

        public List<(int, string[])> Rows { get; } = [];

        public IElement? Row { get; set; }

        public IElement? Cell { get; set; }

        public List<string> Cells { get; set; } = [];

        public StringBuilder Text { get; } = new();
    }
}
