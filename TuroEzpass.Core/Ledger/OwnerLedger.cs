using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>A request can't be carried out, for example because there is no such toll. The message gives the reason.</summary>
/// <param name="message">The message for the user.</param>
public sealed class LedgerRefusedException(string message) : Exception(message);

/// <summary>What the person saw has changed since; nothing was done.</summary>
/// <param name="message">The message for the user.</param>
public sealed class LedgerStaleException(string message) : Exception(message);

/// <summary>The result of an import.</summary>
/// <param name="IsNew">False if the same file had already been imported and nothing changed.</param>
/// <param name="Rows">Rows or lines of the file.</param>
/// <param name="Written">The number of projection items that changed.</param>
public sealed record ImportResult(bool IsNew, int Rows, int Written)
{
    /// <summary>The reservations of a handovers file that no trips file has, in the file's order.</summary>
    public IReadOnlyList<string> UnknownTrips { get; init; } = [];
}

/// <summary>The stores and environment of a ledger.</summary>
/// <param name="Records">Records.</param>
/// <param name="Proofs">Originals.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Holder">This process, for the writer's lease: machine, process, and when it started.</param>
/// <param name="IsGone">Whether another holder is known to have ended.</param>
public sealed record LedgerHost(IRecordStore Records, IProofStore Proofs, IClock Clock, string Holder, Func<string, bool> IsGone)
{
    /// <summary>Makes a backup before an upgrade; null for stores that need none, as in tests.</summary>
    public ILedgerBackup? Backup { get; init; }

    /// <summary>Receives an upgrade after its backup was made and before anything changes.</summary>
    public Action<LedgerUpgrade>? Upgrading { get; init; }

    /// <summary>Receives the progress of opening a ledger.</summary>
    public IProgress<LedgerProgress>? Progress { get; init; }

    /// <summary>The version of the matching rules; tests use others.</summary>
    internal int Rules { get; init; } = MatchingRules.Version;
}

/// <summary>An owner's ledger. It records imports, decisions and claim changes, each as one fact, and keeps the
/// projection that answers queries consistent with the facts. After a crash, acknowledged facts are kept, and those that were
/// not applied yet are applied when the ledger is next opened.</summary>
public sealed partial class OwnerLedger
{
    private static readonly Duration Patience = Duration.FromMinutes(2);
    private readonly LedgerHost host;
    private readonly OwnerId owner;
    private readonly FactLog log;
    private readonly Originals originals;
    private readonly RecordKey applied;
    private LedgerState state = null!;

    private OwnerLedger(LedgerHost host, OwnerId owner)
    {
        this.host = host;
        this.owner = owner;
        log = new FactLog(host.Records, owner);
        originals = new Originals(host.Proofs, owner);
        applied = new RecordKey(owner.Partition("LEDGER"), "applied");
    }

    /// <summary>The state derived from the facts.</summary>
    public LedgerState State => state;

    /// <summary>Receives the progress of an import. The ledger has one caller at a time, who sets this.</summary>
    public IProgress<LedgerProgress>? Progress { get; set; }

    internal OwnerId Owner => owner;

    internal Originals Originals => originals;

    /// <summary>Opens a ledger, or an empty one if there is none, and applies facts that a crash left unapplied.</summary>
    /// <exception cref="LedgerDamagedException">An original is missing or damaged.</exception>
    /// <exception cref="LedgerBusyException">Another process keeps writing.</exception>
    public static async Task<OwnerLedger> OpenAsync(LedgerHost host, OwnerId owner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        await new OwnerDirectory(host.Records).AddAsync(owner, cancellation).ConfigureAwait(false);
        var ledger = new OwnerLedger(host, owner) { Progress = host.Progress };
        // Before the facts are read: a newer version may have kinds of facts that this one can't read.
        var mark = await ledger.StoredMarkAsync(cancellation).ConfigureAwait(false);
        await ledger.ReadStateAsync(cancellation).ConfigureAwait(false);
        if (ledger.state.Seq > 0 && mark is null)
            await ledger.RebuildAsync(cancellation).ConfigureAwait(false);
        else if (ledger.state.Seq > 0 && IsOld(mark!, host))
            await ledger.UpgradeAsync(mark!, cancellation).ConfigureAwait(false);
        else if (mark is not null && mark.Seq < ledger.state.Seq)
            await ledger.WriteAsync((_, _) => null, cancellation).ConfigureAwait(false);
        await ledger.FinishErasingAsync(cancellation).ConfigureAwait(false);
        return ledger;
    }

    /// <summary>Recomputes everything from the originals and compares it with the stored data.</summary>
    public async Task<Verification> VerifyAsync(CancellationToken cancellation = default)
    {
        var fresh = new OwnerLedger(host, owner);
        await fresh.ReadStateAsync(cancellation).ConfigureAwait(false);
        var items = new ProjectedItems(owner, fresh.state).All().ToList();
        var verifier = new LedgerVerifier(host.Records, owner);
        var problems = LedgerVerifier.Compare(items, await verifier.StoredAsync(items, cancellation).ConfigureAwait(false));
        problems.AddRange(await StagedRows.CompareAsync(host.Records, owner, fresh.state, cancellation).ConfigureAwait(false));
        var read = fresh.state.Standing.Count(fact => StandingFacts.IdOf(fact) is not null);
        return new Verification(fresh.state.Facts.Count, read, items.Count, problems);
    }

    /// <summary>Replaces the stored projection by one recomputed from the facts.</summary>
    /// <returns>The number of corrected items.</returns>
    public async Task<int> RebuildAsync(CancellationToken cancellation = default)
    {
        var lease = await TakeLeaseAsync(cancellation).ConfigureAwait(false);
        try
        {
            await ReadStateAsync(cancellation).ConfigureAwait(false);
            var items = new ProjectedItems(owner, state).All().ToList();
            var before = await StoredAsync(items, cancellation).ConfigureAwait(false);
            var written = await new ProjectionWriter(host.Records, lease, Progress).ApplyAsync(before, items, cancellation).ConfigureAwait(false);
            foreach (var import in state.Reconciliation.Statements)
                await StagedRows.StageAsync(host.Records, owner, import, Progress, cancellation).ConfigureAwait(false);
            await MarkAppliedAsync(lease, cancellation).ConfigureAwait(false);
            return written;
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The stored original, or its redacted copy.</summary>
    public Task<byte[]> OriginalAsync(string sha256, CancellationToken cancellation = default) => originals.ReadAsync(sha256, cancellation);

    private string Today() => LocalDatePattern.Iso.Format(host.Clock.GetCurrentInstant().InZone(state.Settings.Zone.Zone).Date);

    /// <summary>Under the lease: applies outstanding facts, builds the new fact from the current state, appends it, and applies it.</summary>
    private Task<int> WriteAsync(Func<string, long, Fact?> make, CancellationToken cancellation) =>
        WriteLaterAsync((now, seq) => Task.FromResult(make(now, seq)), cancellation);

    /// <inheritdoc cref="WriteAsync" />
    private async Task<int> WriteLaterAsync(Func<string, long, Task<Fact?>> make, CancellationToken cancellation)
    {
        var lease = await TakeLeaseAsync(cancellation).ConfigureAwait(false);
        try
        {
            await CatchUpAsync(lease, cancellation).ConfigureAwait(false);
            while (true)
            {
                var now = InstantPattern.General.Format(host.Clock.GetCurrentInstant());
                if (await make(now, state.Seq + 1).ConfigureAwait(false) is not { } fact)
                    return 0;
                Progress?.Report(new LedgerProgress(LedgerStage.Deciding));
                // An erasure changes no keys. Until it is appended, the original files must not be mistaken for the redacted copies.
                var next = fact is GuestErased ? null : await WithAsync(fact, cancellation).ConfigureAwait(false);
                await lease.KeepAsync(cancellation).ConfigureAwait(false);
                if (await LedgerTelemetry.SpanAsync("ledger.seal", _ => log.TryAppendAsync(fact, cancellation)).ConfigureAwait(false))
                {
                    if (fact is StatementImported)
                        LedgerTelemetry.Sealed(next!);
                    return await CatchUpAsync(lease, cancellation, next).ConfigureAwait(false);
                }

                await CatchUpAsync(lease, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The state that a fact would lead to. A fact that can't be applied, or whose items can't be stored, is refused here: in the
    /// log it would block the ledger.</summary>
    private Task<LedgerState> WithAsync(Fact fact, CancellationToken cancellation) => LedgerTelemetry.SpanAsync("ledger.decide", async span =>
    {
        IReadOnlyList<Fact> facts = [.. state.Facts, fact];
        await originals.LoadAsync(facts, cancellation).ConfigureAwait(false);
        var next = LedgerState.Of(facts, originals);
        if (fact is StatementImported)
            LedgerTelemetry.Decided(span, next);
        // Text from files becomes part of keys. A statement's text does not, because tolls have ids.
        if (fact is not (TripsImported or FleetReplaced or ImportWithdrawn))
            return next;
        try
        {
            foreach (var item in new ProjectedItems(owner, next).Others())
                StorageLimits.Check(new RecordWrite(item.Key, item.Json) { Index1 = item.Index1, Index2 = item.Index2 });
        }
        catch (ArgumentException fault)
        {
            throw new LedgerRefusedException($"This contains a name that can't be stored: {fault.Message}");
        }

        return next;
    });

    /// <summary>Reads new facts and applies them to the projection.</summary>
    /// <param name="lease">The writer's lease.</param>
    /// <param name="cancellation">Cancels between writes; continuing later gives the same result.</param>
    /// <param name="next">The state after the fact that was just appended, so that it is not computed twice.</param>
    private async Task<int> CatchUpAsync(WriterLease lease, CancellationToken cancellation, LedgerState? next = null)
    {
        var done = await AppliedAsync(cancellation).ConfigureAwait(false);
        var known = state;
        await ReadStateAsync(cancellation, next).ConfigureAwait(false);
        if (done >= state.Seq)
            return 0;
        return await LedgerTelemetry.SpanAsync("ledger.apply", async span =>
        {
            var before = known.Seq == done ? new ProjectedItems(owner, known).All() : await ItemsAtAsync(done, cancellation).ConfigureAwait(false);
            var written = await new ProjectionWriter(host.Records, lease, Progress).ApplyAsync(before, new ProjectedItems(owner, state).All(), cancellation).ConfigureAwait(false);
            await MarkAppliedAsync(lease, cancellation).ConfigureAwait(false);
            span?.SetTag("ledger.written", written);
            return written;
        }).ConfigureAwait(false);
    }

    internal async Task ReadStateAsync(CancellationToken cancellation, LedgerState? next = null)
    {
        var seen = state?.Facts ?? [];
        var more = await log.ReadAsync(seen.Count > 0 ? seen[^1].Seq : 0, cancellation).ConfigureAwait(false);
        if (state is not null && more.Count == 0)
            return;
        if (next is not null && more is [.., var last] && next.Seq == last.Seq)
        {
            state = next;
            return;
        }

        var facts = await LoadOriginalsAsync([.. seen, .. more], cancellation).ConfigureAwait(false);
        state = LedgerState.Of(facts, originals);
    }

    /// <summary>The stored items in all partitions that may contain one of the given items or another projection item.</summary>
    private async Task<IEnumerable<ProjectedItem>> StoredAsync(IReadOnlyCollection<ProjectedItem> expected, CancellationToken cancellation)
    {
        var stored = await new LedgerVerifier(host.Records, owner).StoredAsync(expected, cancellation).ConfigureAwait(false);
        return stored.Select(item => new ProjectedItem(item.Key, ProjectionWriter.Content(item).ToArray(), item.Index1, item.Index2));
    }

    private Task<WriterLease> TakeLeaseAsync(CancellationToken cancellation) =>
        WriterLease.TakeAsync(host.Records, owner, host.Clock, host.Holder, host.IsGone, Patience, cancellation);

    private async Task<long> AppliedAsync(CancellationToken cancellation) => (await MarkAsync(cancellation).ConfigureAwait(false)).Seq;

    private async Task<Mark> MarkAsync(CancellationToken cancellation) =>
        await host.Records.GetAsync(applied, cancellation).ConfigureAwait(false) is { } there ? Read(there) : new Mark(0, 0, 0, 0);

    /// <summary>Stores how far the projection is. A writer that lost its lease must not.</summary>
    private async Task MarkAppliedAsync(WriterLease lease, CancellationToken cancellation)
    {
        await lease.KeepAsync(cancellation).ConfigureAwait(false);
        var there = await host.Records.GetAsync(applied, cancellation).ConfigureAwait(false);
        var write = new RecordWrite(applied, JsonSerializer.SerializeToUtf8Bytes(new Mark(state.Seq, lease.Epoch, ProjectedItems.Shape, host.Rules)));
        if ((there is not null && Read(there).Epoch > lease.Epoch)
            || await host.Records.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is PutResult.Conflict)
        {
            throw new LedgerBusyException($"Another process took over this ledger after epoch {lease.Epoch}. No data was lost; try again.");
        }
    }

    private static Mark Read(StoredRecord there)
    {
        try
        {
            return JsonSerializer.Deserialize<Mark>(there.Body.Span)!;
        }
        catch (JsonException)
        {
            // An older form: everything in it can be recomputed.
            return new Mark(0, 0, 0, 0);
        }
    }

    /// <summary>How far the projection is, the epoch under which that was written, the shape of its items, and the rules version that
    /// decided its tolls.</summary>
    private sealed record Mark(long Seq, long Epoch, int Shape, int Rules);
}
