using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Situations;

/// <summary>Rows that are not tolls, and rows of an unknown kind.</summary>
internal static class AccountRows
{
    private static readonly Verdict Excluded = new(Answer.Excluded);

    public static IReadOnlyList<ISituation> List { get; } = [new Situation(1.5, OfTheAccount), new Situation(0.4, NoToll), new Situation(0.4, Mystery), new Situation(0.2, AirportParking)];

    private static bool OfTheAccount(Planting planting)
    {
        var home = planting.Dice.Of(Enum.GetValues<Home>());
        var at = planting.Dice.Moment(WorldClock.FirstDay, WorldClock.TripsFile)!.Value;
        var kind = home is Home.Maryland or Home.Florida or Home.Pennsylvania ? LineKind.Payment : planting.Dice.Of([LineKind.Payment, LineKind.Payment, LineKind.Fee, LineKind.Adjustment]);
        planting.Lines.Add(new PlantedLine
        {
            Account = home,
            Situation = "payment, fee or adjustment",
            Driver = Driver.Nobody,
            Answer = Answer.Excluded,
            Kind = kind,
            At = at,
            Posted = at.Date,
            Wording = kind == LineKind.Adjustment && home == Home.NewJersey && planting.Dice.Chance(0.5) ? "Adjustment" : null,
            // All payments differ, so that it is clear which one an overlapping download repeats.
            Cents = (kind == LineKind.Fee ? 1 : -1) * (100 + planting.NextText()),
            Id = home == Home.Florida ? planting.NextId() : "",
            Text = planting.NextText(),
        });
        return true;
    }

    private static bool NoToll(Planting planting) => Read(planting, "violation or parking", planting.Dice.Of([LineKind.Violation, LineKind.Parking]), Excluded);

    /// <summary>With a tag, a row of an unknown kind may be parking or anything else.</summary>
    private static bool Mystery(Planting planting) => Read(planting, "unknown kind", LineKind.Mystery, Verdict.Review);

    private static bool Read(Planting planting, string situation, LineKind kind, Verdict verdict)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.Home is not (Home.NewJersey or Home.Pennsylvania or Home.NewYork) || !planting.Take(trip.Car, at))
            return false;
        planting.Lines.Add(planting.Make(situation, trip.Car, at, verdict, planting.Barrier(trip.Car)) with { Kind = kind, Cents = 2300 });
        return true;
    }

    /// <summary>E-ZPass Plus: parking at the Port Authority's airports (documented).</summary>
    private static bool AirportParking(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.Home is not (Home.NewJersey or Home.NewYork) || trip.Car.IsCentral || !planting.Take(trip.Car, at))
            return false;
        planting.Lines.Add(planting.Make("airport parking", trip.Car, at, Excluded, new Plaza("PANYNJ", "JFK", 1800)));
        return true;
    }
}
