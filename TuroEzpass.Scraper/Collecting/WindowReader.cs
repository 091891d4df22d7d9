using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Reads a window's data: from the site's export if it has one, otherwise from its table. Succeeds only if all of the
/// site's own counts agree.</summary>
internal sealed class WindowReader(Visit visit, PageCapture capture, CollectionOrder order)
{
    private readonly TransactionsPage transactions = visit.Portal.Transactions;

    /// <summary>The result of reading a window.</summary>
    /// <param name="File">The file; null if there is nothing.</param>
    /// <param name="Rows">The number of rows.</param>
    /// <param name="Pictures">Images of the pages that were read.</param>
    public sealed record Reading(CollectedFile? File, int Rows, IReadOnlyList<byte[]> Pictures);

    /// <summary>Reads the window; again if rows were added or removed meanwhile.</summary>
    /// <exception cref="CollectionStoppedException">It can't be read completely.</exception>
    public async Task<Reading> ReadAsync(DayWindow window, CancellationToken cancellation)
    {
        try
        {
            return await OnceAsync(window, cancellation).ConfigureAwait(false);
        }
        catch (DisagreementException first)
        {
            visit.Tell($"{first.Message} Reading {window} again");
            try
            {
                return await OnceAsync(window, cancellation).ConfigureAwait(false);
            }
            catch (DisagreementException second)
            {
                throw new CollectionStoppedException(RunReason.Incomplete, $"{visit.Portal.Name}, {window}: {second.Message} It was read twice. Nothing was imported. Run it again later; if it keeps happening, download the statement yourself.");
            }
        }
    }

    private async Task<Reading> OnceAsync(DayWindow window, CancellationToken cancellation)
    {
        var first = await SearchAsync(window, cancellation).ConfigureAwait(false);
        // Search again if the list is empty: a list that is still loading looks the same.
        if (first is { Rows.Count: 0 } && (first = await SearchAsync(window, cancellation).ConfigureAwait(false)) is { Rows.Count: 0 })
            return new Reading(null, 0, [await capture.ProofAsync(visit.Page).ConfigureAwait(false)]);
        if (transactions.Export is { } export)
        {
            var taker = new ExportTaker(visit, export);
            if (await taker.IsOfferedAsync(cancellation).ConfigureAwait(false))
                return await ExportAsync(taker, export, window, first, cancellation).ConfigureAwait(false);
            if (transactions.Table is null)
                return await visit.SeesAsync(new Sighting { Text = transactions.Empty }).ConfigureAwait(false)
                    ? new Reading(null, 0, [await capture.ProofAsync(visit.Page).ConfigureAwait(false)])
                    : throw visit.Changed("transactions.export.press", export.Press);
        }

        return await new TableReading(visit, transactions.Table!, capture).ReadAsync(window, first!, cancellation).ConfigureAwait(false);
    }

    private async Task<TableView?> SearchAsync(DayWindow window, CancellationToken cancellation)
    {
        await visit.GoAsync(transactions.Page, cancellation).ConfigureAwait(false);
        if (transactions.Filter is { } filter)
            await new FilterForm(visit, filter).SearchAsync(window, cancellation).ConfigureAwait(false);
        return transactions.Table is { } table ? await new TablePage(visit, table).FirstAsync(cancellation).ConfigureAwait(false) : null;
    }

    private async Task<Reading> ExportAsync(ExportTaker taker, SiteExport export, DayWindow window, TableView? first, CancellationToken cancellation)
    {
        visit.Tell($"Downloading {window}");
        var picture = await capture.ProofAsync(visit.Page).ConfigureAwait(false);
        var (siteName, bytes) = await taker.TakeAsync(cancellation).ConfigureAwait(false);
        var isTrips = visit.Portal.Kind == PortalKind.Trips;
        // A trips file's name contains its date; a statement's may contain the account number, so it is replaced.
        var name = isTrips ? siteName : NameOf(window, Path.GetExtension(siteName));
        var rows = isTrips
            ? WindowFile.CountTrips(visit.Portal, name, bytes, order.Through)
            : WindowFile.CountTolls(visit.Portal, name, bytes, export.Layout, window);
        if (first?.CountOf(transactions.Table!)?.Of is { } shown && shown != rows)
            throw new DisagreementException($"The site reports {shown} rows, but its export contains {rows}.");
        return new Reading(rows == 0 ? null : new CollectedFile(name, bytes, visit.Portal.Kind), rows, [picture]);
    }

    private string NameOf(DayWindow window, string ending) => $"{visit.Portal.Id}_{window.From:yyyy-MM-dd}_{window.Through:yyyy-MM-dd}{ending.ToLowerInvariant()}";
}
