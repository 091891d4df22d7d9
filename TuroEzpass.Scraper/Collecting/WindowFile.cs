using NodaTime;
using TuroEzpass.Core;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Reads a collected file in the same way as the import, to count its rows and check that they are the requested ones.</summary>
internal static class WindowFile
{
    /// <summary>Counts the rows that the site counts: all but the statement's own total.</summary>
    /// <exception cref="CollectionStoppedException">The file has another layout, or rows of other days.</exception>
    public static int CountTolls(PortalDefinition portal, string name, byte[] bytes, string layout, DayWindow window)
    {
        Statement statement;
        try
        {
            statement = new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(name, bytes);
        }
        catch (InputException fault)
        {
            throw new CollectionStoppedException(RunReason.LayoutChanged, $"The file from {portal.Name} can't be read: {fault.Message}", "transactions.export.layout");
        }

        if (statement.Layout.Id != layout)
            throw new CollectionStoppedException(RunReason.LayoutChanged, $"The file from {portal.Name} has the layout {statement.Layout.Id}, but its definition expects {layout}. Check the file, then correct 'layout' in {portal.Id}.yaml.", "transactions.export.layout");
        var by = portal.Transactions.Filter?.By;
        var strange = by is null ? 0 : statement.Rows.Count(row => IsOutside(row, by.Value, window));
        if (strange > 0)
            throw new CollectionStoppedException(RunReason.Incomplete, $"{strange} of {statement.Rows.Count} rows from {portal.Name} are outside {window}, so the site ignored the dates. Nothing was imported. Run it again; if it keeps happening, download the statement yourself.");
        return statement.Rows.Count(row => row.Kind != RowKind.Total);
    }

    /// <summary>Counts the trips in a file.</summary>
    /// <exception cref="CollectionStoppedException">It is not a trips file.</exception>
    public static int CountTrips(PortalDefinition portal, string name, byte[] bytes, LocalDate day)
    {
        try
        {
            return TripsReader.Read(name, bytes, day).Rows.Count;
        }
        catch (InputException fault)
        {
            throw new CollectionStoppedException(RunReason.LayoutChanged, $"The file from {portal.Name} can't be read: {fault.Message}", "transactions.export");
        }
    }

    private static bool IsOutside(in StatementRow row, FilteredBy by, DayWindow window)
    {
        var days = new[] { by == FilteredBy.Posted ? TravelTime.None : row.Travel, by == FilteredBy.Travel ? TravelTime.None : row.Posted }
            .Where(day => day.HasDate).Select(day => day.Date).ToList();
        return days.Count > 0 && !days.Exists(window.Has);
    }
}
