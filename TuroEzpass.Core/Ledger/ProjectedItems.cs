using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>An item of the projection, to be stored.</summary>
/// <param name="Key">The key.</param>
/// <param name="Json">The content.</param>
/// <param name="Index1">The key in the first index.</param>
/// <param name="Index2">The key in the second index.</param>
internal readonly record struct ProjectedItem(RecordKey Key, byte[] Json, RecordKey? Index1, RecordKey? Index2);

/// <summary>Turns a state into the items that answer the product's queries; <c>docs/access-patterns.md</c> lists them.</summary>
internal sealed partial class ProjectedItems(OwnerId owner, LedgerState state)
{
    /// <summary>The shape version of the items. Raise it when you change what an item contains or where it is stored: a ledger of an older shape
    /// is then rebuilt when it is opened, and one of a newer shape is refused.</summary>
    internal const int Shape = 5;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly CandidateFinder candidates = new(state.Reconciliation);

    /// <summary>Every item.</summary>
    public IEnumerable<ProjectedItem> All() => Tolls().Concat(Others());

    /// <summary>All items whose keys contain text from files.</summary>
    public IEnumerable<ProjectedItem> Others() => Imports().Concat(Trips()).Concat(Handovers()).Concat(Claims()).Concat(Vehicles()).Concat(Fleet()).Concat(Unknown()).Concat(Totals()).Concat(Settings());

    /// <summary>The item of a toll; null if no statement has it.</summary>
    public ProjectedItem? TollOf(string id) => state.PlaceOf(id) is { } place ? Toll(id, place) : null;

    /// <summary>The item of a claim; null if there is none.</summary>
    public ProjectedItem? ClaimOf(string id)
    {
        foreach (var item in Claims().Where(item => item.Key == Key("CLAIM", id)))
            return item;
        return null;
    }

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
        var key = KeyOf(id, row);
        var holder = state.HolderOf(id);
        var found = decision.Outcome == Outcome.NeedsReview ? candidates.Find(row, decision) : null;
        var charges = decision is { Outcome: Outcome.NeedsReview, Reason: Reason.CreditWithoutCharge } ? state.Reconciliation.ChargesOf(place) : [];
        var toll = new TollItem
        {
            Id = id,
            Crossing = row.Kind == RowKind.Toll && row.Unreadable is null ? TollIds.CrossingOf(statement, row) : null,
            Import = statement.Sha256,
            File = statement.FileName,
            Line = row.Line,
            Kind = Reasons.KindOf(row, decision),
            Outcome = decision.Outcome.ToString(),
            Reason = Reasons.Of(state.Reconciliation, place),
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
            Candidates = found is { Trips.Count: > 0 } ? [.. found.Trips.Select(trip => trip.ReservationId).Distinct(StringComparer.Ordinal)] : null,
            Nearest = found?.Nearest?.ReservationId,
            GapMinutes = found?.GapMinutes,
            Charges = charges.Count > 0 ? [.. charges.Take(MostListed).Select(charge => KeyOf(state.TollIdAt(charge)!, state.Reconciliation.RowAt(charge)).ToString())] : null,
        };
        return new ProjectedItem(
            Key($"TOLL#{key.Month}", key.Sort), Bytes(toll),
            row.Identifier is { } identifier ? Key($"DEVICE#{Device(identifier)}", key.Sort) : null,
            StateOf(decision, holder) is { } open ? Key($"TOLLSTATE#{open}", key.Sort) : null);
    }

    private static string? StateOf(in Decision decision, string? holder) => decision.Outcome switch
    {
        Outcome.NeedsReview or Outcome.Unmapped or Outcome.Unreadable => "review",
        Outcome.Matched when holder is null => "owed",
        _ => null,
    };

    private static TollKey KeyOf(string id, in StatementRow row)
    {
        var travel = row.Travel.HasDate ? row.Travel : row.Posted;
        if (!travel.HasDate || row.Plaza is null)
            return TollKey.Timeless(id);
        row.Plaza.FirstZone.Read(travel.LocalSeconds, out var earlier, out _);
        return TollKey.At(NodaTime.Instant.FromUnixTimeSeconds(earlier), id);
    }

    internal static string Device(TagOrPlate identifier) =>
        identifier.Kind == ReadBy.Tag ? $"TAG#{identifier.Value}" : $"PLATE#{(identifier.State.Length > 0 ? identifier.State : "-")}#{identifier.Value}";
}
