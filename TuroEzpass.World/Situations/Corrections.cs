using NodaTime;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Situations;

/// <summary>Crossings with several rows: re-rates, credits, and real second crossings that look identical.</summary>
internal static class Corrections
{
    private static readonly Verdict Excluded = new(Answer.Excluded);

    public static IReadOnlyList<ISituation> List { get; } =
    [
        new Situation(0.6, ReRate),
        new Situation(0.3, HostReRate),
        new Situation(0.6, CongestionCredit),
        new Situation(0.3, NettedToNothing),
        new Situation(0.3, CreditAlone),
        new Situation(0.5, RealRepeat),
        new Situation(0.2, NothingToPay),
    ];

    /// <summary>Whether the files show credits: no examples from Maryland are known.</summary>
    private static bool ShowsCredits(Car car) => car.Home != Home.Maryland && !car.IsCentral;

    private static bool ReRate(Planting planting) =>
        Ordinary.CertainMoment(planting) is var (trip, at) && ReRate(planting, "re-rated", trip.Car, at, Verdict.Of(trip));

    private static bool HostReRate(Planting planting) =>
        Ordinary.HostMoment(planting) is var (gap, at) && ReRate(planting, "re-rated, host drives", gap.Car, at, Verdict.Expense);

    /// <summary>A charge, its reversal, and a new charge (−18.31, +18.31, −16.06).</summary>
    private static bool ReRate(Planting planting, string situation, Car car, LocalDateTime at, Verdict verdict)
    {
        if (!ShowsCredits(car) || !planting.Take(car, at))
            return false;
        var charge = planting.Make(situation, car, at, verdict, planting.Barrier(car)) with { IsPartOfGroup = true };
        var later = charge.Posted.PlusDays(planting.Dice.Number(1, 30));
        planting.Lines.Add(charge);
        planting.Lines.Add(Credit(planting, charge, later, charge.Cents));
        planting.Lines.Add(Again(planting, charge) with { Posted = later, Cents = charge.Cents - planting.Dice.Number(1, 60) });
        return true;
    }

    /// <summary>It is not known whether a refund repeats the charge's ID, so both variants are created.</summary>
    private static PlantedLine Again(Planting planting, PlantedLine charge) => charge with
    {
        Id = charge.Id.Length > 0 && planting.Dice.Chance(0.5) ? planting.NextId() : charge.Id,
        Text = planting.NextText(),
    };

    private static PlantedLine Credit(Planting planting, PlantedLine charge, LocalDate posted, long cents) =>
        Again(planting, charge) with { Kind = LineKind.TollCredit, Posted = posted, Cents = -cents };

    /// <summary>Manhattan's charge CRZ with one credit CXC or two halves; only the time connects them.</summary>
    private static bool CongestionCredit(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || !ShowsCredits(trip.Car) || trip.Car.Home == Home.Florida || !planting.Take(trip.Car, at))
            return false;
        var zone = Plazas.CongestionZone(trip.Car.Home);
        var charge = planting.Make("congestion zone", trip.Car, at, Verdict.Of(trip), zone) with { IsPartOfGroup = true };
        planting.Lines.Add(charge);
        var posted = charge.Posted.PlusDays(planting.Dice.Number(1, 3));
        (string Code, long Cents)[] credits = planting.Dice.Of<(string, long)[]>([[("CXC", 300)], [("CX1", 150), ("CC1", 150)], [("CX1", 150), ("CX2", 150)]]);
        foreach (var (code, cents) in credits)
        {
            planting.Lines.Add(Credit(planting, charge, posted, cents) with
            {
                Plaza = zone with { Code = zone.Code.Replace("CRZ", code, StringComparison.Ordinal) },
                Id = charge.Id.Length > 0 ? planting.NextId() : "",
            });
        }

        return true;
    }

    private static bool NettedToNothing(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || !ShowsCredits(trip.Car) || !planting.Take(trip.Car, at))
            return false;
        var charge = planting.Make("netted to zero", trip.Car, at, Excluded, planting.Barrier(trip.Car)) with { IsPartOfGroup = true };
        planting.Lines.Add(charge);
        planting.Lines.Add(Credit(planting, charge, charge.Posted.PlusDays(3), charge.Cents));
        return true;
    }

    private static bool CreditAlone(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || !ShowsCredits(trip.Car) || !planting.Take(trip.Car, at))
            return false;
        var charge = planting.Make("credit without its charge", trip.Car, at, Verdict.Review, planting.Barrier(trip.Car)) with { IsPartOfGroup = true };
        planting.Lines.Add(Credit(planting, charge, charge.Posted.PlusDays(2), charge.Cents));
        return true;
    }

    /// <summary>Two crossings of one plaza 74 seconds apart, as in a real statement. Both are owed.</summary>
    private static bool RealRepeat(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || !planting.Take(trip.Car, at))
            return false;
        var first = planting.Make("two crossings alike", trip.Car, at, Verdict.Of(trip), planting.Barrier(trip.Car));
        planting.Lines.Add(first);
        planting.Lines.Add(first with
        {
            At = first.At.PlusSeconds(74),
            Id = first.Id.Length > 0 ? planting.NextId() : "",
            Text = first.IsDayOnly && first.Id.Length == 0 ? first.Text : planting.NextText(),
        });
        return true;
    }

    /// <summary>Rows of $0.00 exist (plazas PPR, AML, APO).</summary>
    private static bool NothingToPay(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.Home != Home.NewJersey || trip.Car.IsCentral || !planting.Take(trip.Car, at))
            return false;
        planting.Lines.Add(planting.Make("nothing to pay", trip.Car, at, Excluded, new Plaza("NJTP", "PPR", 0)));
        return true;
    }
}
