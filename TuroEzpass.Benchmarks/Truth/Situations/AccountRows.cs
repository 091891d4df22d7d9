using TuroEzpass.Core.Matching;

namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>Rows that are no tolls, and rows of which nobody knows what they are.</summary>
internal static class AccountRows
{
    private static readonly Verdict Excluded = new(Outcome.Excluded);

    public static IReadOnlyList<Situation> List { get; } = [new(1.5, OfTheAccount), new(0.4, NoToll), new(0.4, Mystery), new(0.2, AirportParking)];

    private static bool OfTheAccount(Placing placing)
    {
        var home = placing.Dice.Of(Enum.GetValues<Home>());
        var at = placing.Dice.Moment(WorldClock.FirstDay, WorldClock.TripsFile)!.Value;
        var kind = home is Home.Maryland or Home.Florida or Home.Pennsylvania ? LineKind.Payment : placing.Dice.Of([LineKind.Payment, LineKind.Payment, LineKind.Fee, LineKind.Adjustment]);
        placing.Lines.Add(new Line
        {
            Account = home,
            Situation = "payment, fee or adjustment",
            Outcome = Outcome.Excluded,
            Kind = kind,
            At = at,
            Posted = at.Date,
            // No two payments are alike, so that which of them an overlapping download repeats is never in doubt.
            Cents = (kind == LineKind.Fee ? 1 : -1) * (100 + placing.NextText()),
            Id = home == Home.Florida ? placing.NextId() : "",
            Text = placing.NextText(),
        });
        return true;
    }

    private static bool NoToll(Placing placing) => Read(placing, "violation or parking", placing.Dice.Of([LineKind.Violation, LineKind.Parking]), Excluded);

    /// <summary>With a tag, an unknown activity may be parking or anything else.</summary>
    private static bool Mystery(Placing placing) => Read(placing, "unknown kind", LineKind.Mystery, Verdict.Review);

    private static bool Read(Placing placing, string situation, LineKind kind, Verdict verdict)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.Home is not (Home.NewJersey or Home.Pennsylvania or Home.NewYork) || !placing.Take(rental.Car, at))
            return false;
        placing.Lines.Add(placing.Make(situation, rental.Car, at, verdict, placing.Barrier(rental.Car)) with { Kind = kind, Cents = 2300 });
        return true;
    }

    /// <summary>E-ZPass Plus: parking at the Port Authority's airports (documented).</summary>
    private static bool AirportParking(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.Home is not (Home.NewJersey or Home.NewYork) || rental.Car.IsCentral || !placing.Take(rental.Car, at))
            return false;
        placing.Lines.Add(placing.Make("airport parking", rental.Car, at, Excluded, new Plaza("PANYNJ", "JFK", 1800)));
        return true;
    }
}
