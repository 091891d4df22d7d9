using System.Globalization;
using NodaTime;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Hosts;

/// <summary>A row of a continuing account.</summary>
/// <param name="Number">The row's number in the account, which never changes.</param>
internal sealed record NumberedLine(long Number) : DrivenLine;

/// <summary>A toll account that continues from day to day. A day's rows depend only on the seed and the day: tomorrow's account has today's rows
/// and newer ones.</summary>
/// <param name="Home">The agency.</param>
/// <param name="Guests">The host's cars and their guests' trips, with the seed and the number of days that have rows.</param>
/// <param name="Today">The last day.</param>
/// <param name="Rows">The number of rows in these days.</param>
/// <param name="Tags">Its tags, in the order of the cars that they are in.</param>
internal sealed record OpenAccount(Home Home, OpenTrips Guests, LocalDate Today, int Rows, IReadOnlyList<string> Tags)
{
    /// <summary>Days before the first one that are generated too, so that a credit finds its charge.</summary>
    private const int DaysBefore = 10;

    private const long PaymentCents = 100_00;
    private const long FirstId = 33_000_000_000;
    private static readonly LocalDate DayZero = new(1, 1, 1);
    private readonly Plaza zone = Plazas.CongestionZone(Home);
    private readonly Dictionary<string, Car> carOf = Tags.Select((tag, place) => (tag, place)).Concat(Guests.Plates.Select((plate, place) => (plate[3..], place)))
        .DistinctBy(one => one.Item1).ToDictionary(one => one.Item1, one => Guests.Cars[one.place % Guests.Cars.Count]);

    private readonly CustodyBook custody = Guests.CustodyUpTo(Today);
    private readonly IReadOnlyList<Plaza> plazas = [.. Plazas.Everyday(Home).Where(plaza => plaza.Agency != "CBDTP")];

    private int Days => Guests.Days;

    /// <summary>The rows up to <see cref="Today"/>, in posting order.</summary>
    public IReadOnlyList<NumberedLine> RowsUpToToday()
    {
        var thrown = new List<NumberedLine>();
        NumberedLine? charge = null;
        var last = Period.DaysBetween(DayZero, Today);
        for (var day = last - Days + 1 - DaysBefore; day <= last; day++)
        {
            // Until(day) is chosen so that any range of Days has exactly Rows.
            for (var number = Until(day); number < Until(day + 1); number++)
            {
                var row = One(number, DayZero.PlusDays(day), charge);
                charge = row.Plaza == zone ? row : null;
                thrown.Add(row);
            }
        }

        return [.. WithBalances(thrown.Where(row => row.Posted > Today.PlusDays(-Days)))];
    }

    /// <summary>A toll at a time.</summary>
    public NumberedLine Toll(long number, LocalDate posted, LocalDateTime at, Dice dice)
    {
        var plaza = dice.Of(plazas);
        var plate = dice.Percent(12) ? dice.Of(Guests.Plates) : null;
        var row = Row(number, LineKind.Toll, at, posted, plaza.Cents) with
        {
            Plaza = plaza,
            EntryPlaza = plaza.Entry,
            Entry = plaza.Entry.Length > 0 ? at.PlusSeconds(-dice.Number(500, 3000)) : null,
            Id = (FirstId + number).ToString(CultureInfo.InvariantCulture),
            Tag = plate is null ? dice.Of(Tags) : null,
            Plate = plate?[3..],
            State = plate?[..2] ?? "",
        };
        return row with { Driver = custody.DriverAt(carOf[(row.Tag ?? row.Plate)!], at) };
    }

    private NumberedLine Row(long number, LineKind kind, LocalDateTime at, LocalDate posted, long cents) =>
        new(number) { Account = Home, Driver = Driver.Nobody, Kind = kind, At = at, Posted = posted, Cents = cents };

    private static IEnumerable<NumberedLine> WithBalances(IEnumerable<NumberedLine> thrown)
    {
        var balance = 250_00L;
        foreach (var row in thrown)
            yield return row with { BalanceCents = balance -= row.Cents };
    }

    private long Until(int day) => (long)day * Rows / Days;

    private NumberedLine One(long number, LocalDate posted, NumberedLine? charge)
    {
        var dice = Dice.Of(Guests.Seed, Home.ToString(), number);
        var morning = posted.At(new LocalTime(dice.Number(3, 6), dice.Number(0, 60), dice.Number(0, 60)));
        var at = posted.PlusDays(-dice.Number(1, dice.Percent(10) ? 9 : 4)).AtMidnight().PlusSeconds(dice.Number(5 * 3600, 86_400));
        return (number % 48) switch
        {
            7 or 23 or 39 => Row(number, LineKind.Payment, morning, posted, -PaymentCents),
            20 => Row(number, LineKind.Fee, morning, posted, 1_00),
            33 => Row(number, LineKind.Adjustment, morning, posted, -1_74),
            10 => Toll(number, posted, at, dice) with { Plaza = zone, Cents = zone.Cents, Entry = null, EntryPlaza = "" },
            11 when charge is not null => CreditOf(charge, number, posted),
            _ => Toll(number, posted, at, dice),
        };
    }

    /// <summary>The credit for a crossing into the congestion zone.</summary>
    private NumberedLine CreditOf(NumberedLine charge, long number, LocalDate posted) => charge with
    {
        Number = number,
        Id = (FirstId + number).ToString(CultureInfo.InvariantCulture),
        Kind = LineKind.TollCredit,
        Posted = posted,
        Plaza = zone with { Code = zone.Code.Replace("CRZ", "CXC", StringComparison.Ordinal) },
        Cents = -300,
    };
}
