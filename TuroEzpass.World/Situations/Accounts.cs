using TuroEzpass.World.Cars;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Situations;

/// <summary>One crossing on the statements of two accounts.</summary>
internal static class Accounts
{
    public static IReadOnlyList<ISituation> List { get; } = [new Situation(0.4, OnTwoAccounts)];

    /// <summary>The same plazas as two statements show them.</summary>
    private static readonly (Home First, Plaza FirstPlaza, Home Second, Plaza SecondPlaza)[] Both =
    [
        (Home.NewYork, new("PANYNJ", "GWU", 1606), Home.NewYorkSecondAccount, new("PANYNJ", "GWU", 1606)),
        (Home.NewYork, new("PANYNJ", "GWU", 1606), Home.NewJersey, new("PANYNJ", "GWU", 1606)),
        (Home.NewJersey, new("GSP", "RAS", 217), Home.Pennsylvania, new("GSP", "Garden State Parkway - RAS", 217)),
        (Home.NewYork, new("MTAB&T", "VNB", 911), Home.Business, new("MTAB&T", "VNB", 911)),
    ];

    private static bool OnTwoAccounts(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.IsCentral || !planting.Take(trip.Car, at))
            return false;
        var car = trip.Car;
        var (home, plaza, otherHome, otherPlaza) = planting.Dice.Of(Both);
        planting.Lines.Add(planting.Make("on two accounts", car, at, Verdict.Review, plaza) with
        {
            Account = home,
            Id = Planting.HasId(home) ? planting.NextId() : "",
            Tag = null,
            Plate = car.Plate,
            State = car.State,
        });
        planting.Lines.Add(planting.Make("on two accounts", car, at, Verdict.Review, otherPlaza) with
        {
            Account = otherHome,
            Id = Planting.HasId(otherHome) ? planting.NextId() : "",
            Tag = null,
            Plate = car.Plate,
            State = car.State,
        });
        return true;
    }
}
