using TuroEzpass.Benchmarks.Truth.Files;
using TuroEzpass.Benchmarks.Truth.Situations;

namespace TuroEzpass.Benchmarks.Truth;

/// <summary>The name and bytes of an input file.</summary>
internal sealed record InputFile(string Name, byte[] Bytes);

/// <summary>An invented host's files with the truth of every row. The truth follows from where each toll was placed, never
/// from the program's own reckoning. The same seed gives the same bytes.</summary>
internal sealed record TrueFleet(IReadOnlyList<StatementFile> Statements, IReadOnlyList<InputFile> Trips, InputFile FleetFile)
{
    /// <summary>Makes one.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="tolls">How many lines the accounts have, before downloads repeat some.</param>
    public static TrueFleet Make(int seed, int tolls)
    {
        var dice = new Dice(seed);
        var fleet = FleetBuilder.Build(dice, tolls);
        var placing = new Placing(fleet, dice);
        Place(placing, tolls);
        var rentals = fleet.Rentals.ToList();
        return new TrueFleet(
            new Downloads(dice).Of(placing.Lines),
            [
                new("trip_earnings_export_20251231.csv", TripsText.Of(rentals, WorldClock.OlderTripsFile, isNewest: false)),
                new("trip_earnings_export_20260410.csv", TripsText.Of(rentals, WorldClock.TripsFile, isNewest: true)),
            ],
            new("fleet.csv", FleetText.Of(fleet.Cars)));
    }

    private static void Place(Placing placing, int tolls)
    {
        var situations = AllSituations.List;
        var total = situations.Sum(situation => situation.Weight);
        while (placing.Lines.Count < tolls)
        {
            var at = placing.Dice.Number(0, 1_000_000) / 1e6 * total;
            var index = 0;
            while (index < situations.Count - 1 && (at -= situations[index].Weight) >= 0)
                index++;
            // A rare case needs some tries until a car fits; one for which this fleet has no car is left out.
            for (var attempt = 0; attempt < 60 && !situations[index].Place(placing); attempt++)
            {
            }
        }
    }
}
