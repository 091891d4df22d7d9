using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>
/// The rows whose outcome a fact may change. It follows from the fact, the trips and the fleet alone, so that a ledger can read and
/// decide these rows and no others (<c>docs/couplings.md</c>).
/// </summary>
internal sealed class Touched
{
    private static readonly Reason[] OfCredits = [Reason.MayBeRefunded, Reason.CreditWithoutCharge];
    private readonly List<Span> devices = [];
    private readonly List<Span> cars = [];
    private readonly List<Span> credits = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> tolls = new(StringComparer.Ordinal);
    private readonly long reach;
    private readonly long creditReach;
    private readonly long tripReach;
    private bool isEverything;

    private Touched(MatchingOptions options)
    {
        // A toll that makes another one doubtful is at most CarWithin away, and so is the next one that a change of that reaches.
        reach = 2 * (long)options.CarWithin.TotalSeconds;
        creditReach = (long)options.CreditWithin.TotalSeconds + 86400;
        tripReach = (long)Math.Max(Math.Max(options.LateFeeWithin.TotalSeconds, options.LateReturnWithin.TotalSeconds), Math.Max(options.ReviewAfter.TotalSeconds, options.ReviewBefore.TotalSeconds));
    }

    /// <summary>What a fact may change.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="before">The state before it.</param>
    /// <param name="after">The state after it.</param>
    public static Touched By(Fact fact, LedgerState before, LedgerState after)
    {
        var touched = new Touched(after.Settings.Matching);
        switch (fact)
        {
            case SettingsChanged:
                touched.isEverything = true;
                break;
            case DecisionMade made:
                touched.AddCrossing(before, made.TollId);
                break;
            case DecisionUndone undone:
                touched.AddCrossing(before, undone.TollId);
                break;
            case ClaimApproved approved:
                approved.Lines.ToList().ForEach(line => touched.AddCrossing(before, line.TollId));
                break;
            case ClaimMoved moved:
                before.Claim(moved.ClaimId)!.Lines.ToList().ForEach(line => touched.AddCrossing(before, line.TollId));
                break;
            case GuestErased:
                break;
            default:
                touched.AddRows(before, after);
                touched.AddTrips(before.Reconciliation.Trips, after.Reconciliation.Trips);
                touched.AddCoverage(before.Reconciliation, after.Reconciliation);
                touched.AddCars(before.Reconciliation, after.Reconciliation);
                break;
        }

        return touched;
    }

    /// <summary>Whether the outcome of a row may differ.</summary>
    public bool Covers(LedgerState state, RowPlace place)
    {
        if (isEverything || (state.TollIdAt(place) is { } toll && tolls.Contains(toll)))
            return true;
        var reconciliation = state.Reconciliation;
        ref readonly var row = ref reconciliation.RowAt(place);
        var statement = reconciliation.Statements[place.Statement];
        if (row.TransactionId.IsReliable && ids.Contains(IdOf(statement, row)))
            return true;
        var (from, to) = TimeOf(row);
        var names = NamesOf(reconciliation, place).ToList();
        bool IsIn(List<Span> spans) => spans.Exists(span => names.Contains(span.Name) && span.From <= to && from <= span.To);
        return IsIn(devices) || IsIn(cars) || (OfCredits.Contains(reconciliation.DecisionAt(place).Reason) && IsIn(credits));
    }

    /// <summary>The names under which a row is compared: its tag, its plate, and every car that it may be of.</summary>
    private static IEnumerable<string> NamesOf(Reconciliation reconciliation, RowPlace place)
    {
        var row = reconciliation.RowAt(place);
        var (from, to) = TimeOf(row);
        foreach (var device in new[] { row.Tag, row.Plate }.OfType<TagOrPlate>())
        {
            yield return NameOf(device);
            foreach (var car in new[] { from, to }.SelectMany(reconciliation.Fleet.HistoryOf(device).Possible).Distinct())
                yield return NameOf(car);
        }

        if (reconciliation.DecisionAt(place).Vehicle is { } vehicle)
            yield return NameOf(vehicle);
        if (row.Identifier is null && reconciliation.Statements[place.Statement].AssignedVehicle is { } assigned && reconciliation.Trips.Vehicles.Find(assigned, out _) is { } own)
            yield return NameOf(own);
    }

    private static string NameOf(TagOrPlate device) => $"{device.Kind} {device.Value}";

    private static string NameOf(Vehicle vehicle) => $"car {vehicle.Id}";

    private static string IdOf(Statement statement, in StatementRow row) => $"{statement.Layout.Issuer} {row.TransactionId}";

    /// <summary>The times that a row may be of, in Unix seconds: the reading of its local time in each zone, or its whole day.</summary>
    private static (long From, long To) TimeOf(in StatementRow row)
    {
        var travel = row.Travel.HasDate ? row.Travel : row.Posted;
        if (!travel.HasDate || row.Plaza is null)
            return (long.MinValue / 4, long.MaxValue / 4);
        var (from, to) = (long.MaxValue, long.MinValue);
        foreach (var end in new[] { travel, row.OtherEnd })
        {
            if (!end.HasDate)
                continue;
            foreach (var zone in row.Plaza.Zones)
            {
                zone.Read(end.LocalSeconds, out var early, out var late);
                (from, to) = (Math.Min(from, early), Math.Max(to, end.HasTime ? late : late + 86400));
            }
        }

        return (from, to);
    }

    private void AddCrossing(LedgerState state, string toll)
    {
        tolls.Add(toll);
        foreach (var place in state.CrossingOf(toll)?.Rows ?? [])
            tolls.Add(state.TollIdAt(place) ?? toll);
    }

    /// <summary>The rows of the statements that came, went or were read differently.</summary>
    private void AddRows(LedgerState before, LedgerState after)
    {
        foreach (var (state, other) in new[] { (before, after), (after, before) })
        {
            for (var file = 0; file < state.Imports.Count; file++)
            {
                if (other.Imports.Contains(state.Imports[file]))
                    continue;
                for (var index = 0; index < state.Reconciliation.Statements[file].Rows.Count; index++)
                    AddRow(state, new RowPlace(file, index));
            }
        }
    }

    private void AddRow(LedgerState state, RowPlace place)
    {
        ref readonly var row = ref state.Reconciliation.RowAt(place);
        var (from, to) = TimeOf(row);
        foreach (var name in NamesOf(state.Reconciliation, place).Append(NoName))
        {
            devices.Add(new Span(name, from - reach, to + reach));
            credits.Add(new Span(name, from - creditReach, to + creditReach));
        }

        if (row.TransactionId.IsReliable)
            ids.Add(IdOf(state.Reconciliation.Statements[place.Statement], row));
        if (state.TollIdAt(place) is { } toll)
            tolls.Add(toll);
    }

    private const string NoName = "none";

    private void AddTrips(TripBook before, TripBook after)
    {
        var (old, now) = (before.Trips.ToLookup(trip => trip.ReservationId), after.Trips.ToLookup(trip => trip.ReservationId));
        foreach (var reservation in old.Select(trips => trips.Key).Union(now.Select(trips => trips.Key)))
        {
            var (was, becomes) = (old[reservation].ToList(), now[reservation].ToList());
            if (was.Select(Essence).SequenceEqual(becomes.Select(Essence)))
                continue;
            foreach (var (trips, book) in new[] { (was, before), (becomes, after) })
            {
                foreach (var trip in trips)
                    AddTrip(trip, book);
            }
        }
    }

    /// <summary>A trip reaches from the end of the one before it to the start of the next one, where the odometers are compared, and into that one.</summary>
    private void AddTrip(Trip trip, TripBook book)
    {
        var own = book.Trips.Where(other => other.Vehicle == trip.Vehicle && other.Exists && other.ReservationId != trip.ReservationId).ToList();
        var from = own.Where(other => other.UntilLatest <= trip.FromEarliest).Select(other => other.UntilEarliest).Append(trip.FromEarliest).Max();
        from = own.Exists(other => other.UntilLatest <= trip.FromEarliest) ? from : trip.FromEarliest;
        var next = own.Where(other => other.FromEarliest >= trip.UntilLatest).Select(other => other.FromLatest).DefaultIfEmpty(trip.UntilLatest).Min();
        var until = Math.Max(Math.Max(trip.UntilLatest, trip.EndLatest), next);
        cars.Add(new Span(NameOf(trip.Vehicle), Math.Min(from, trip.StartEarliest) - tripReach - reach, until + tripReach + reach));
    }

    private static object Essence(Trip trip) => (
        trip.Vehicle.Id, trip.Guest, trip.StartEarliest, trip.EndLatest, trip.Status, (trip.PickedUp, trip.Returned, trip.TimesContradict),
        (trip.HasDeliveryFee, trip.HasLateFee, trip.HasNoMiles, trip.CheckInOdometer, trip.CheckOutOdometer), (trip.KnownUntil, trip.OnThisCarFrom, trip.StatusText));

    /// <summary>The times in which the coverage of a car differs.</summary>
    private void AddCoverage(Reconciliation before, Reconciliation after)
    {
        var (old, now) = (TripTimelines.CoverageOf(before.Trips), TripTimelines.CoverageOf(after.Trips));
        foreach (var car in old.Keys.Union(now.Keys))
        {
            foreach (var (from, to) in Difference(old.GetValueOrDefault(car, []), now.GetValueOrDefault(car, [])))
                cars.Add(new Span($"car {car}", from - reach, to + reach));
        }
    }

    private static IEnumerable<(long From, long To)> Difference(IReadOnlyList<Coverage> one, IReadOnlyList<Coverage> other)
    {
        var moments = one.Concat(other).SelectMany(span => new[] { span.From, span.To }).Distinct().Order().ToList();
        for (var index = 0; index + 1 < moments.Count; index++)
        {
            var moment = moments[index];
            bool Holds(IReadOnlyList<Coverage> spans) => spans.Any(span => span.From <= moment && moment < span.To);
            if (Holds(one) != Holds(other))
                yield return (moment, moments[index + 1]);
        }
    }

    /// <summary>Tags and plates that are on another car than before, for the time in which they are, and cars with another zone or VIN.</summary>
    private void AddCars(Reconciliation before, Reconciliation after)
    {
        foreach (var (one, other) in new[] { (before, after), (after, before) })
        {
            var known = other.Fleet.Assignments.Select(LineOf).ToHashSet();
            foreach (var line in one.Fleet.Assignments.Where(line => !known.Contains(LineOf(line))))
            {
                devices.Add(new Span(NameOf(line.Identifier), line.From - reach, line.To + reach));
                cars.Add(new Span(NameOf(line.Vehicle), line.From - reach, line.To + reach));
                AddLookAlikes(one.Fleet, line.Identifier);
            }

            var labels = other.Trips.Vehicles.Vehicles.SelectMany(car => car.LabelPlates.Select(plate => (car.Id, plate.Text))).ToHashSet();
            foreach (var car in one.Trips.Vehicles.Vehicles)
            {
                foreach (var plate in car.LabelPlates.Where(plate => !labels.Contains((car.Id, plate.Text))))
                {
                    devices.Add(Always(NameOf(plate)));
                    cars.Add(Always(NameOf(car)));
                    AddLookAlikes(one.Fleet, plate);
                }

                var same = other.Trips.Vehicles.Find(car.Id, out _);
                if (same is null || CarOf(same) != CarOf(car))
                    cars.Add(Always(NameOf(car)));
            }
        }
    }

    private void AddLookAlikes(FleetBook fleet, TagOrPlate plate)
    {
        foreach (var alike in fleet.LookingLike(plate))
            devices.Add(Always(NameOf(alike)));
    }

    private static Span Always(string name) => new(name, long.MinValue / 2, long.MaxValue / 2);

    private static (TagOrPlate, string, long, long) LineOf(Assignment line) => (line.Identifier, line.Vehicle.Id, line.From, line.To);

    private static object CarOf(Vehicle car) => (car.Id, car.HasTwoVins, car.HasTrips, car.Zone?.Zone.Id, string.Join(' ', car.OlderIds.Order(StringComparer.Ordinal)));

    /// <summary>A tag, plate or car for a time.</summary>
    private readonly record struct Span(string Name, long From, long To);
}
