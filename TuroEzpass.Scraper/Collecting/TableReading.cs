using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Reads the table of a window page by page.</summary>
internal sealed class TableReading(Visit visit, RowTable table, PageCapture capture)
{
    private const int MostPages = 2_000;
    private readonly TablePage page = new(visit, table);

    /// <summary>Reads all pages.</summary>
    public async Task<WindowReader.Reading> ReadAsync(DayWindow window, TableView first, CancellationToken cancellation)
    {
        if (table.Size is { } size && await FilterForm.ChooseAsync(visit, "transactions.table.size", size, cancellation).ConfigureAwait(false))
            first = await page.FirstAsync(cancellation).ConfigureAwait(false);
        var total = first.CountOf(table)?.Of;
        var rows = new List<List<string?>>();
        var pictures = new List<byte[]>();
        for (var view = first; ; view = await TurnAsync(view, cancellation).ConfigureAwait(false))
        {
            Agree(view, rows, total);
            rows.AddRange(view.Rows);
            pictures.Add(await capture.ProofAsync(visit.Page).ConfigureAwait(false));
            visit.Tell($"Reading {window}: page {pictures.Count}, {rows.Count}{(total is { } of ? $" of {of}" : "")} rows");
            if (!HasNext(view))
                break;
            if (pictures.Count == MostPages)
                throw new CollectionStoppedException(RunReason.Incomplete, $"{visit.Portal.Name}, {window}: there are more than {MostPages} pages. Make 'days' in {visit.Portal.Id}.yaml smaller.");
        }

        if (total is { } counted && counted != rows.Count)
            throw new DisagreementException($"The site reports {counted} rows, but its pages contain {rows.Count}.");
        var name = $"{visit.Portal.Id}_{window.From:yyyy-MM-dd}_{window.Through:yyyy-MM-dd}.csv";
        var bytes = TableText.Of(table, rows);
        var read = WindowFile.CountTolls(visit.Portal, name, bytes, table.Layout, window);
        return read == rows.Count
            ? new WindowReader.Reading(new CollectedFile(name, bytes, PortalKind.Tolls), read, pictures)
            : throw new DisagreementException($"{rows.Count} rows were read, but only {read} of them are valid rows.");
    }

    private bool HasNext(TableView view) => table.Pager is not null && !view.IsLast && view.CanGoOn;

    private async Task<TableView> TurnAsync(TableView view, CancellationToken cancellation)
    {
        await visit.PauseAsync(cancellation).ConfigureAwait(false);
        visit.Fence.Forget();
        await visit.PressAsync("transactions.table.pager.next", table.Pager!.Next, cancellation).ConfigureAwait(false);
        return await page.NextAsync(view, cancellation).ConfigureAwait(false);
    }

    /// <summary>A new row on top moves the others down: the count changes, or the last row is repeated.</summary>
    private void Agree(TableView view, List<List<string?>> before, int? total)
    {
        var count = view.CountOf(table);
        if (count?.Of != total)
            throw new DisagreementException("Rows were added or removed while the pages were read.");
        if (count?.From is { } from && from != before.Count + 1)
            throw new DisagreementException($"The page begins with row {from}, but row {before.Count + 1} was expected.");
        if (total is null && before.Count > 0 && view.Rows.Count > 0 && before[^1].SequenceEqual(view.Rows[0]))
            throw new DisagreementException("The same row is on two pages.");
    }
}
