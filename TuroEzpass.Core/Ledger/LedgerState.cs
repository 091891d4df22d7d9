using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Core.Ledger;

/// <summary>A draft: what one guest owes and no claim holds yet.</summary>
/// <param name="Id">Reservation and number, the claim's id once it is approved.</param>
/// <param name="Claim">What is owed.</param>
/// <param name="State">Draft, or ready from the day on which most tolls have posted.</param>
public sealed record DraftClaim(string Id, Claim Claim, LedgerClaimState State);

/// <summary>All that an owner's facts come to. Pure: the same facts and originals give the same state.</summary>
public sealed class LedgerState
{
    private readonly DecidedTolls tolls;
    private readonly Dictionary<string, RowPlace> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DecisionMade> decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LedgerClaim> claims = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> holders = new(StringComparer.Ordinal);
    private readonly string?[][] tollIds;
    private readonly Dictionary<TripsImported, int> tripRows;

    private LedgerState(IReadOnlyList<Fact> facts, Originals originals)
    {
        Facts = facts;
        Imports = [.. facts.OfType<StatementImported>()];
        var settings = facts.OfType<SettingsChanged>().LastOrDefault();
        Settings = settings is null ? LedgerSettings.Default : LedgerSettings.Of(settings);
        var tripsFacts = facts.OfType<TripsImported>().ToList();
        var tripsFiles = tripsFacts.ConvertAll(originals.TripsOf);
        tripRows = tripsFacts.Zip(tripsFiles).ToDictionary(pair => pair.First, pair => pair.Second.Rows.Count);
        tolls = new TollFiles
        {
            Statements = [.. Imports.Select(originals.StatementOf)],
            Symbols = originals.Symbols,
            Trips = tripsFiles,
            Fleet = facts.OfType<FleetReplaced>().LastOrDefault() is { } fleet ? (fleet.FileName, originals.Bytes(fleet.Sha256)) : null,
            Zone = Settings.Zone,
            Matching = Settings.Matching,
        }.Decide();
        tollIds = TollIds.Of(Reconciliation);
        IndexTolls();
        foreach (var fact in facts)
            Follow(fact);
        // A crossing may have decisions on several of its rows: the last one holds.
        foreach (var decision in decisions.Values.OrderBy(decision => decision.Seq))
            Apply(decision);
        Hold();
    }

    /// <summary>The facts it follows from.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>The place of the last fact; 0 when there is none.</summary>
    public long Seq => Facts.Count > 0 ? Facts[^1].Seq : 0;

    /// <summary>How tolls are judged.</summary>
    public LedgerSettings Settings { get; }

    /// <summary>The statements, as they were imported.</summary>
    public IReadOnlyList<StatementImported> Imports { get; }

    /// <summary>The decisions, a person's included.</summary>
    public Reconciliation Reconciliation => tolls.Reconciliation;

    /// <summary>The approved claims.</summary>
    public IReadOnlyCollection<LedgerClaim> Claims => claims.Values;

    /// <summary>How many trips a trips file tells of.</summary>
    internal int TripRowsOf(TripsImported fact) => tripRows[fact];

    internal static LedgerState Of(IReadOnlyList<Fact> facts, Originals originals) => new(facts, originals);

    /// <summary>The id of a row's toll; null for a repeat.</summary>
    public string? TollIdAt(RowPlace place) => tollIds[place.Statement][place.Row];

    /// <summary>Where a toll's row stands; null when no such toll is known.</summary>
    public RowPlace? PlaceOf(string tollId) => places.TryGetValue(tollId, out var place) ? place : null;

    /// <summary>The claim that holds a toll, or the crossing that it is a row of; null when none does.</summary>
    public string? HolderOf(string tollId) => holders.GetValueOrDefault(tollId);

    /// <summary>A person's decision on a toll; null when there is none in force.</summary>
    public DecisionMade? DecisionOn(string tollId) => decisions.GetValueOrDefault(tollId);

    /// <summary>An approved claim; null when there is none.</summary>
    public LedgerClaim? Claim(string id) => claims.GetValueOrDefault(id);

    /// <summary>What is owed and not yet claimed, by its last day.</summary>
    public IReadOnlyList<DraftClaim> Drafts(ClaimRules rules, LocalDate asOf)
    {
        var earlier = claims.Values.CountBy(claim => claim.ReservationId).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. tolls.Claims(rules, asOf, hasProof: false, IsFree)
                .Select(claim => new DraftClaim($"{claim.Trip.ReservationId}-{earlier.GetValueOrDefault(claim.Trip.ReservationId) + 1}", claim, asOf < claim.ReadyOn ? LedgerClaimState.Draft : LedgerClaimState.Ready)),
        ];
    }

    /// <summary>How a flag begins that asks for money to be paid back.</summary>
    internal const string RefundFlag = "refund the guest";

    /// <summary>What a claim's tolls come to now that it does not say, for a person: a refund that is due, a toll that is another
    /// trip's. Empty when all is as it was approved.</summary>
    public IReadOnlyList<string> FlagsOf(LedgerClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var lines = claim.HoldsTolls ? claim.Lines : [];
        var flags = lines.Where(line => PlaceOf(line.TollId) is null).Select(line => $"toll {line.TollId} is in no statement any more").ToList();
        // A credit can join tolls that were claimed one by one: they are compared with it together.
        foreach (var crossing in lines.Where(line => PlaceOf(line.TollId) is not null).GroupBy(line => FirstOf(PlaceOf(line.TollId)!.Value)))
        {
            var decision = Reconciliation.DecisionAt(crossing.Key);
            var claimed = crossing.Sum(line => line.Cents);
            var now = decision.Outcome == Outcome.Excluded ? 0 : Math.Max(0, NetOf(crossing.Key).Cents - ClaimedElsewhere(claim, crossing.Key));
            if (now < claimed)
                flags.Add($"{RefundFlag} {new Money(claimed - now).ToDollars()}: a toll of {new Money(claimed).ToDollars()} was corrected");
            else if (now > claimed)
                flags.Add($"a toll of {new Money(claimed).ToDollars()} is {new Money(now).ToDollars()} now");
            else if (decision.Outcome != Outcome.Matched || decision.Trip?.ReservationId != claim.ReservationId)
                flags.Add($"a toll of {new Money(claimed).ToDollars()} is no longer certain to be this trip's");
        }

        if (TurosWordOn(claim) is { } word)
            flags.Add(word);
        return flags;
    }

    /// <summary>The crossing of a toll; null when no statement has it.</summary>
    internal Crossing? CrossingOf(string tollId) => PlaceOf(tollId) is not { } place ? null
        : Reconciliation.GroupOf(place) ?? new Crossing([place], Reconciliation.RowAt(place).Amount ?? Money.Zero);

    /// <summary>The net of a row's crossing.</summary>
    internal Money NetOf(RowPlace place) =>
        Reconciliation.GroupOf(place)?.Net ?? Reconciliation.RowAt(place).Amount ?? Money.Zero;

    /// <summary>The toll of a crossing that a claim holds: its first charge.</summary>
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

    /// <summary>What other claims that hold tolls of a crossing have claimed of it.</summary>
    private long ClaimedElsewhere(LedgerClaim claim, RowPlace first) => Reconciliation.GroupOf(first) is not { } crossing ? 0 : crossing.Rows
        .Select(row => TollIdAt(row)!)
        .SelectMany(id => HolderOf(id) is { } holder && holder != claim.Id ? claims[holder].Lines.Where(line => line.TollId == id) : [])
        .Sum(line => line.Cents);

    /// <summary>A claim holds every row of the crossings that its tolls are of.</summary>
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

    /// <summary>Where Turo's tolls and tickets of a sent claim's trip rose since.</summary>
    private string? TurosWordOn(LedgerClaim claim)
    {
        if (claim.State is not (LedgerClaimState.Sent or LedgerClaimState.Disputed or LedgerClaimState.Answered) || claim.TurosTollsCents is not { } before)
            return null;
        var now = Reconciliation.Trips.Trips.FirstOrDefault(trip => trip.ReservationId == claim.ReservationId)?.TollsAndTickets.Cents ?? before;
        return now == before ? null
            : now - before == claim.Cents ? "Turo charged exactly this claim since: it looks paid"
            : $"Turo's tolls and tickets of this trip changed by {new Money(now - before).ToDollars()} since it was sent: is it paid?";
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

    /// <summary>A person's decision holds for every row of the crossing.</summary>
    private void Apply(DecisionMade made)
    {
        if (PlaceOf(made.TollId) is not { } place)
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
