using NodaTime;
using TuroEzpass.Core;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Reads a file that was collected as the import will, to count its rows and to see that they are what was asked for.</summary>
internal static class WindowFile
{
    /// <summary>Rows of a statement that the site counts: all but its own total.</summary>
    /// <exception cref="CollectionStoppedException">It is of another layout, or holds other days.</exception>
    public static int CountTolls(PortalDefinition portal, string name, byte[] bytes, string layout, DayWindow window)
    {
        Statement statement;
        try
        {
            statement = new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(name, bytes);
        }
        catch (InputException fault)
        {
            throw new CollectionStoppedException(RunReason.LayoutChanged, $"The file of {portal.Name} cannot be read: {fault.Message}", "transactions.export.layout");
        }

        if (statement.Layout.Id != layout)
            throw new CollectionStoppedException(RunReason.LayoutChanged, $"The file of {portal.Name} is of the layout {statement.Layout.Id}, where its definition expects {layout}. Correct 'layout' in {portal.Id}.yaml after you have looked at the file.", "transactions.export.layout");
        var by = portal.Transactions.Filter?.By;
        var strange = by is null ? 0 : statement.Rows.Count(row => IsOutside(row, by.Value, window));
        if (strange > 0)
            throw new CollectionStoppedException(RunReason.Incomplete, $"{strange} of {statement.Rows.Count} rows of {portal.Name} are of other days than {window}: the site did not take the dates. Nothing of this run counts; run it again, and if it stays so, download the statement by hand.");
        return statement.Rows.Count(row => row.Kind != RowKind.Total);
    }

    /// <summary>Trips of a file.</summary>
    /// <exception cref="CollectionStoppedException">It is no such file.</exception>
    public static int CountTrips(PortalDefinition portal, string name, byte[] bytes, LocalDate day)
    {
        try
        {
            return TripsReader.Read(name, bytes, day).Rows.Count;
        }
        catch (InputException fault)
        {
            throw new CollectionStoppedException(RunReason.LayoutChanged, $"The file of {portal.Name} cannot be read: {fault.Message}", "transactions.export");
        }
    }

    private static bool IsOutside(in StatementRow row, FilteredBy by, DayWindow window)
    {
        var days = new[] { by == FilteredBy.Posted ? TravelTime.None : row.Travel, by == FilteredBy.Travel ? TravelTime.None : row.Posted }
            .Where(day => day.HasDate).Select(day => day.Date).ToList();
        return days.Count > 0 && !days.Exists(window.Has);
    }
}
