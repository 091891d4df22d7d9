using System.Diagnostics;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Waits until the table on the page has finished loading.</summary>
internal sealed class TablePage(Visit visit, RowTable table)
{
    private const string RowKey = "transactions.table.row";
    private readonly object spec = TableView.Spec(table);

    /// <summary>The first page of a search. It must stay unchanged; an empty one for longer, because some sites show "nothing found" before the rows arrive.</summary>
    public async Task<TableView> FirstAsync(CancellationToken cancellation)
    {
        TableView? last = null;
        var still = Stopwatch.StartNew();
        await visit.UntilAsync(RowKey, table.Row, async () =>
        {
            var view = await LookAsync().ConfigureAwait(false);
            if (last is null || !last.Equals(view) || visit.Fence.IsBusy || !IsWhole(view))
                still.Restart();
            last = view;
            return still.Elapsed > (view.Rows.Count == 0 ? visit.Timing.EmptyTime : visit.Timing.StillTime);
        }, cancellation).ConfigureAwait(false);
        return Checked(last!);
    }

    /// <summary>The next page.</summary>
    public async Task<TableView> NextAsync(TableView before, CancellationToken cancellation)
    {
        var count = before.CountOf(table);
        TableView? last = null;
        var still = Stopwatch.StartNew();
        await visit.UntilAsync("transactions.table.pager.next", table.Pager!.Next, async () =>
        {
            var view = await LookAsync().ConfigureAwait(false);
            var now = view.CountOf(table);
            var isNext = IsWhole(view) && view.Rows.Count > 0 && !view.HasRowsOf(before)
                && (count?.To is not { } to || now?.From == to + 1)
                && (table.Pager.Current.Length == 0 || view.Current != before.Current);
            // A counter that shows row numbers proves that these are the new rows; without it the rows must stay unchanged.
            var isProven = isNext && count?.To is not null;
            if (last is null || !last.Equals(view) || visit.Fence.IsBusy || !isNext)
                still.Restart();
            last = view;
            return isProven || still.Elapsed > visit.Timing.StillTime;
        }, cancellation).ConfigureAwait(false);
        return Checked(last!);
    }

    private async Task<TableView> LookAsync() => TableView.Read(await visit.Page.EvaluateAsync<string>(TableView.Script, spec).ConfigureAwait(false));

    private bool IsWhole(TableView view)
    {
        if (view.IsLoading)
            return false;
        if (IsEmpty(view))
            return true;
        if (view.Rows.Count == 0)
            return false;
        return table.Counter is null || view.CountOf(table) switch
        {
            null => false,
            { From: { } from, To: { } to } => to - from + 1 == view.Rows.Count,
            _ => true,
        };
    }

    /// <summary>Whether the site says that there are no rows. Some sites say so in a table row.</summary>
    private bool IsEmpty(TableView view)
    {
        if (view.Rows.Count == 1 && view.Rows[0].Contains(null) && Visit.Matches(string.Join(' ', view.Rows[0]), visit.Portal.Transactions.Empty))
            view.Rows.Clear();
        return view.Rows.Count == 0 && Visit.Matches(view.Text, visit.Portal.Transactions.Empty);
    }

    private TableView Checked(TableView view)
    {
        for (var field = 0; field < table.Fields.Count; field++)
        {
            if (view.Rows.Any(row => row[field] is null))
                throw visit.Changed($"transactions.table.fields[{field}].cell", table.Fields[field].Cell, $"a row has no {table.Fields[field].Column}");
        }

        return view;
    }
}
