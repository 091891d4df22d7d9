using TuroEzpass.PortalSimulator.Access;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>An account's invented rows. A day's rows depend on the seed and the day alone: tomorrow's account has today's rows, and some more.</summary>
internal sealed class TollRows
{
    /// <summary>Days before the first that are thrown too, so that a credit finds its charge.</summary>
    private const int DaysBefore = 10;

    private const long PaymentCents = 100_00;
    private readonly string portal;
    private readonly SimulatorOptions options;
    private readonly DateOnly today;
    private readonly Identifiers identifiers;
    private readonly IReadOnlyList<TollRow> rows;
    private readonly TollRow inserted;
    private readonly bool byPosting;

    /// <summary>Throws the rows of an account.</summary>
    /// <param name="portal">The portal's id.</param>
    /// <param name="options">Seed, size, tags and plates.</param>
    /// <param name="today">The last day.</param>
    public TollRows(string portal, SimulatorOptions options, DateOnly today)
    {
        (this.portal, this.options, this.today) = (portal, options, today);
        identifiers = Identifiers.Of(portal, options);
        // New York's file has no posting date to search by; Pennsylvania's site is known to search by it, and New Jersey's sorts by travel.
        byPosting = portal != PortalIds.NewYork;
        rows = [.. Sorted(WithBalances(Throw()))];
        inserted = Toll(rows.Count == 0 ? 1 : rows.Max(row => row.Number) + 1, today, today.ToDateTime(new TimeOnly(0, 5)), new Dice(7)) with { BalanceCents = 50_00 };
    }

    /// <summary>The account's tags.</summary>
    public IReadOnlyList<string> Tags => identifiers.Tags;

    /// <summary>The account's plates, <c>NJ ABC1234</c>.</summary>
    public IReadOnlyList<string> Plates => identifiers.Plates;

    /// <summary>The last day that has rows.</summary>
    public DateOnly Today => today;

    /// <summary>The rows that a search finds, in the site's order.</summary>
    /// <param name="filter">The search.</param>
    /// <param name="hasInserted">Whether the row that came while somebody paged is there.</param>
    public IReadOnlyList<TollRow> Find(RowFilter filter, bool hasInserted) =>
        [.. (hasInserted ? rows.Prepend(inserted) : rows).Where(row => filter.Fits(row, byPosting ? row.Posted : row.Day))];

    private List<TollRow> Throw()
    {
        var thrown = new List<TollRow>();
        TollRow? charge = null;
        for (var day = today.DayNumber - options.Days + 1 - DaysBefore; day <= today.DayNumber; day++)
        {
            // So many rows until a day that any span of Days has exactly Rows.
            for (var number = Until(day); number < Until(day + 1); number++)
            {
                var row = One(number, DateOnly.FromDayNumber(day), charge);
                charge = row.Place == TollPlace.Zone ? row : null;
                thrown.Add(row);
            }
        }

        return [.. thrown.Where(row => row.Posted.DayNumber > today.DayNumber - options.Days)];
    }

    private long Until(int day) => (long)day * options.Rows / options.Days;

    private TollRow One(long number, DateOnly posted, TollRow? charge)
    {
        var dice = Dice.Of(options.Seed, portal, number);
        var morning = posted.ToDateTime(new TimeOnly(dice.Number(3, 6), dice.Number(0, 60), dice.Number(0, 60)));
        var at = posted.AddDays(-dice.Number(1, dice.Percent(10) ? 9 : 4)).ToDateTime(TimeOnly.MinValue).AddSeconds(dice.Number(5 * 3600, 86_400));
        return (number % 48) switch
        {
            7 or 23 or 39 => new TollRow(number, TollRowKind.Payment, morning, posted, -PaymentCents),
            20 => new TollRow(number, TollRowKind.Fee, morning, posted, 1_00),
            33 => new TollRow(number, TollRowKind.Adjustment, morning, posted, -1_74),
            10 => Toll(number, posted, at, dice) with { Place = TollPlace.Zone, Cents = TollPlace.Zone.Cents, Entry = null },
            11 when charge is not null => charge with { Number = number, Posted = posted, Place = TollPlace.ZoneCredit, Cents = TollPlace.ZoneCredit.Cents },
            _ => Toll(number, posted, at, dice),
        };
    }

    private TollRow Toll(long number, DateOnly posted, DateTime at, Dice dice)
    {
        var place = dice.Of(TollPlace.Of(portal));
        var isPlate = dice.Percent(12);
        return new TollRow(number, TollRowKind.Toll, at, posted, place.Cents)
        {
            Place = place,
            Entry = place.Entry.Length > 0 ? at.AddSeconds(-dice.Number(500, 3000)) : null,
            Tag = isPlate ? "" : dice.Of(identifiers.Tags),
            Plate = isPlate ? dice.Of(identifiers.Plates) : "",
        };
    }

    private static IEnumerable<TollRow> WithBalances(List<TollRow> thrown)
    {
        var balance = 250_00L;
        foreach (var row in thrown)
            yield return row with { BalanceCents = balance -= row.Cents };
    }

    private IEnumerable<TollRow> Sorted(IEnumerable<TollRow> all) => portal == PortalIds.Pennsylvania
        ? all.OrderByDescending(row => row.Posted).ThenByDescending(row => row.At).ThenByDescending(row => row.Number)
        : all.OrderByDescending(row => row.At).ThenByDescending(row => row.Number);
}
