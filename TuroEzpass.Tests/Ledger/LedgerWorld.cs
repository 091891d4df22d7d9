using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Testing;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>One owner's ledger on an engine, with files given as their lines. The car 1000001 has the plate NY ABC1234 in
/// Turo's own label, the car 1000002 has XYZ9876.</summary>
internal sealed class LedgerWorld : IAsyncDisposable
{
    public const string Me = "ann";
    public const string Trip1 = "50000001";
    public const string Trip2 = "50000002";

    private readonly StorageEngine engine;

    private LedgerWorld(StorageEngine engine, IRecordStore records, IProofStore proofs)
    {
        this.engine = engine;
        (Records, Proofs) = (records, proofs);
    }

    public static OwnerId Owner { get; } = OwnerId.Parse("host-1");

    public FakeClock Clock { get; } = new(Instant.FromUtc(2025, 12, 20, 12, 0));

    public IRecordStore Records { get; set; }

    public IProofStore Proofs { get; }

    public OwnerLedger Ledger { get; private set; } = null!;

    public LedgerState State => Ledger.State;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LedgerWorld> NewAsync(StorageEngine? engine = null)
    {
        engine ??= new LocalEngine();
        var world = new LedgerWorld(engine, await engine.RecordsAsync(), await engine.ProofsAsync());
        await world.ReopenAsync();
        return world;
    }

    /// <summary>A host for which all other holders are gone, by default.</summary>
    public LedgerHost Host(IRecordStore? records = null, string holder = "me", Func<string, bool>? isGone = null, IClock? clock = null) =>
        new(records ?? Records, Proofs, clock ?? Clock, holder, isGone ?? (_ => true));

    public Task<OwnerLedger> OpenAsync(LedgerHost? host = null) => OwnerLedger.OpenAsync(host ?? Host(), Owner, Cancel);

    public async Task ReopenAsync() => Ledger = await OpenAsync();

    public static byte[] Lines(string header, params IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(header)) + "\n");

    public Task<ImportResult> NjAsync(string name, params string[] lines) => Ledger.ImportStatementAsync(name, Lines(Rows.NjHeader, lines), Me, cancellation: Cancel);

    public Task<ImportResult> NyAsync(string name, params string[] lines) => Ledger.ImportStatementAsync(name, Lines(Rows.NyHeader, lines), Me, cancellation: Cancel);

    /// <summary>A trips file downloaded on a day of December 2025.</summary>
    public Task<ImportResult> TripsAsync(int day, params string[] lines) =>
        Ledger.ImportTripsAsync($"trip_earnings_export_202512{day:00}.csv", Lines(Rows.TripHeader, lines), Me, Cancel);

    public Task<ImportResult> FleetAsync(params string[] lines) =>
        Ledger.ImportFleetAsync("fleet.csv", Lines("kind,value,state,vehicle,from,to,zone", lines), Me, Cancel);

    public Task<int> DecideAsync(string toll, DecisionKind kind, string? trip = null) => Ledger.DecideAsync(toll, kind, trip, Me, cancellation: Cancel);

    public Task<int> UndoAsync(string toll) => Ledger.UndoAsync(toll, Me, cancellation: Cancel);

    public Task<int> ApproveAsync(string claim) => Ledger.ApproveClaimAsync(claim, Me, cancellation: Cancel);

    public Task<int> MoveAsync(string claim, LedgerClaimState to, string? note = null) => Ledger.MoveClaimAsync(claim, to, note, Me, cancellation: Cancel);

    /// <summary>The stored tolls, by time.</summary>
    public async Task<List<TollItem>> TollsAsync() =>
        [.. (await StoredAsync()).Where(item => item.Key.Partition.Contains("#TOLL#", StringComparison.Ordinal)).Select(Read<TollItem>).OrderBy(toll => toll.At, StringComparer.Ordinal).ThenBy(toll => toll.Id, StringComparer.Ordinal)];

    /// <summary>The only stored toll at a local time such as <c>2025-11-20T14:00:00</c>.</summary>
    public async Task<TollItem> TollAsync(string at, long? cents = null)
    {
        var tolls = await TollsAsync();
        return Assert.Single(tolls, toll => toll.At.StartsWith(at, StringComparison.Ordinal) && (cents is null || toll.Cents == cents));
    }

    public async Task<Dictionary<string, ClaimItem>> ClaimsAsync() =>
        (await StoredAsync()).Where(item => item.Key.Partition == Owner.Partition("CLAIM")).Select(Read<ClaimItem>).ToDictionary(claim => claim.Id);

    /// <summary>Every item of the stored projection.</summary>
    public async Task<IReadOnlyList<StoredRecord>> StoredAsync() =>
        await new LedgerVerifier(Records, Owner).StoredAsync([.. new ProjectedItems(Owner, State).All()], Cancel);

    /// <summary>The stored projection with the versions of its items: equal only if nothing was written between.</summary>
    public async Task<List<string>> WrittenAsync() =>
        [.. (await StoredAsync()).Select(item => $"{item.Key} v{item.Version} {item.Index1} {item.Index2} {Convert.ToHexString(item.Body.Span)}")];

    /// <summary>The stored projection without versions and epochs.</summary>
    public async Task<List<string>> ContentAsync() =>
        [.. (await StoredAsync()).Select(item => $"{item.Key} {item.Index1} {item.Index2} {Encoding.UTF8.GetString(ProjectionWriter.Content(item))}")];

    /// <summary>The invariants: what is stored follows from the facts, every cent is kept, no toll is in two claims.</summary>
    public async Task VerifyAsync()
    {
        var verification = await Ledger.VerifyAsync(Cancel);
        Assert.Empty(verification.Problems);
        Sound(State);
    }

    public static void Sound(LedgerState state)
    {
        Assert.Equal(Enumerable.Range(1, state.Facts.Count).Select(seq => (long)seq), state.Facts.Select(fact => fact.Seq));
        var held = state.Claims.Where(claim => claim.HoldsTolls).SelectMany(claim => claim.Lines).Select(line => line.TollId).ToList();
        Assert.Equal(held.Distinct(), held);
        Assert.All(state.Claims, claim => Assert.Equal(claim.Cents, claim.Lines.Sum(line => line.Cents)));
        var free = state.Drafts(new(), new LocalDate(2025, 12, 20)).SelectMany(draft => draft.Claim.Tolls).SelectMany(toll => toll.Rows).Select(place => state.TollIdAt(place)!).ToList();
        Assert.Equal(free.Distinct(), free);
        Assert.Empty(free.Intersect(held));
        long read = 0, kept = 0;
        for (var file = 0; file < state.Reconciliation.Statements.Count; file++)
        {
            var rows = state.Reconciliation.Statements[file].Rows;
            Assert.Equal(state.Imports[file].Rows, rows.Count);
            for (var index = 0; index < rows.Count; index++)
            {
                var place = new RowPlace(file, index);
                var isRepeat = state.Reconciliation.DecisionAt(place).Outcome == Outcome.Duplicate;
                Assert.Equal(isRepeat, state.TollIdAt(place) is null);
                read += isRepeat ? 0 : rows[index].Amount?.Cents ?? 0;
            }
        }

        kept += new ProjectedItems(Owner, state).All().Where(item => item.Key.Partition.Contains("#TOLL#", StringComparison.Ordinal))
            .Sum(item => JsonSerializer.Deserialize<TollItem>(item.Json, ProjectedItems.Json)!.Cents ?? 0);
        Assert.Equal(read, kept);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static T Read<T>(StoredRecord item) => JsonSerializer.Deserialize<T>(ProjectionWriter.Content(item), ProjectedItems.Json)!;
}
