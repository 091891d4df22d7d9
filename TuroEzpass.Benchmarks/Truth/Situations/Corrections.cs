using TuroEzpass.Core.Matching;

namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>Crossings of several rows: re-rates, credits, and real second crossings that look alike.</summary>
internal static class Corrections
{
    private static readonly Verdict Excluded = new(Outcome.Excluded);

    public static IReadOnlyList<Situation> List { get; } =
    [
        new(0.6, ReRate),
        new(0.3, HostReRate),
        new(0.6, CongestionCredit),
        new(0.3, NettedToNothing),
        new(0.3, CreditAlone),
        new(0.5, RealRepeat),
        new(0.2, NothingToPay),
    ];

    /// <summary>The files that show credits: Maryland's were never seen.</summary>
    private static bool ShowsCredits(Car car) => car.Home != Home.Maryland && !car.IsCentral;

    private static bool ReRate(Placing placing) =>
        Ordinary.CertainMoment(placing) is var (rental, at) && ReRate(placing, "re-rated", rental.Car, at, Verdict.Of(rental));

    private static bool HostReRate(Placing placing) =>
        Ordinary.HostMoment(placing) is var (gap, at) && ReRate(placing, "re-rated, host drives", gap.Car, at, Verdict.Expense);

    /// <summary>A charge, its reversal, and a new charge (−18.31, +18.31, −16.06).</summary>
    private static bool ReRate(Placing placing, string situation, Car car, DateTime at, Verdict verdict)
    {
        if (!ShowsCredits(car) || !placing.Take(car, at))
            return false;
        var charge = placing.Make(situation, car, at, verdict, placing.Barrier(car)) with { IsPartOfGroup = true };
        var later = charge.Posted.AddDays(placing.Dice.Number(1, 30));
        placing.Lines.Add(charge);
        placing.Lines.Add(Credit(placing, charge, later, charge.Cents));
        placing.Lines.Add(Again(placing, charge) with { Posted = later, Cents = charge.Cents - placing.Dice.Number(1, 60) });
        return true;
    }

    /// <summary>Whether a refund repeats the charge's id is not known: both are made.</summary>
    private static Line Again(Placing placing, Line charge) => charge with
    {
        Id = charge.Id.Length > 0 && placing.Dice.Chance(0.5) ? placing.NextId() : charge.Id,
        Text = placing.NextText(),
    };

    private static Line Credit(Placing placing, Line charge, DateTime posted, long cents) =>
        Again(placing, charge) with { Kind = LineKind.TollCredit, Posted = posted, Cents = -cents };

    /// <summary>Manhattan's charge CRZ with one credit CXC or two halves; nothing but the time ties them together.</summary>
    private static bool CongestionCredit(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || !ShowsCredits(rental.Car) || rental.Car.Home == Home.Florida || !placing.Take(rental.Car, at))
            return false;
        var zone = Plazas.CongestionZone(rental.Car.Home);
        var charge = placing.Make("congestion zone", rental.Car, at, Verdict.Of(rental), zone) with { IsPartOfGroup = true };
        placing.Lines.Add(charge);
        var posted = charge.Posted.AddDays(placing.Dice.Number(1, 3));
        (string Code, long Cents)[] credits = placing.Dice.Of<(string, long)[]>([[("CXC", 300)], [("CX1", 150), ("CC1", 150)], [("CX1", 150), ("CX2", 150)]]);
        foreach (var (code, cents) in credits)
        {
            placing.Lines.Add(Credit(placing, charge, posted, cents) with
            {
                Plaza = zone with { Code = zone.Code.Replace("CRZ", code, StringComparison.Ordinal) },
                Id = charge.Id.Length > 0 ? placing.NextId() : "",
            });
        }

        return true;
    }

    private static bool NettedToNothing(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || !ShowsCredits(rental.Car) || !placing.Take(rental.Car, at))
            return false;
        var charge = placing.Make("netted to zero", rental.Car, at, Excluded, placing.Barrier(rental.Car)) with { IsPartOfGroup = true };
        placing.Lines.Add(charge);
        placing.Lines.Add(Credit(placing, charge, charge.Posted.AddDays(3), charge.Cents));
        return true;
    }

    private static bool CreditAlone(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || !ShowsCredits(rental.Car) || !placing.Take(rental.Car, at))
            return false;
        var charge = placing.Make("credit without its charge", rental.Car, at, Verdict.Review, placing.Barrier(rental.Car)) with { IsPartOfGroup = true };
        placing.Lines.Add(Credit(placing, charge, charge.Posted.AddDays(2), charge.Cents));
        return true;
    }

    /// <summary>Two crossings of one plaza 74 seconds apart, as a real statement has them. Both are owed.</summary>
    private static bool RealRepeat(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || !placing.Take(rental.Car, at))
            return false;
        var first = placing.Make("two crossings alike", rental.Car, at, Verdict.Of(rental), placing.Barrier(rental.Car));
        placing.Lines.Add(first);
        placing.Lines.Add(first with
        {
            At = first.At.AddSeconds(74),
            Id = first.Id.Length > 0 ? placing.NextId() : "",
            Text = first.IsDayOnly && first.Id.Length == 0 ? first.Text : placing.NextText(),
        });
        return true;
    }

    /// <summary>Rows of $0.00 exist (plazas PPR, AML, APO).</summary>
    private static bool NothingToPay(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.Home != Home.NewJersey || rental.Car.IsCentral || !placing.Take(rental.Car, at))
            return false;
        placing.Lines.Add(placing.Make("nothing to pay", rental.Car, at, Excluded, new Plaza("NJTP", "PPR", 0)));
        return true;
    }
}
