using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Matching;

/// <summary>The times at which a toll is matched: its entry and exit, each in every reading of its local time.</summary>
internal sealed class Moments
{
    private readonly List<long> all = new(16);

    /// <summary>The times, as Unix seconds.</summary>
    public List<long> All => all;

    /// <summary>The earliest.</summary>
    public long First => all.Min();

    /// <summary>The latest.</summary>
    public long Last => all.Max();

    /// <summary>Collects the times of a row.</summary>
    /// <returns>False if the clock skipped one of them.</returns>
    public bool Gather(in StatementRow row)
    {
        all.Clear();
        foreach (var zone in row.Plaza!.Zones)
        {
            if (row.Travel.Precision == TimePrecision.Day)
            {
                all.Add(zone.StartOfDay(row.Travel.Day));
                all.Add(zone.StartOfDay(row.Travel.Day + 1) - 1);
                continue;
            }

            if (!Add(zone, row.Travel) || (row.OtherEnd.HasTime && !Add(zone, row.OtherEnd)))
                return false;
            if (row.OtherEndCrossedMidnight && MayBeSameDay(zone, row))
                Add(zone, row.OtherEnd.PlusDays(1));
        }

        return true;
    }

    /// <summary>In the night when the clock is set back, an entry may be up to an hour later on the clock than the exit and still be of
    /// the same day.</summary>
    private static bool MayBeSameDay(ZoneCalendar zone, in StatementRow row)
    {
        var sameDay = row.OtherEnd.PlusDays(1);
        return sameDay.LocalSeconds - row.Travel.LocalSeconds < 3600
            && zone.OffsetAt(zone.StartOfDay(row.Travel.Day)) > zone.OffsetAt(zone.StartOfDay(row.Travel.Day + 1));
    }

    private bool Add(ZoneCalendar zone, TravelTime time)
    {
        var reading = zone.Read(time.LocalSeconds, out var earlier, out var later);
        if (reading == LocalReading.Never)
            return false;
        all.Add(earlier);
        if (later != earlier)
            all.Add(later);
        return true;
    }
}
