using System.Globalization;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Trips;
using TuroEzpass.World;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Custody;
using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.Benchmarks.Accuracy;

/// <summary>Compares decisions with who really drove, whatever the files show.</summary>
internal sealed class CustodyScore
{
    /// <summary>Rows of tolls that a guest or the host drove.</summary>
    public int Rows { get; private set; }

    /// <summary>Matched to someone who did not drive.</summary>
    public int Wrong { get; private set; }

    /// <summary>Left to the host although a guest drove.</summary>
    public int GivenAway { get; private set; }

    /// <summary>Left to a person.</summary>
    public int Review { get; private set; }

    /// <summary>Ordinary tolls of a guest.</summary>
    public int Plain { get; private set; }

    /// <summary>Ordinary tolls that are matched to their guest.</summary>
    public int PlainRight { get; private set; }

    public double PlainRecall => Plain == 0 ? 1 : (double)PlainRight / Plain;

    public double ReviewShare => Rows == 0 ? 0 : (double)Review / Rows;

    /// <summary>Adds a fleet's decisions.</summary>
    public void Add(TrueFleet fleet, IReadOnlyList<DecidedRow> decided)
    {
        var byStatement = decided.ToLookup(row => row.Statement);
        foreach (var file in fleet.Statements)
        {
            var own = byStatement[file.Name].ToDictionary(row => row.Line);
            foreach (var truth in file.Rows.Where(row => row.Line.Kind == LineKind.Toll && row.Answer is Answer.Matched or Answer.NeedsReview or Answer.HostExpense && row.Line.Driver.Kind is DriverKind.Guest or DriverKind.Host))
            {
                if (!own.TryGetValue(truth.LineNumber, out var row) || row.Outcome == Outcome.Duplicate)
                    continue;
                Rows++;
                Wrong += row.Outcome == Outcome.Matched && truth.Line.Driver != new Driver(DriverKind.Guest, row.Reservation) ? 1 : 0;
                GivenAway += row.Outcome == Outcome.HostExpense && truth.Line.Driver.Kind == DriverKind.Guest ? 1 : 0;
                Review += row.Outcome == Outcome.NeedsReview ? 1 : 0;
                if (truth.Line.Situation == "inside a trip")
                {
                    Plain++;
                    PlainRight += row.Outcome == Outcome.Matched && truth.Line.Driver == new Driver(DriverKind.Guest, row.Reservation) ? 1 : 0;
                }
            }
        }
    }

    /// <summary>The stated times of a fleet.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="missing">The share of trips without stated times, in percent.</param>
    /// <param name="offBy">The largest error of a stated time, in minutes.</param>
    /// <param name="seed">The seed of the errors.</param>
    public static IReadOnlyList<Handover> Stated(TrueFleet fleet, int missing, int offBy, int seed)
    {
        var dice = Dice.Of(seed, "stated");
        return
        [
            .. fleet.Handovers.Where(_ => !dice.Percent(missing)).Select(known => new Handover(known.Trip.Id)
            {
                PickedUp = new StatedTime(Text(known.From.PlusMinutes(offBy == 0 ? 0 : dice.Number(-offBy, offBy + 1)))),
                Returned = new StatedTime(Text(known.To.PlusMinutes(offBy == 0 ? 0 : dice.Number(-offBy, offBy + 1)))),
            }),
        ];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rows:#,0} tolls; wrong {Wrong:#,0}, given away {GivenAway:#,0}, to review {ReviewShare:P2}; plain tolls matched {PlainRecall:0.0000}");

    private static string Text(NodaTime.LocalDateTime time) => time.ToString("uuuu-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
