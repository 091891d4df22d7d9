using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <content>Data from files: imports, trips, cars, tags and plates.</content>
internal sealed partial class ProjectedItems
{
    internal const string StatementKind = "statement";
    internal const string TripsKind = "trips";
    internal const string FleetKind = "fleet";
    internal const string HandoversKind = "handovers";

    private IEnumerable<ProjectedItem> Imports() =>
        ImportItems().Select(item => new ProjectedItem(Key("IMPORT", item.Id), Bytes(item), Key("IMPORTTIME", $"{item.At}#{item.Id}"), null));

    internal IEnumerable<ImportItem> ImportItems()
    {
        // A file may have been imported more than once: the last time counts.
        var last = new Dictionary<string, Fact>(StringComparer.Ordinal);
        var withdrawn = new Dictionary<string, ImportWithdrawn>(StringComparer.Ordinal);
        foreach (var fact in state.Facts)
        {
            if (fact is ImportWithdrawn gone)
                withdrawn[gone.Sha256] = gone;
            else if (StandingFacts.IdOf(fact) is { } id)
                last[id] = fact;
        }

        var statement = state.Imports.Index().ToDictionary(import => import.Item.Sha256, import => import.Index, StringComparer.Ordinal);
        foreach (var (id, fact) in last)
        {
            var gone = withdrawn.TryGetValue(id, out var by) && by.Seq > fact.Seq ? by : null;
            yield return Import(fact, gone, statement.TryGetValue(id, out var file) ? file : null);
        }
    }

    /// <summary>The item of an import; null if there is no such import.</summary>
    internal ProjectedItem? ImportOf(string id)
    {
        foreach (var item in Imports().Where(item => item.Key.Sort == id))
            return item;
        return null;
    }

    private ImportItem Import(Fact fact, ImportWithdrawn? gone, int? file)
    {
        var none = new Dictionary<string, int>();
        return (fact switch
        {
            StatementImported it => file is { } index ? Statement(it, index) : new ImportItem(it.Sha256, StatementKind, it.FileName, "", it.Rows, none, it.At, it.By),
            TripsImported it => new ImportItem(it.Sha256, TripsKind, it.FileName, "", gone is null ? state.TripRowsOf(it) : 0, none, it.At, it.By),
            HandoversImported it => new ImportItem(it.Sha256, HandoversKind, it.FileName, "", 0, none, it.At, it.By),
            FleetReplaced it => new ImportItem(it.Sha256, FleetKind, it.FileName, "", 0, none, it.At, it.By),
            _ => throw new InvalidOperationException($"{fact.GetType().Name} imports no file."),
        }) with { WithdrawnAt = gone?.At, WithdrawnBy = gone?.By };
    }

    private ImportItem Statement(StatementImported fact, int file)
    {
        var outcomes = state.Reconciliation.DecisionsOf(file).CountBy(decision => decision.Outcome).OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);
        return new ImportItem(fact.Sha256, StatementKind, fact.FileName, state.Reconciliation.Statements[file].Layout.Id, fact.Rows, outcomes, fact.At, fact.By);
    }

    private IEnumerable<ProjectedItem> Trips()
    {
        // Two files of one day may differ only in a trip's status.
        foreach (var trip in state.Reconciliation.Trips.Trips.DistinctBy(trip => (trip.ReservationId, trip.Vehicle, trip.StartEarliest, trip.EndLatest)))
        {
            var start = InstantPattern.General.Format(NodaTime.Instant.FromUnixTimeSeconds(trip.StartEarliest));
            var item = new TripItem(
                trip.ReservationId, trip.Guest, trip.Vehicle.Id, ResultFiles.VehicleText(trip.Vehicle),
                TripTime(trip.Start, trip), TripTime(trip.End, trip), trip.Status.ToString(), trip.TollsAndTickets.Cents, trip.FileDate.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture))
            {
                PickedUp = Stated(trip.PickedUp, trip.Start, trip),
                Returned = Stated(trip.Returned, trip.End, trip),
            };
            // A reservation that was moved to another car, or has conflicting versions, has one item for each.
            var end = InstantPattern.General.Format(NodaTime.Instant.FromUnixTimeSeconds(trip.EndLatest));
            var id = $"{trip.ReservationId}#{trip.Vehicle.Id}#{start}#{end}";
            yield return new ProjectedItem(Key("TRIP", id), Bytes(item), Key("TRIPSTART", $"{start}#{id}"), Key($"TRIPVEHICLE#{trip.Vehicle.Id}", $"{start}#{id}"));
        }

        foreach (var versions in TripVersions())
            yield return versions;
    }

    /// <summary>The distinct versions of a reservation in the trips files, in order of import.</summary>
    private IEnumerable<ProjectedItem> TripVersions()
    {
        var last = new Dictionary<string, (TripRow Row, int Number)>(StringComparer.Ordinal);
        foreach (var file in state.Reconciliation.Trips.Files)
        {
            foreach (var row in file.Rows)
            {
                var known = last.GetValueOrDefault(row.ReservationId);
                if (known.Row is not null && known.Row with { Line = row.Line } == row)
                    continue;
                last[row.ReservationId] = (row, known.Number + 1);
                var item = new TripVersionItem(
                    row.Guest, row.VehicleId, LocalDateTimePattern.GeneralIso.Format(row.Start), LocalDateTimePattern.GeneralIso.Format(row.End),
                    row.StatusText, row.TollsAndTickets?.Cents, file.FileName, row.Line);
                yield return new ProjectedItem(Key($"TRIPLOG#{row.ReservationId}", (known.Number + 1).ToString("D6", CultureInfo.InvariantCulture)), Bytes(item), null, null);
            }
        }
    }

    private IEnumerable<ProjectedItem> Vehicles()
    {
        var trips = state.Reconciliation.Trips.Trips.CountBy(trip => trip.Vehicle).ToDictionary();
        var directory = state.Reconciliation.Trips.Vehicles;
        var complete = state.Reconciliation.Trips.Coverage.ToLookup(stated => directory.Find(stated.Vehicle, out _));
        foreach (var vehicle in state.Reconciliation.Trips.Vehicles.Vehicles)
        {
            var plates = vehicle.LabelPlates.Select(Device).Order(StringComparer.Ordinal).ToList();
            var item = new VehicleItem(vehicle.Id, ResultFiles.VehicleText(vehicle), vehicle.Zone?.Zone.Id, trips.GetValueOrDefault(vehicle), plates)
            {
                Complete = complete[vehicle] is var own && own.Any() ? [.. StatedCoverage.Days(own).Select(days => $"{LocalDatePattern.Iso.Format(days.From)}/{LocalDatePattern.Iso.Format(days.To)}")] : null,
                OlderIds = vehicle.OlderIds.Count > 0 ? [.. vehicle.OlderIds.Order(StringComparer.Ordinal)] : null,
                Vin = vehicle.VinEnd,
            };
            yield return new ProjectedItem(Key("CAR", vehicle.Id), Bytes(item), null, null);
        }
    }

    private IEnumerable<ProjectedItem> Fleet()
    {
        foreach (var line in state.Reconciliation.Fleet.Assignments)
        {
            var (device, from) = PlaceOf(line);
            yield return new ProjectedItem(
                Key("FLEET", $"{device}#{from}"), Bytes(new FleetItem(line.Identifier.Text, line.Vehicle.Id, line.From, line.To)),
                Key($"VEHICLE#{line.Vehicle.Id}", $"{from}#{device}"), null);
        }
    }

    internal static (string Device, string From) PlaceOf(Assignment line) =>
        (Device(line.Identifier), Math.Max(0, line.From).ToString("D20", CultureInfo.InvariantCulture));

    /// <summary>Tags and plates that are on no known car, with the number and sum of their rows.</summary>
    private IEnumerable<ProjectedItem> Unknown()
    {
        var found = new Dictionary<TagOrPlate, UnknownItem>();
        var reconciliation = state.Reconciliation;
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            var decisions = reconciliation.DecisionsOf(file);
            for (var index = 0; index < decisions.Count; index++)
            {
                if (decisions[index].Outcome != Outcome.Unmapped || reconciliation.Statements[file].Rows[index].Identifier is not { } identifier)
                    continue;
                ref readonly var row = ref reconciliation.Statements[file].Rows[index];
                var at = RowTexts.TransactionAt(row);
                var known = found.GetValueOrDefault(identifier) ?? new UnknownItem(identifier.Text, 0, 0, at, at);
                found[identifier] = known with
                {
                    Tolls = known.Tolls + 1,
                    Cents = known.Cents + (row.Amount?.Cents ?? 0),
                    First = string.CompareOrdinal(at, known.First) < 0 ? at : known.First,
                    Last = string.CompareOrdinal(at, known.Last) > 0 ? at : known.Last,
                };
            }
        }

        return found.Select(pair => new ProjectedItem(Key("UNKNOWN", Device(pair.Key)), Bytes(pair.Value), null, null));
    }

    /// <summary>The settings, unless they are the defaults.</summary>
    internal IEnumerable<ProjectedItem> Settings() => state.Facts.OfType<SettingsChanged>().LastOrDefault() is not { } changed ? [] :
    [
        new ProjectedItem(
            Key("SETTINGS", "current"), Bytes(SettingsItem.Of(changed)), null, null),
    ];

    /// <summary>What determines the ETag of a trip's times: the ETags of its items, in the order of their keys.</summary>
    internal byte[] HandoverContent(string reservation) => LedgerReader.TimesContent(
        Trips().Where(item => item.Key.Partition == Key("TRIP", "").Partition && item.Key.Sort.StartsWith($"{reservation}#", StringComparison.Ordinal))
            .OrderBy(item => item.Key.Sort, StringComparer.Ordinal)
            .Select(item => LedgerReader.ETagOf(item.Json)));

    private StatedTimeItem? Stated(ActualTime? time, LocalDateTime booked, Trip trip) =>
        time is { } known ? new StatedTimeItem(TripTime(known.Local, trip), known.Local == booked) : null;

    private string TripTime(LocalDateTime local, Trip trip) => RowTexts.TripTime(local, trip.Vehicle.Zone ?? state.Reconciliation.Trips.DefaultZone);
}
