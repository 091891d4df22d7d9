using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>A draft: what one guest owes that no claim holds yet.</summary>
/// <param name="Id">Reservation and number; becomes the claim's id on approval.</param>
/// <param name="Claim">The owed tolls.</param>
/// <param name="State">Draft, or ready from the day on which most tolls have posted.</param>
public sealed record DraftClaim(string Id, Claim Claim, LedgerClaimState State);

/// <summary>The state derived from an owner's facts. Pure: the same facts and originals give the same state.</summary>
public sealed class LedgerState
{
    private readonly DecidedTolls tolls;
    private readonly Dictionary<string, RowPlace> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DecisionMade> decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LedgerClaim> claims = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> holders = new(StringComparer.Ordinal);
    private readonly string?[][] tollIds;
    private readonly Dictionary<TripsImported, int> tripRows;
    private readonly ClaimGrounds grounds;

    private LedgerState(IReadOnlyList<Fact> facts, Originals originals)
    {
        Facts = facts;
        Standing = StandingFacts.Of(facts);
        Imports = [.. Standing.OfType<StatementImported>()];
        var settings = facts.OfType<SettingsChanged>().LastOrDefault();
        Settings = settings is null ? LedgerSettings.Default : LedgerSettings.Of(settings);
        var tripsFacts = Standing.OfType<TripsImported>().ToList();
        var tripsFiles = tripsFacts.ConvertAll(originals.TripsOf);
        tripRows = tripsFacts.Zip(tripsFiles).ToDictionary(pair => pair.First, pair => pair.Second.Rows.Count);
        var files = new TollFiles
        {
            Statements = [.. Imports.Select(originals.StatementOf)],
            Symbols = originals.Symbols,
            Trips = tripsFiles,
            Handovers = [.. Standing.SelectMany(originals.HandoversOf)],
            Coverage = [.. facts.OfType<CoverageStated>().Select(Coverage)],
            Fleet = Standing.OfType<FleetReplaced>().LastOrDefault() is { } fleet ? (fleet.FileName, originals.Bytes(fleet.Sha256)) : null,
            Zone = Settings.Zone,
            Matching = Settings.Matching,
        };
        tolls = files.Decide();
        tollIds = TollIds.Of(Reconciliation);
        IndexTolls();
        foreach (var fact in facts)
            Follow(fact);
        // Ids don't depend on what credits refund, so they stay.
        if (Refunds() is { Count: > 0 } refunds)
            tolls = (files with { Refunds = refunds }).Decide();
        // Several rows of a crossing may have decisions: the last one wins.
        foreach (var decision in decisions.Values.OrderBy(decision => decision.Seq))
            Apply(decision);
        Hold();
        grounds = new ClaimGrounds(this, originals);
    }

    private static StatedCoverage Coverage(CoverageStated fact) =>
        new(fact.Vehicle, LocalDatePattern.Iso.Parse(fact.From).Value, LocalDatePattern.Iso.Parse(fact.To).Value, fact.IsComplete);

    /// <summary>The facts it is derived from.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>The position of the last fact; 0 if there are none.</summary>
    public long Seq => Facts.Count > 0 ? Facts[^1].Seq : 0;

    /// <summary>The matching rules.</summary>
    public LedgerSettings Settings { get; }

    /// <summary>The facts without imports that were withdrawn or replaced.</summary>
    public IReadOnlyList<Fact> Standing { get; }

    /// <summary>The statements, in the order of import.</summary>
    public IReadOnlyList<StatementImported> Imports { get; }

    /// <summary>The decisions, including a person's.</summary>
    public Reconciliation Reconciliation => tolls.Reconciliation;

    /// <summary>The approved claims.</summary>
    public IReadOnlyCollection<LedgerClaim> Claims => claims.Values;

    /// <summary>The number of trips in the trips files.</summary>
    internal int TripRowsOf(TripsImported fact) => tripRows[fact];

    internal static LedgerState Of(IReadOnlyList<Fact> facts, Originals originals) => new(facts, originals);

    /// <summary>The id of a row's toll; null for a duplicate.</summary>
    public string? TollIdAt(RowPlace place) => tollIds[place.Statement][place.Row];

    /// <summary>The row of a toll; null if no such toll is known.</summary>
    public RowPlace? PlaceOf(string tollId) => places.TryGetValue(tollId, out var place) ? place : null;

    /// <summary>The claim that holds a toll or its crossing; null if there is none.</summary>
    public string? HolderOf(string tollId) => holders.GetValueOrDefault(tollId);

    /// <summary>A person's decision on a toll; null if there is none or it was undone.</summary>
    public DecisionMade? DecisionOn(string tollId) => decisions.GetValueOrDefault(tollId);

    /// <summary>Finds an approved claim; null if there is none.</summary>
    public LedgerClaim? Claim(string id) => claims.GetValueOrDefault(id);

    /// <summary>Owed tolls that are not yet claimed, by last day to file.</summary>
    public IReadOnlyList<DraftClaim> Drafts(ClaimRules rules, LocalDate asOf)
    {
        var earlier = claims.Values.CountBy(claim => claim.ReservationId).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. tolls.Claims(rules, asOf, hasProof: false, IsFree)
                .Select(claim => new DraftClaim($"{claim.Trip.ReservationId}-{earlier.GetValueOrDefault(claim.Trip.ReservationId) + 1}", claim, asOf < claim.ReadyOn ? LedgerClaimState.Draft : LedgerClaimState.Ready)),
        ];
    }

    /// <summary>What differs between a claim and current knowledge, such as a refund due or a toll of another trip. Empty if nothing has
    /// changed since the approval.</summary>
    public IReadOnlyList<Remark<ClaimCode>> FlagsOf(LedgerClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var lines = claim.HoldsTolls ? claim.Lines : [];
        var flags = lines.Where(line => PlaceOf(line.TollId) is null).Select(line => Flag(ClaimCode.TollGone, new RemarkArgs { Toll = line.TollId })).ToList();
        // A credit can join tolls that were claimed separately: they are compared with it together.
        foreach (var crossing in lines.Where(line => PlaceOf(line.TollId) is not null).GroupBy(line => FirstOf(PlaceOf(line.TollId)!.Value)))
        {
            var decision = Reconciliation.DecisionAt(crossing.Key);
            var claimed = crossing.Sum(line => line.Cents);
            var now = decision.Outcome == Outcome.Excluded ? 0 : Math.Max(0, NetOf(crossing.Key).Cents - ClaimedElsewhere(claim, crossing.Key));
            if (now < claimed)
                flags.Add(Flag(ClaimCode.RefundDue, new RemarkArgs { Cents = claimed - now, CentsBefore = claimed }));
            else if (now > claimed)
                flags.Add(Flag(ClaimCode.AmountRose, new RemarkArgs { Cents = now, CentsBefore = claimed }));
            else if ((decision.Outcome != Outcome.Matched || decision.Trip?.ReservationId != claim.ReservationId) && IsNews(claim, crossing.First().TollId))
                flags.Add(DoubtOf(crossing.Key, claimed));
        }

        if (TurosTollsSince(claim) is { } since)
            flags.Add(since);
        return flags;
    }

    /// <summary>Whether a claimed toll became doubtful because of a person or a later file, and not only because of the rules. A decision
    /// on a claimed toll can't be undone, so if its trip is gone, a file removed it.</summary>
    private bool IsNews(LedgerClaim claim, string tollId) =>
        CrossingOf(tollId)!.Rows.Any(row => TollIdAt(row) is { } id && DecisionOn(id) is not null) || grounds.HaveChanged(claim.ApprovedSeq, tollId);

    private static Remark<ClaimCode> Flag(ClaimCode code, RemarkArgs? args = null) => new(code, args);

    /// <summary>What speaks against a claimed toll: another charge or a credit of the same passage, or anything else.</summary>
    private Remark<ClaimCode> DoubtOf(RowPlace place, long claimed)
    {
        var other = Reconciliation.RivalOf(place) is { } rival ? NetOf(rival) : Money.Zero;
        return Reconciliation.DecisionAt(place).Reason switch
        {
            Reason.SamePassage or Reason.TwoAccounts => Flag(ClaimCode.ChargedTwice, new RemarkArgs { Cents = other.Cents, CentsBefore = claimed }),
            Reason.MayBeRefunded => Flag(ClaimCode.MayBeRefunded, new RemarkArgs { Cents = -other.Cents, CentsBefore = claimed }),
            _ => Flag(ClaimCode.NoLongerCertain, new RemarkArgs { Cents = claimed }),
        };
    }

    /// <summary>The crossing of a toll; null if no statement has it.</summary>
    internal Crossing? CrossingOf(string tollId) => PlaceOf(tollId) is not { } place ? null
        : Reconciliation.GroupOf(place) ?? new Crossing([place], Reconciliation.RowAt(place).Amount ?? Money.Zero);

    /// <summary>The net amount of a row's crossing.</summary>
    internal Money NetOf(RowPlace place) =>
        Reconciliation.GroupOf(place)?.Net ?? Reconciliation.RowAt(place).Amount ?? Money.Zero;

    /// <summary>The toll by which a claim holds a crossing: its first charge.</summary>
    internal string ChargeOf(Crossing crossing)
    {
        foreach (var place in crossing.Rows)
        {
            if (Reconciliation.RowAt(place).Amount > Money.Zero)
                return TollIdAt(place)!;
        }

        return TollIdAt(crossing.Rows[0])!;
    }

    /// <summary>The first row of a row's crossing.</summary>
    private RowPlace FirstOf(RowPlace place) => Reconciliation.GroupOf(place)?.Rows[0] ?? place;

    /// <summary>The amount that other claims with tolls of a crossing have claimed for it.</summary>
    private long ClaimedElsewhere(LedgerClaim claim, RowPlace first) => Reconciliation.GroupOf(first) is not { } crossing ? 0 : crossing.Rows
        .Select(row => TollIdAt(row)!)
        .SelectMany(id => HolderOf(id) is { } holder && holder != claim.Id ? claims[holder].Lines.Where(line => line.TollId == id) : [])
        .Sum(line => line.Cents);

    /// <summary>A claim holds every row of its tolls' crossings.</summary>
    private void Hold()
    {
        var held = claims.Values.Where(claim => claim.HoldsTolls).SelectMany(claim => claim.Lines.Select(line => (claim.Id, line.TollId))).ToList();
        foreach (var (claim, toll) in held)
            holders[toll] = claim;
        foreach (var (claim, toll) in held)
        {
            foreach (var row in PlaceOf(toll) is { } place ? Reconciliation.GroupOf(place)?.Rows ?? [] : [])
                holders.TryAdd(TollIdAt(row)!, claim);
        }
    }

    /// <summary>Finds sent claims for whose trips Turo's tolls and tickets rose later.</summary>
    private Remark<ClaimCode>? TurosTollsSince(LedgerClaim claim)
    {
        if (claim.State is not (LedgerClaimState.Sent or LedgerClaimState.Disputed or LedgerClaimState.Answered) || claim.TurosTollsCents is not { } before)
            return null;
        var now = Reconciliation.Trips.Trips.FirstOrDefault(trip => trip.ReservationId == claim.ReservationId)?.TollsAndTickets.Cents ?? before;
        return now == before ? null
            : now - before == claim.Cents ? Flag(ClaimCode.LooksPaid)
            : Flag(ClaimCode.TuroTollsChanged, new RemarkArgs { Cents = now - before });
    }

    /// <summary>The decided refunds whose rows are known.</summary>
    private Dictionary<RowPlace, RowPlace?> Refunds()
    {
        var refunds = new Dictionary<RowPlace, RowPlace?>();
        foreach (var made in decisions.Values.Where(made => made.Kind == DecisionKind.RefundOf))
        {
            if (PlaceOf(made.TollId) is not { } credit)
                continue;
            if (made.Charge is null)
                refunds[credit] = null;
            else if (PlaceOf(made.Charge) is { } charge)
                refunds[credit] = charge;
        }

        return refunds;
    }

    private bool IsFree(Crossing crossing) => crossing.Rows.All(place => HolderOf(TollIdAt(place)!) is null);

    private void IndexTolls()
    {
        for (var file = 0; file < tollIds.Length; file++)
        {
            for (var row = 0; row < tollIds[file].Length; row++)
            {
                if (tollIds[file][row] is { } id)
                    places[id] = new RowPlace(file, row);
            }
        }
    }

    private void Follow(Fact fact)
    {
        switch (fact)
        {
            case DecisionMade made:
                decisions[made.TollId] = made;
                break;
            case DecisionUndone undone:
                decisions.Remove(undone.TollId);
                break;
            case ClaimApproved approved:
                claims[approved.ClaimId] = LedgerClaim.Of(approved);
                break;
            case ClaimMoved moved:
                claims[moved.ClaimId] = claims[moved.ClaimId].After(moved);
                break;
        }
    }

    /// <summary>A person's decision applies to every row of the crossing.</summary>
    private void Apply(DecisionMade made)
    {
        // Matching has already used what credits refund.
        if (made.Kind == DecisionKind.RefundOf || PlaceOf(made.TollId) is not { } place)
            return;
        foreach (var row in Reconciliation.GroupOf(place)?.Rows ?? [place])
            Reconciliation.Set(row, Decided(made, Reconciliation.DecisionAt(row)));
    }

    private Decision Decided(DecisionMade made, Decision decision)
    {
        var trip = made.ReservationId is { } id ? Reconciliation.Trips.Trips.FirstOrDefault(trip => trip.ReservationId == id) : null;
        return made.Kind switch
        {
            DecisionKind.AssignToTrip when trip is not null => new Decision(new Judgement(Outcome.Matched, Reason.ByPerson, trip, null), trip.Vehicle),
            DecisionKind.AssignToTrip => decision,
            DecisionKind.HostExpense => new Decision(Outcome.HostExpense, Reason.ByPerson, decision.Vehicle),
            DecisionKind.OffPlatform => new Decision(Outcome.OffPlatform, Reason.ByPerson, decision.Vehicle),
            DecisionKind.AlreadyCharged => new Decision(Outcome.AlreadyCharged, Reason.ByPerson, decision.Vehicle),
            _ => new Decision(Outcome.Excluded, Reason.ByPerson, decision.Vehicle),
        };
    }
}
