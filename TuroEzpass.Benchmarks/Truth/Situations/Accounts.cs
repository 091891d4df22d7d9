namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>One crossing on the statements of two accounts.</summary>
internal static class Accounts
{
    public static IReadOnlyList<Situation> List { get; } = [new(0.4, OnTwoAccounts)];

    /// <summary>The plazas as two statements name them.</summary>
    private static readonly (Home First, Plaza FirstPlaza, Home Second, Plaza SecondPlaza)[] Both =
    [
        (Home.NewYork, new("PANYNJ", "GWU", 1606), Home.NewYorkSecondAccount, new("PANYNJ", "GWU", 1606)),
        (Home.NewYork, new("PANYNJ", "GWU", 1606), Home.NewJersey, new("PANYNJ", "GWU", 1606)),
        (Home.NewJersey, new("GSP", "RAS", 217), Home.Pennsylvania, new("GSP", "Garden State Parkway - RAS", 217)),
        (Home.NewYork, new("MTAB&T", "VNB", 911), Home.Business, new("MTAB&T", "VNB", 911)),
    ];

    private static bool OnTwoAccounts(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.IsCentral || !placing.Take(rental.Car, at))
            return false;
        var car = rental.Car;
        var (home, plaza, otherHome, otherPlaza) = placing.Dice.Of(Both);
        placing.Lines.Add(placing.Make("on two accounts", car, at, Verdict.Review, plaza) with
        {
            Account = home,
            Id = Placing.HasId(home) ? placing.NextId() : "",
            Tag = null,
            Plate = car.Plate,
            State = car.State,
        });
        placing.Lines.Add(placing.Make("on two accounts", car, at, Verdict.Review, otherPlaza) with
        {
            Account = otherHome,
            Id = Placing.HasId(otherHome) ? placing.NextId() : "",
            Tag = null,
            Plate = car.Plate,
            State = car.State,
        });
        return true;
    }
}
