using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>Decides every statement row. Pure: the same inputs give the same decisions. The order of rows, files and trips
/// only affects which of several copies counts as the duplicate.</summary>
public sealed class Reconciler
{
    private readonly IReadOnlyList<Statement> statements;
    private readonly IdentifierHistory[] histories;
    private readonly Vehicle?[] assigned;
    private readonly Identities identities;
    private readonly TripTimelines timelines;
    private readonly MatchingOptions options;
    private readonly Moments moments = new();
    private readonly Symbols symbols;
    private readonly PassageRows passageRows;
    private readonly bool[] looksAlike;
    private IReadOnlyDictionary<RowPlace, RowPlace?> refunds = null!;

    private Reconciler(IReadOnlyList<Statement> statements, TripBook trips, FleetBook fleet, Symbols symbols, MatchingOptions options)
    {
        this.statements = statements;
        this.options = options;
        this.symbols = symbols;
        histories = [.. symbols.Identifiers.Select(fleet.HistoryOf)];
        assigned = [.. statements.Select(statement => Assigned(statement, trips.Vehicles))];
        identities = new Identities(assigned);
        timelines = new TripTimelines(trips, options);
        passageRows = new PassageRows(statements, identities, options);
        looksAlike = [.. symbols.Identifiers.Select(fleet.LooksLikeAnothers)];
    }

    /// <summary>Decides all rows.</summary>
    /// <param name="statements">The statements, in order: of two copies of a row the later one is the duplicate.</param>
    /// <param name="trips">The trips.</param>
    /// <param name="fleet">The tags and plates.</param>
    /// <param name="symbols">The symbol tables that the statements were read with.</param>
    /// <param name="options">The times around trips in which tolls need review.</param>
    /// <param name="refunds">What people decided about credits: the charge that a credit refunds; null for none.</param>
    /// <exception cref="InputException">A statement was assigned to a vehicle that is not known with certainty.</exception>
    public static Reconciliation Decide(
        IReadOnlyList<Statement> statements, TripBook trips, FleetBook fleet, Symbols symbols, MatchingOptions options,
        IReadOnlyDictionary<RowPlace, RowPlace?>? refunds = null)
    {
        var reconciler = new Reconciler(statements, trips, fleet, symbols, options) { refunds = refunds ?? new Dictionary<RowPlace, RowPlace?>() };
        var book = reconciler.DecideAll(out var grouped);
        return new Reconciliation(statements, trips, fleet, options, book, grouped, reconciler.timelines);
    }

    private static Vehicle? Assigned(Statement statement, VehicleDirectory vehicles)
    {
        if (statement.AssignedVehicle is not { } name)
            return null;
        var vehicle = vehicles.Find(name, out var problem);
        return problem is null ? vehicle ?? vehicles.GetOrAdd(name) : throw new InputException(statement.FileName, null, problem, "");
    }

    /// <summary>Each row by itself; then the rows of one car against each other.</summary>
    private DecisionBook DecideAll(out List<Crossing> grouped)
    {
        var repeats = Repeats.Find(statements, identities);
        var book = new DecisionBook(new Decision[statements.Count][]);
        var passages = new Passages(statements, timelines.Count);
        var credits = new List<RowPlace>();
        for (var file = 0; file < statements.Count; file++)
        {
            var rows = statements[file].Rows;
            var own = book.All[file] = new Decision[rows.Count];
            var marks = repeats[file];
            for (var index = 0; index < own.Length; index++)
            {
                ref readonly var row = ref rows[index];
                var isRepeat = marks is not null && marks[index];
                own[index] = DecideRow(row, file, isRepeat);
                if (row.Unreadable is not null || isRepeat || !row.Travel.HasDate)
                    continue;
                var place = new RowPlace(file, index);
                var isCredit = row.Kind == RowKind.Toll ? row.Amount < Money.Zero : PassageRows.IsChange(row);
                if (isCredit)
                    credits.Add(place);
                if (isCredit || (row.Kind == RowKind.Toll && row.Amount > Money.Zero) || (row.Kind == RowKind.Unknown && row.Identifier is not null))
                    AddPassage(passages, row, place, own[index].Vehicle ?? (isCredit ? CertainVehicle(row, file) : null));
            }
        }

        grouped = Settle(passages, credits, book);
        return book;
    }

    private List<Crossing> Settle(Passages passages, List<RowPlace> credits, DecisionBook book)
    {
        passages.Close();
        var within = HasManyAccounts() ? (long)options.TwoAccountsWithin.TotalSeconds : 59;
        var crossings = new Crossings(passageRows, book);
        crossings.Settle(
            [.. passages.Pairs(Math.Max(within, (long)options.OneAccountWithin.TotalSeconds))],
            [.. ChargesById(credits, book), .. refunds.Where(refund => refund.Value is not null).Select(refund => (refund.Key, refund.Value!.Value))]);
        var open = new OpenCredits(passageRows, book, crossings, identities, options);
        foreach (var place in credits)
        {
            if (refunds.TryGetValue(place, out var charge))
            {
                if (charge is null)
                    book.Set(place, new Decision(Outcome.Excluded, Reason.ByPerson, book[place].Vehicle));
                continue;
            }

            var crossing = crossings.Of(place);
            if (book[place].Outcome != Outcome.Duplicate && (crossing is null || (crossing.Net < Money.Zero && crossing.Rows.First(row => At(row).Amount < Money.Zero) == place)))
                open.Add(place, -(crossing?.Net ?? At(place).Amount!.Value).Cents);
        }

        if (open.Any)
            OfferAll(open, book);
        new ImpossibleDrives(passageRows, book, crossings, options).Find(passages);
        return crossings.Grouped;
    }

    private void OfferAll(OpenCredits open, DecisionBook book)
    {
        for (var file = 0; file < statements.Count; file++)
        {
            for (var index = 0; index < book.All[file].Length; index++)
            {
                if (book.All[file][index].Outcome == Outcome.Matched && statements[file].Rows[index] is { Kind: RowKind.Toll } row && row.Amount > Money.Zero)
                    open.Offer(new RowPlace(file, index));
            }
        }

        open.Hold();
    }

    /// <summary>The charges that have the id of a credit, on whatever day.</summary>
    private List<(RowPlace Credit, RowPlace Charge)> ChargesById(List<RowPlace> credits, DecisionBook book)
    {
        var byId = new Dictionary<(string Issuer, TransactionId Id), RowPlace>();
        foreach (var place in credits.Where(place => At(place).TransactionId.IsReliable))
            byId.TryAdd((statements[place.Statement].Layout.Issuer, At(place).TransactionId), place);
        var found = new List<(RowPlace, RowPlace)>();
        for (var file = 0; file < statements.Count && byId.Count > 0; file++)
        {
            var (rows, issuer) = (statements[file].Rows, statements[file].Layout.Issuer);
            for (var index = 0; index < rows.Count; index++)
            {
                ref readonly var row = ref rows[index];
                if (row.Kind == RowKind.Toll && row.Amount > Money.Zero && row.TransactionId.IsReliable && book.All[file][index].Reason != Reason.Repeat
                    && row.Unreadable is null && byId.TryGetValue((issuer, row.TransactionId), out var credit))
                {
                    found.Add((credit, new RowPlace(file, index)));
                }
            }
        }

        return found;
    }

    private bool HasManyAccounts() => statements.Select(statement => (statement.Layout.Issuer, statement.Account)).Distinct().Skip(1).Any();

    /// <summary>A row of a certain car stands with it; any other with all that it may be of.</summary>
    private void AddPassage(Passages passages, in StatementRow row, RowPlace place, Vehicle? vehicle)
    {
        var zone = row.Plaza!.FirstZone;
        var moment = row.Travel.HasTime && zone.Read(row.Travel.LocalSeconds, out var earlier, out _) != LocalReading.Never ? earlier : row.Travel.LocalSeconds;
        if (vehicle is not null)
        {
            passages.AddVehicle(place, vehicle.Index, moment);
            return;
        }

        var identity = identities.Of(row, place.Statement);
        passages.AddDevice(place, identity >= 0 ? identity : symbols.Identifiers.Count, moment);
        if (row.Tag is not null && row.Plate is { } plate)
            passages.AddDevice(place, plate.Index, moment);
        var possible = new[] { row.Tag, row.Plate }.OfType<TagOrPlate>().SelectMany(device => histories[device.Index].Possible(moment));
        foreach (var car in possible.Distinct())
            passages.AddVehicle(place, car.Index, moment);
    }

    private Decision DecideRow(in StatementRow row, int file, bool isRepeat)
    {
        if (row.Unreadable is not null)
            return new Decision(Outcome.Unreadable, Reason.Unreadable);
        if (isRepeat)
            return new Decision(Outcome.Duplicate, Reason.Repeat);
        if (row.Kind != RowKind.Toll)
        {
            return row.Kind == RowKind.Unknown && (row.Identifier is not null || statements[file].Layout.OneVehicle)
                ? new Decision(Outcome.NeedsReview, Reason.UnknownKind, CertainVehicle(row, file))
                : new Decision(Outcome.Excluded, Reason.NotAToll);
        }

        return row.Amount < Money.Zero ? new Decision(Outcome.NeedsReview, Reason.CreditWithoutCharge, CertainVehicle(row, file))
            : row.Amount == Money.Zero ? new Decision(Outcome.Excluded, Reason.Netted)
            : Judge(row, file);
    }

    private ref readonly StatementRow At(RowPlace place) => ref statements[place.Statement].Rows[place.Row];

    /// <summary>Matches a charge to its car's trips.</summary>
    private Decision Judge(in StatementRow row, int file)
    {
        var plaza = row.Plaza!;
        Decision decision;
        if (plaza.HasOneZone && !row.OtherEnd.HasTime && row.Travel.HasTime
            && plaza.FirstZone.Read(row.Travel.LocalSeconds, out var moment, out _) == LocalReading.Once)
        {
            // The common case: a single time.
            var refusal = FindVehicle(row, file, moment, out var vehicle);
            if (refusal is not null)
                return refusal.Value;
            decision = new Decision(timelines.Of(vehicle!).At(moment), vehicle);
            if (row.Missing != MissingEnd.None)
                decision = WithMissingEnd(decision, row, moment, moment);
        }
        else
        {
            decision = JudgeMoments(row, file);
        }

        if (decision.Vehicle is { } car && (car.Use != VehicleUse.Rental || car.HasTwoVins))
            return WithoutTrips(car);
        if (decision.Outcome is not (Outcome.Matched or Outcome.HostExpense))
            return decision;
        // A match must be certain, and a row of an unknown agency may be parking.
        if (!plaza.Agency.IsKnown && !statements[file].Layout.AcceptsUnknownAgency)
            return decision.Ending(Outcome.NeedsReview, Reason.UnknownAgency);
        return DoubtOf(row, file, decision.Vehicle!) is { } doubt ? decision.Ending(Outcome.NeedsReview, doubt) : decision;
    }

    /// <summary>What speaks against a row by itself.</summary>
    private Reason? DoubtOf(in StatementRow row, int file, Vehicle vehicle)
    {
        if (row.Posted.HasDate && row.Posted.Day < row.Travel.Day)
            return Reason.PostedBeforeTravel;
        if (statements[file].KnownUntil is { } known && row.Travel.Day > known)
            return Reason.InTheFuture;
        if (row.Plaza!.NamesNoToll)
            return Reason.NotATollByName;
        if (row.Tag is null && row.Plate is { } plate && looksAlike[plate.Index])
            return Reason.LookAlikePlate;
        if (row.Travel.HasTime && row.Travel.SecondOfDay == 0 && !row.OtherEnd.HasTime && !IsOneHoldersDay(row, vehicle))
            return Reason.MidnightIsNoTime;
        return null;
    }

    private bool IsOneHoldersDay(in StatementRow row, Vehicle vehicle)
    {
        var zone = row.Plaza!.FirstZone;
        List<long> day = [zone.StartOfDay(row.Travel.Day), zone.StartOfDay(row.Travel.Day + 1) - 1];
        return timelines.Of(vehicle).Through(day[0], day[1]) is not null && !ChangesWithin(row.Tag, day) && !ChangesWithin(row.Plate, day);
    }

    private static Decision WithoutTrips(Vehicle vehicle) => vehicle.Use switch
    {
        VehicleUse.HostsOwn => new Decision(Outcome.HostExpense, Reason.HostsOwnCar, vehicle),
        VehicleUse.NotOurs => new Decision(Outcome.Excluded, Reason.NotOurs, vehicle),
        _ => new Decision(Outcome.NeedsReview, Reason.TwoVins, vehicle),
    };

    private Decision JudgeMoments(in StatementRow row, int file)
    {
        if (!moments.Gather(row))
        {
            return !HasIdentity(row, file)
                ? Unmapped(row)
                : new Decision(Outcome.NeedsReview, Reason.TimeSkipped, CertainVehicle(row, file));
        }

        if (FindVehicle(row, file, moments.All, out var vehicle) is { } refusal)
            return refusal;
        var timeline = timelines.Of(vehicle!);
        var first = timeline.At(moments.All[0]);
        var isSame = moments.All.TrueForAll(moment => timeline.At(moment).Equals(first));
        if (isSame && (row.OtherEnd.HasTime || !row.Travel.HasTime))
            isSame = timeline.Through(moments.First, moments.Last) is not null;
        if (!isSame)
            return new Decision(first, vehicle).Ending(Outcome.NeedsReview, row.Travel.HasTime ? Reason.EndsDiffer : Reason.DayNotInside);
        return WithMissingEnd(new Decision(first, vehicle), row, moments.First, moments.Last);
    }

    /// <summary>A ticketed toll with one missing time is certain only if no trip starts or ends near that end.</summary>
    private Decision WithMissingEnd(Decision decision, in StatementRow row, long first, long last)
    {
        if (row.Missing == MissingEnd.None || decision.Outcome == Outcome.NeedsReview)
            return decision;
        var within = (long)options.OtherEndWithin.TotalSeconds;
        var from = row.Missing is MissingEnd.Entry or MissingEnd.Either ? first - within : first;
        var to = row.Missing is MissingEnd.Exit or MissingEnd.Either ? last + within : last;
        return timelines.Of(decision.Vehicle!).HasBoundary(from, to)
            ? decision.Ending(Outcome.NeedsReview, Reason.OtherEndUnknown)
            : decision;
    }

    private bool HasIdentity(in StatementRow row, int file) =>
        (row.Identifier is null && assigned[file] is not null)
        || (row.Tag is { } tag && histories[tag.Index].IsKnown)
        || (row.Plate is { } plate && histories[plate.Index].IsKnown);

    private Decision Unmapped(in StatementRow row)
    {
        var known = (row.Tag is { } tag && histories[tag.Index].IsKnown) || (row.Plate is { } plate && histories[plate.Index].IsKnown);
        var reason = row.Identifier is null ? Reason.NoIdentifier : known ? Reason.UnknownThen : Reason.UnknownIdentifier;
        return new Decision(Outcome.Unmapped, reason);
    }

    /// <summary>The car at all of the times, or a decision if it is not the same one.</summary>
    private Decision? FindVehicle(in StatementRow row, int file, List<long> at, out Vehicle? vehicle)
    {
        var refusal = FindVehicle(row, file, at[0], out vehicle);
        for (var index = 1; index < at.Count; index++)
        {
            var other = FindVehicle(row, file, at[index], out var later);
            if (later != vehicle || other?.Outcome != refusal?.Outcome)
                return new Decision(Outcome.NeedsReview, Reason.TwoVehicles);
        }

        // For a whole day, or from entry to exit, the car must be the same throughout.
        if (vehicle is not null && (row.OtherEnd.HasTime || !row.Travel.HasTime) && (ChangesWithin(row.Tag, at) || ChangesWithin(row.Plate, at)))
            return new Decision(Outcome.NeedsReview, Reason.TwoVehicles);
        return refusal;
    }

    private bool ChangesWithin(TagOrPlate? identifier, List<long> at) =>
        identifier is not null && histories[identifier.Index].ChangesWithin(at.Min(), at.Max());

    private Decision? FindVehicle(in StatementRow row, int file, long moment, out Vehicle? vehicle)
    {
        vehicle = row.Identifier is null ? assigned[file] : null;
        if (vehicle is not null)
            return null;
        Vehicle? byTag = null, byPlate = null;
        var tag = row.Tag is null ? VehicleAnswer.None : histories[row.Tag.Index].At(moment, out byTag);
        var plate = row.Plate is null ? VehicleAnswer.None : histories[row.Plate.Index].At(moment, out byPlate);
        if (tag == VehicleAnswer.Several || plate == VehicleAnswer.Several)
            return new Decision(Outcome.NeedsReview, Reason.TwoVehicles);
        if (byTag is not null && byPlate is not null && byTag != byPlate)
            return new Decision(Outcome.NeedsReview, Reason.TagAndPlateDiffer);
        if (tag != VehicleAnswer.One && plate == VehicleAnswer.OutsideFleetDates)
            return new Decision(Outcome.NeedsReview, Reason.OutsideFleetDates);
        vehicle = byTag ?? byPlate;
        return vehicle is null ? Unmapped(row) : null;
    }

    /// <summary>The car if it is certain, for rows that are not matched by it.</summary>
    private Vehicle? CertainVehicle(in StatementRow row, int file)
    {
        if (!row.Travel.HasDate || row.Plaza is null)
            return null;
        row.Plaza.Zones[0].Read(row.Travel.LocalSeconds, out var moment, out _);
        return FindVehicle(row, file, moment, out var vehicle) is null ? vehicle : null;
    }
}
