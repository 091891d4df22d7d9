using NodaTime;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.World;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>An account's rows, as a site searches them.</summary>
internal sealed class TollRows
{
    private readonly OpenAccount account;
    private readonly IReadOnlyList<NumberedLine> rows;
    private readonly NumberedLine inserted;
    private readonly bool byPosting;

    /// <summary>Creates an account's rows.</summary>
    /// <param name="portal">The portal's ID.</param>
    /// <param name="options">Seed, size, tags and plates.</param>
    /// <param name="today">The last day.</param>
    public TollRows(string portal, SimulatorOptions options, DateOnly today)
    {
        Today = today;
        var day = LocalDate.FromDateOnly(today);
        var identifiers = Identifiers.Of(portal, options);
        var home = portal switch { PortalIds.NewYork => Home.NewYork, PortalIds.NewJersey => Home.NewJersey, _ => Home.Pennsylvania };
        account = new OpenAccount(home, Identifiers.GuestsOf(options), day, options.Rows, identifiers.Tags);
        // New York's file has no posting date to search by. Pennsylvania's site searches by posting date; New Jersey's sorts by travel date.
        byPosting = portal != PortalIds.NewYork;
        var all = account.RowsUpToToday();
        rows = portal == PortalIds.Pennsylvania
            ? [.. all.OrderByDescending(row => row.Posted).ThenByDescending(row => row.At).ThenByDescending(row => row.Number)]
            : [.. all.OrderByDescending(row => row.At).ThenByDescending(row => row.Number)];
        inserted = account.Toll(rows.Count == 0 ? 1 : rows.Max(row => row.Number) + 1, day, day.At(new LocalTime(0, 5)), new Dice(7)) with { BalanceCents = 50_00 };
    }

    /// <summary>The account's tags.</summary>
    public IReadOnlyList<string> Tags => account.Tags;

    /// <summary>The account's plates, <c>NJ ABC1234</c>.</summary>
    public IReadOnlyList<string> Plates => account.Guests.Plates;

    /// <summary>The last day with rows.</summary>
    public DateOnly Today { get; }

    /// <summary>The rows that a search finds, in the site's order.</summary>
    /// <param name="filter">The search.</param>
    /// <param name="hasInserted">Whether to include the row that is added while someone turns pages.</param>
    public IReadOnlyList<NumberedLine> Find(RowFilter filter, bool hasInserted) =>
        [.. (hasInserted ? rows.Prepend(inserted) : rows).Where(row => filter.Fits(row, (byPosting ? row.Posted : row.At.Date).ToDateOnly()))];
}
