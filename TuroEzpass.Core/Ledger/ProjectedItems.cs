using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>An item of the projection, as the store is to hold it.</summary>
/// <param name="Key">Where.</param>
/// <param name="Json">Its content.</param>
/// <param name="Index1">Its place in the first index.</param>
/// <param name="Index2">Its place in the second index.</param>
internal readonly record struct ProjectedItem(RecordKey Key, byte[] Json, RecordKey? Index1, RecordKey? Index2);

/// <summary>Turns a state into the items that answer the product's questions; <c>docs/access-patterns.md</c> lists them.</summary>
internal sealed class ProjectedItems(OwnerId owner, LedgerState state)
{
    /// <summary>The number of the items' shape. Whoever changes what an item holds, or where, raises it: a ledger of an older shape
    /// is then rebuilt when it is opened, and one of a newer shape refused.</summary>
    internal const int Shape = 1;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Drafts are the same whatever the day: what depends on it is told when they are read.</summary>
    private static readonly LocalDate AnyDay = new(2000, 1, 1);

    /// <summary>Every item.</summary>
    public IEnumerable<ProjectedItem> All() => Tolls().Concat(Others());

    /// <summary>Every item whose key has words of the files in it.</summary>
    public IEnumerable<ProjectedItem> Others() => Imports().Concat(Trips()).Concat(Claims()).Concat(Fleet()).Concat(Totals());

    private RecordKey Key(string partition, string sort) => new(owner.Partition(partition), sort);

    private static byte[] Bytes<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, Json);

    private IEnumerable<ProjectedItem> Tolls()
    {
        var reconciliation = state.Reconciliation;
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            for (var index = 0; index < reconciliation.Statements[file].Rows.Count; index++)
            {
                var place = new RowPlace(file, index);
                if (state.TollIdAt(place) is { } id)
                    yield return Toll(id, place);
            }
        }
    }

    private ProjectedItem Toll(string id, RowPlace place)
    {
        var statement = state.Reconciliation.Statements[place.Statement];
        ref readonly var row = ref state.Reconciliation.RowAt(place);
        var decision = state.Reconciliation.DecisionAt(place);
        var (month, instant) = Moment(row);
        var sort = $"{instant}#{id}";
        var holder = state.HolderOf(id);
        var toll = new TollItem
        {
            Id = id,
            Crossing = row.Kind == RowKind.Toll && row.Unreadable is null ? TollIds.CrossingOf(statement, row) : null,
            Import = statement.Sha256,
            File = statement.FileName,
            Line = row.Line,
            Kind = ReasonText.Kind(row, decision),
            Outcome = decision.Outcome.ToString(),
            Reason = ReasonText.Of(row, decision),
            Reservation = decision.Outcome is Outcome.Matched or Outcome.AlreadyCharged ? decision.Trip?.ReservationId : null,
            Vehicle = decision.Vehicle?.Id,
            Cents = row.Amount?.Cents,
            At = RowTexts.TransactionAt(row),
            Zone = row.Plaza?.FirstZone.Zone.Id,
            Tag = row.Tag?.Text,
            Plate = row.Plate?.Text,
            Agency = row.Plaza?.Agency.Code,
            Plaza = row.Plaza?.Code,
            EntryPlaza = row.EntryPlaza,
            Class = row.VehicleClass,
            Claim = holder,
            DecidedBy = state.DecisionOn(id)?.By,
        };
        return new ProjectedItem(
            Key($"TOLL#{month}", sort), Bytes(toll),
            row.Identifier is { } identifier ? Key($"DEVICE#{Device(identifier)}", sort) : null,
            StateOf(decision, holder) is { } open ? Key($"TOLLSTATE#{open}", sort) : null);
    }

    private static string? StateOf(in Decision decision, string? holder) => decision.Outcome switch
    {
        Outcome.NeedsReview or Outcome.Unmapped or Outcome.Unreadable => "review",
        Outcome.Matched when holder is null => "owed",
        _ => null,
    };

    /// <summary>The month partition and instant of a row; a row without a time stands under its posting date, or none.</summary>
    private static (string Month, string Instant) Moment(in StatementRow row)
    {
        var travel = row.Travel.HasDate ? row.Travel : row.Posted;
        if (!travel.HasDate || row.Plaza is null)
            return ("none", "0000-00-00T00:00:00Z");
        row.Plaza.FirstZone.Read(travel.LocalSeconds, out var earlier, out _);
        var instant = NodaTime.Instant.FromUnixTimeSeconds(earlier);
        return (instant.InUtc().Date.ToString("uuuu-MM", CultureInfo.InvariantCulture), InstantPattern.General.Format(instant));
    }

    private static string Device(TagOrPlate identifier) =>
        identifier.Kind == ReadBy.Tag ? $"TAG#{identifier.Value}" : $"PLATE#{(identifier.State.Length > 0 ? identifier.State : "-")}#{identifier.Value}";

    private IEnumerable<ProjectedItem> Imports()
    {
        for (var file = 0; file < state.Imports.Count; file++)
        {
            var fact = state.Imports[file];
            var outcomes = state.Reconciliation.DecisionsOf(file).CountBy(decision => decision.Outcome).OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);
            var item = new ImportItem(fact.Sha256, fact.FileName, state.Reconciliation.Statements[file].Layout.Id, fact.Rows, outcomes, fact.At, fact.By);
            yield return new ProjectedItem(Key("IMPORT", fact.Sha256), Bytes(item), Key("IMPORTTIME", $"{fact.At}#{fact.Sha256}"), null);
        }
    }

    private IEnumerable<ProjectedItem> Trips()
    {
        // Two files of one day may differ in a trip's status only.
        foreach (var trip in state.Reconciliation.Trips.Trips.DistinctBy(trip => (trip.ReservationId, trip.Vehicle, trip.StartEarliest, trip.EndLatest)))
        {
            var start = InstantPattern.General.Format(NodaTime.Instant.FromUnixTimeSeconds(trip.StartEarliest));
            var item = new TripItem(
                trip.ReservationId, trip.Guest, trip.Vehicle.Id, ResultFiles.VehicleText(trip.Vehicle),
                TripTime(trip.Start, trip), TripTime(trip.End, trip), trip.Status.ToString(), trip.TollsAndTickets.Cents, trip.FileDate.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
            // A reservation that was moved, or is told of in two ways, stands once for each.
            var end = InstantPattern.General.Format(NodaTime.Instant.FromUnixTimeSeconds(trip.EndLatest));
            var id = $"{trip.ReservationId}#{trip.Vehicle.Id}#{start}#{end}";
            yield return new ProjectedItem(Key("TRIP", id), Bytes(item), Key("TRIPSTART", $"{start}#{id}"), Key($"TRIPVEHICLE#{trip.Vehicle.Id}", $"{start}#{id}"));
        }

        foreach (var versions in TripVersions())
            yield return versions;
    }

    /// <summary>Every different thing that the trips files told of a reservation, in the order they were imported.</summary>
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

    private IEnumerable<ProjectedItem> Claims()
    {
        foreach (var draft in state.Drafts(new ClaimRules(), AnyDay))
        {
            var lines = draft.Claim.Tolls.Select(toll => new ClaimLine(state.ChargeOf(toll), toll.Net.Cents)).ToList();
            yield return Claim(draft.Id, draft.Claim.Trip, LedgerClaimState.Draft, lines, draft.Claim.Amount.Cents, [], []);
        }

        var trips = state.Reconciliation.Trips.Trips.ToLookup(trip => trip.ReservationId);
        foreach (var claim in state.Claims)
            yield return Claim(claim.Id, trips[claim.ReservationId].FirstOrDefault(), claim.State, claim.Lines, claim.Cents, claim.Steps, state.FlagsOf(claim));
    }

    private ProjectedItem Claim(
        string id, Trip? trip, LedgerClaimState claimState, IReadOnlyList<ClaimLine> lines, long cents, IReadOnlyList<ClaimStep> steps, IReadOnlyList<string> flags)
    {
        var reservation = id[..id.LastIndexOf('-')];
        var fileBy = trip?.End.Date.PlusDays(new ClaimRules().FileWithinDays).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "0000-00-00";
        var item = new ClaimItem(id, reservation, trip?.Guest ?? "", claimState.ToString(), lines, cents, fileBy, steps, flags);
        return new ProjectedItem(Key("CLAIM", id), Bytes(item), Key($"CLAIMSTATE#{claimState}", $"{fileBy}#{id}"), Key($"CLAIMTRIP#{reservation}", id));
    }

    private IEnumerable<ProjectedItem> Fleet()
    {
        foreach (var line in state.Reconciliation.Fleet.Assignments)
        {
            var device = Device(line.Identifier);
            var from = Math.Max(0, line.From).ToString("D20", CultureInfo.InvariantCulture);
            yield return new ProjectedItem(
                Key("FLEET", $"{device}#{from}"), Bytes(new FleetItem(line.Identifier.Text, line.Vehicle.Id, line.From, line.To)),
                Key($"VEHICLE#{line.Vehicle.Id}", $"{from}#{device}"), null);
        }
    }

    private IEnumerable<ProjectedItem> Totals()
    {
        var totals = new SortedDictionary<string, SortedDictionary<string, TotalEntry>>(StringComparer.Ordinal);
        var reconciliation = state.Reconciliation;
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            for (var index = 0; index < reconciliation.Statements[file].Rows.Count; index++)
            {
                var place = new RowPlace(file, index);
                if (state.TollIdAt(place) is null)
                    continue;
                ref readonly var row = ref reconciliation.RowAt(place);
                var month = Moment(row).Month;
                if (!totals.TryGetValue(month, out var outcomes))
                    totals.Add(month, outcomes = new SortedDictionary<string, TotalEntry>(StringComparer.Ordinal));
                var outcome = reconciliation.DecisionAt(place).Outcome.ToString();
                var entry = outcomes.GetValueOrDefault(outcome) ?? new TotalEntry(0, 0);
                outcomes[outcome] = new TotalEntry(entry.Rows + 1, entry.Cents + (row.Amount?.Cents ?? 0));
            }
        }

        return totals.Select(month => new ProjectedItem(Key("TOTAL", month.Key), Bytes(month.Value), null, null));
    }

    private string TripTime(LocalDateTime local, Trip trip) => RowTexts.TripTime(local, trip.Vehicle.Zone ?? state.Reconciliation.Trips.DefaultZone);
}
