using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>Credits that no charge of their id or time answers. Each holds the earlier charges that it may give back: those of the
/// same car, tag or plate, of the place, and of the amount; where none has that amount, those of more.</summary>
internal sealed class OpenCredits(PassageRows rows, DecisionBook book, Crossings crossings, Identities identities, MatchingOptions options)
{
    private readonly Dictionary<(bool IsVehicle, int Number), List<Credit>> byOwner = [];
    private readonly List<Credit> all = [];

    /// <summary>Adds a credit.</summary>
    public void Add(RowPlace place, long cents)
    {
        ref readonly var row = ref rows.At(place);
        if (row.Identifier is null && book[place].Vehicle is null)
            return;
        var credit = new Credit(place, cents);
        all.Add(credit);
        foreach (var owner in OwnersOf(place))
        {
            if (!byOwner.TryGetValue(owner, out var own))
                byOwner.Add(owner, own = []);
            own.Add(credit);
        }
    }

    /// <summary>Offers a charge that seems certain.</summary>
    public void Offer(RowPlace place)
    {
        foreach (var credit in OwnersOf(place).SelectMany(owner => byOwner.GetValueOrDefault(owner, [])).Distinct())
        {
            var cents = (crossings.Of(place)?.Net ?? rows.At(place).Amount!.Value).Cents;
            if (cents >= credit.Cents && MayGiveBack(rows.At(credit.Place), rows.At(place)))
                (cents == credit.Cents ? credit.Equal : credit.Larger).Add(place);
        }
    }

    /// <summary>Whether there is any.</summary>
    public bool Any => all.Count > 0;

    /// <summary>Leaves what may have been given back to a person.</summary>
    public void Hold()
    {
        foreach (var credit in all)
        {
            // An adjustment of the whole account that fits no toll stays what it is.
            var held = credit.Equal.Count > 0 ? credit.Equal : credit.Larger;
            if (held.Count > 0)
                crossings.Doubt(credit.Place, Reason.CreditWithoutCharge, held[0]);
            foreach (var place in held)
                crossings.Doubt(place, Reason.MayBeRefunded, credit.Place);
        }
    }

    private IEnumerable<(bool, int)> OwnersOf(RowPlace place)
    {
        ref readonly var row = ref rows.At(place);
        var owners = new List<(bool, int)> { (false, identities.Of(row, place.Statement)) };
        if (row.Tag is not null && row.Plate is { } plate)
            owners.Add((false, plate.Index));
        if (book[place].Vehicle is { } vehicle)
            owners.Add((true, vehicle.Index));
        return owners;
    }

    private bool MayGiveBack(in StatementRow credit, in StatementRow charge)
    {
        var (from, to) = (charge.Travel, credit.Travel.HasDate ? credit.Travel : credit.Posted);
        var days = to.Day - from.Day;
        if (days < 0 || days > options.CreditWithin.TotalDays || (from.HasTime && to.HasTime && from.LocalSeconds > to.LocalSeconds))
            return false;
        // The zone's credits are of the day of its charge.
        if (credit.Plaza!.Agency.NetsAcrossPlazas)
            return days == 0 && credit.Plaza.AgencyIndex == charge.Plaza!.AgencyIndex;
        return PlaceNames.MayBeOne(credit.Plaza, charge.Plaza!);
    }

    private sealed class Credit(RowPlace place, long cents)
    {
        public RowPlace Place { get; } = place;

        public long Cents { get; } = cents;

        public List<RowPlace> Equal { get; } = [];

        public List<RowPlace> Larger { get; } = [];
    }
}
