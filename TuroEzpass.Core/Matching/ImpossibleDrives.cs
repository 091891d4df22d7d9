using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Matching;

/// <summary>Charges of one car that no drive explains: two places in one second, places too far apart for the time, and the
/// congestion zone twice a day.</summary>
internal sealed class ImpossibleDrives(PassageRows rows, DecisionBook book, Crossings crossings, MatchingOptions options)
{
    /// <summary>Two clocks may differ by this much, in seconds.</summary>
    private const int ClockSlack = 300;
    private readonly List<(RowPlace Place, RowPlace Rival, Reason Reason)> found = [];
    private readonly List<(RowPlace Place, long Moment)> run = [];
    private readonly Dictionary<int, RowPlace> zoneDays = [];
    private readonly Dictionary<(int, int), double> miles = [];

    /// <summary>Goes through the charges of each car by time.</summary>
    public void Find(Passages passages)
    {
        var current = -1;
        foreach (var (place, owner, moment) in passages.InOrder())
        {
            if (owner != current)
                StartCar();
            current = owner;
            if (IsCertainCharge(place))
                Take(place, moment);
        }

        StartCar();
        foreach (var (place, rival, reason) in found)
            crossings.Doubt(place, reason, rival);
    }

    private void StartCar()
    {
        FlagFarApart();
        run.Clear();
        zoneDays.Clear();
    }

    private bool IsCertainCharge(RowPlace place)
    {
        ref readonly var row = ref rows.At(place);
        return row.Kind == RowKind.Toll && row.Amount > Money.Zero && book[place].Outcome is Outcome.Matched or Outcome.HostExpense or Outcome.NeedsReview;
    }

    private void Take(RowPlace place, long moment)
    {
        ref readonly var row = ref rows.At(place);
        if (row.Plaza!.Agency.NetsAcrossPlazas && !zoneDays.TryAdd(row.Travel.Day, place) && book[place].Outcome == Outcome.Matched && !AreOneCrossing(zoneDays[row.Travel.Day], place))
            found.Add((place, zoneDays[row.Travel.Day], Reason.ZoneTwiceADay));
        // A date without a time, and midnight, tell no moment.
        if (!row.Travel.HasTime || row.Travel.SecondOfDay == 0)
            return;
        for (var index = run.Count - 1; index >= 0 && run[index].Moment == moment; index--)
        {
            if (AreTwoPlaces(run[index].Place, place))
            {
                found.Add((place, run[index].Place, Reason.TwoPlacesAtOnce));
                found.Add((run[index].Place, place, Reason.TwoPlacesAtOnce));
            }
        }

        run.Add((place, moment));
    }

    private bool AreTwoPlaces(RowPlace one, RowPlace other)
    {
        ref readonly var a = ref rows.At(one);
        ref readonly var b = ref rows.At(other);
        return a.Travel.Precision == TimePrecision.Second && b.Travel.Precision == TimePrecision.Second && !AreOneCrossing(one, other)
            && a.Plaza!.Code.Length > 0 && b.Plaza!.Code.Length > 0 && !rows.AreOnePassage(one, other) && !PlaceNames.MayBeOne(a.Plaza, b.Plaza);
    }

    private bool AreOneCrossing(RowPlace one, RowPlace other) => one == other || (crossings.Of(one) is { } crossing && crossing == crossings.Of(other));

    /// <summary>Neighbours in time that are too far apart, and what lies between two such pairs that are near each other: a tag in
    /// another car is wrong all the while.</summary>
    private void FlagFarApart()
    {
        var last = -1;
        for (var index = 1; index < run.Count; index++)
        {
            var (before, after) = (run[index - 1], run[index]);
            if (!AreTooFarApart(before, after))
                continue;
            var from = last >= 0 && before.Moment - run[last].Moment <= options.CarWithin.TotalSeconds ? last : index - 1;
            for (var between = from; between <= index; between++)
                found.Add((run[between].Place, between == index ? before.Place : after.Place, Reason.TooFarApart));
            last = index;
        }
    }

    private bool AreTooFarApart((RowPlace Place, long Moment) before, (RowPlace Place, long Moment) after)
    {
        var (from, to) = (rows.At(before.Place).Plaza!, rows.At(after.Place).Plaza!);
        if (from.AgencyIndex == to.AgencyIndex)
            return false;
        var key = (from.AgencyIndex, to.AgencyIndex);
        if (!miles.TryGetValue(key, out var distance))
            miles.Add(key, distance = AgencyRegions.MilesBetween(from.Agency, to.Agency));
        return distance > 0 && distance > (after.Moment - before.Moment + ClockSlack) / 3600.0 * options.FastestMph;
    }
}
