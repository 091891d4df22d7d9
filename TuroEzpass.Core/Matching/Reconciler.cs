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
    private readonly Crossings crossings = new();
    private readonly TwoAccounts? accounts;

    private Reconciler(IReadOnlyList<Statement> statements, TripBook trips, FleetBook fleet, Symbols symbols, MatchingOptions options)
    {
        this.statements = statements;
        this.options = options;
        histories = [.. symbols.Identifiers.Select(fleet.HistoryOf)];
        assigned = [.. statements.Select(statement => Assigned(statement, trips.Vehicles))];
        identities = new Identities(assigned);
        timelines = new TripTimelines(trips, options);
        accounts = TwoAccounts.ArePossible(statements) ? new TwoAccounts() : null;
    }

    /// <summary>Decides all rows.</summary>
    /// <param name="statements">The statements, in order: of two copies of a row the later one is the duplicate.</param>
    /// <param name="trips">The trips.</param>
    /// <param name="fleet">The tags and plates.</param>
    /// <param name="symbols">The symbol tables that the statements were read with.</param>
    /// <param name="options">The times around trips in which tolls need review.</param>
    /// <exception cref="InputException">A statement was assigned to a vehicle that is not known with certainty.</exception>
    public static Reconciliation Decide(
        IReadOnlyList<Statement> statements, TripBook trips, FleetBook fleet, Symbols symbols, MatchingOptions options)
    {
        var reconciler = new Reconciler(statements, trips, fleet, symbols, options);
        var decisions = reconciler.DecideAll(out var grouped);
        return new Reconciliation(statements, trips, fleet, options, decisions, grouped, reconciler.timelines);
    }

    private static Vehicle? Assigned(Statement statement, VehicleDirectory vehicles)
    {
        if (statement.AssignedVehicle is not { } name)
            return null;
        var vehicle = vehicles.Find(name, out var problem);
        return problem is null ? vehicle ?? vehicles.GetOrAdd(name) : throw new InputException(statement.FileName, null, problem, "");
    }

    private Decision[][] DecideAll(out List<Crossing> grouped)
    {
        var repeats = Repeats.Find(statements, identities);
        FirstPass(repeats);
        var decisions = new Decision[statements.Count][];
        for (var file = 0; file < statements.Count; file++)
        {
            var rows = statements[file].Rows;
            var own = decisions[file] = new Decision[rows.Count];
            var marks = repeats[file];
            for (var index = 0; index < own.Length; index++)
                own[index] = DecideRow(rows[index], new RowPlace(file, index), marks is not null && marks[index]);
        }

        grouped = [];
        foreach (var rows in crossings.Split(place => At(place).Travel))
        {
            if (rows.Exists(place => At(place).Amount < Money.Zero))
                grouped.Add(DecideGroup(rows, decisions));
            else
                rows.ForEach(place => decisions[place.Statement][place.Row] = DecideCharge(At(place), place.Statement));
        }

        return decisions;
    }

    /// <summary>Finds credits, which link rows into crossings, and crossings charged to two accounts.</summary>
    private void FirstPass(bool[]?[] repeats)
    {
        for (var file = 0; file < statements.Count; file++)
        {
            var rows = statements[file].Rows;
            if (accounts is null && !rows.HasTollCredits)
                continue;
            var marks = repeats[file];
            for (var index = 0; index < rows.Count; index++)
            {
                ref readonly var row = ref rows[index];
                if (row.Kind != RowKind.Toll || row.Unreadable is not null || (marks is not null && marks[index]))
                    continue;
                if (row.Amount < Money.Zero)
                    crossings.AddCredit(row, NamesOf(row, file));
                else if (accounts is not null && row.Travel.HasTime && row.Amount > Money.Zero)
                    accounts.Add(statements[file], row, NamesOf(row, file), CertainVehicle(row, file)?.Index);
            }
        }
    }

    private Decision DecideRow(in StatementRow row, RowPlace place, bool isRepeat)
    {
        if (row.Unreadable is not null)
            return new Decision(Outcome.Unreadable, Reason.Unreadable);
        if (isRepeat)
            return new Decision(Outcome.Duplicate, Reason.Repeat);
        if (row.Kind != RowKind.Toll)
        {
            return row.Kind == RowKind.Unknown && (row.Identifier is not null || statements[place.Statement].Layout.OneVehicle)
                ? new Decision(Outcome.NeedsReview, Reason.UnknownKind, CertainVehicle(row, place.Statement))
                : new Decision(Outcome.Excluded, Reason.NotAToll);
        }

        if (crossings.Any && crossings.TryJoin(row, NamesOf(row, place.Statement), place))
            return default;
        return DecideCharge(row, place.Statement);
    }

    private Decision DecideCharge(in StatementRow row, int file)
    {
        if (IsOnTwoAccounts(row, file))
            return new Decision(Outcome.NeedsReview, Reason.TwoAccounts, CertainVehicle(row, file));
        if (row.Amount == Money.Zero)
            return new Decision(Outcome.Excluded, Reason.Netted);
        return Judge(row, file);
    }

    private CrossingNames NamesOf(in StatementRow row, int file)
    {
        var identity = identities.Of(row, file);
        return new CrossingNames(identity, row.Tag is not null && row.Plate is { } plate ? plate.Index : identity);
    }

    private bool IsOnTwoAccounts(in StatementRow row, int file) =>
        accounts is not null && row.Travel.HasTime && row.Amount > Money.Zero && accounts.Has(row, NamesOf(row, file), CertainVehicle(row, file)?.Index);

    /// <summary>The rows of a crossing share one outcome, and its net is the amount owed.</summary>
    private Crossing DecideGroup(List<RowPlace> rows, Decision[][] decisions)
    {
        var net = Money.Zero;
        foreach (var place in rows)
            net += At(place).Amount!.Value;
        var decision = DecideGroup(rows, net);
        foreach (var place in rows)
            decisions[place.Statement][place.Row] = decision;
        return new Crossing(rows, net);
    }

    private Decision DecideGroup(List<RowPlace> rows, Money net)
    {
        var charges = rows.Where(place => At(place).Amount > Money.Zero).ToList();
        if (charges.Exists(place => IsOnTwoAccounts(At(place), place.Statement)))
            return new Decision(Outcome.NeedsReview, Reason.TwoAccounts, CertainVehicle(At(rows[0]), rows[0].Statement));
        if (net == Money.Zero)
            return new Decision(Outcome.Excluded, Reason.Netted);
        if (net < Money.Zero)
            return new Decision(Outcome.NeedsReview, Reason.CreditWithoutCharge, CertainVehicle(At(rows[0]), rows[0].Statement));
        var first = Judge(At(charges[0]), charges[0].Statement);
        foreach (var place in charges.Skip(1))
        {
            var next = Judge(At(place), place.Statement);
            if (next.Outcome != first.Outcome || next.Vehicle != first.Vehicle || next.Judgement != first.Judgement)
                return (first.Trip is null ? next : first).Ending(Outcome.NeedsReview, Reason.CrossingRowsDiffer);
        }

        return first;
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

        // A match must be certain, and a row of an unknown agency may be parking.
        return !plaza.Agency.IsKnown && decision.Outcome is Outcome.Matched or Outcome.HostExpense && !statements[file].Layout.AcceptsUnknownAgency
            ? decision.Ending(Outcome.NeedsReview, Reason.UnknownAgency)
            : decision;
    }

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
