using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>The result of erasing guests.</summary>
/// <param name="Erased">The reservations whose guest's name was erased, in order.</param>
/// <param name="Unknown">The requested reservations that no trips file has.</param>
/// <param name="Originals">The number of originals that were replaced by a redacted copy.</param>
/// <param name="Written">The number of projection items that changed.</param>
public sealed record EraseResult(IReadOnlyList<string> Erased, IReadOnlyList<string> Unknown, int Originals, int Written);

/// <content>
/// Erases guests. The steps are in this order so that after a crash, the next call or opening can finish the work:
/// (1) a note of the old and new blobs; (2) the redacted copies; (3) the single fact; (4) the projection;
/// (5) erase every blob of the note that is no longer the copy of an original; (6) delete the note. Before the fact those
/// are the new copies, after it the old originals, so finishing works the same way in both cases.
/// </content>
public sealed partial class OwnerLedger
{
    /// <summary>Months after a trip's end for which a guest's name is kept.</summary>
    public const int RetentionMonths = 18;

    /// <summary>A fact is one item of at most 380 KB.</summary>
    private const int MostErasedAtOnce = 5000;

    private RecordKey Erasing => new(owner.Partition("LEDGER"), "erasing");

    /// <summary>The reservations whose trip ended more than this many months ago and whose guest's name is still stored.</summary>
    public IReadOnlyList<string> GuestsDue(LocalDate today, int months = RetentionMonths)
    {
        // Withdrawn files contain names too.
        return
        [
            .. state.Facts.OfType<TripsImported>().Select(originals.TripsOf).SelectMany(file => file.Rows)
                .GroupBy(row => row.ReservationId, StringComparer.Ordinal)
                .Where(rows => rows.Any(row => TripsRedaction.IsName(row.Guest)) && rows.Max(row => row.End.Date).PlusMonths(months) < today)
                .Select(rows => rows.Key).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Erases the guests of these reservations from records, originals and exports, and erases the screenshots that runs
    /// kept of sites that show trips. Trips, tolls and claims don't change otherwise. A name in a person's note on a claim, in a file's name, in another cell than
    /// the guest's, or in an older backup stays, because facts are never rewritten.</summary>
    /// <exception cref="LedgerRefusedException">A trips file can't be redacted; nothing was changed.</exception>
    public async Task<EraseResult> EraseGuestsAsync(IReadOnlyCollection<string> reservationIds, string by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reservationIds);
        await FinishErasingAsync(cancellation).ConfigureAwait(false);
        var erased = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (originalsReplaced, written) = (0, 0);
        foreach (var batch in reservationIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Chunk(MostErasedAtOnce))
        {
            GuestErased? fact = null;
            written += await WriteLaterAsync(async (now, seq) => fact = await RedactAsync(now, seq, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            await FinishErasingAsync(cancellation).ConfigureAwait(false);
            erased.UnionWith(fact?.ReservationIds ?? []);
            originalsReplaced += fact?.Replaced.Count ?? 0;

            async Task<GuestErased?> RedactAsync(string now, long seq, CancellationToken token)
            {
                var wanted = batch.ToHashSet(StringComparer.Ordinal);
                var (found, copies) = Redact(wanted, seen);
                if (copies.Count == 0)
                    return null;
                await NoteAsync(copies, token).ConfigureAwait(false);
                foreach (var copy in copies.Values)
                    await KeepOriginalAsync(copy, "text/csv", token).ConfigureAwait(false);
                return new GuestErased
                {
                    Seq = seq,
                    At = now,
                    By = by,
                    ReservationIds = [.. found],
                    Replaced = copies.ToDictionary(copy => copy.Key, copy => FileContent.Sha256(copy.Value)),
                };
            }
        }

        return new EraseResult([.. erased], [.. reservationIds.Distinct(StringComparer.Ordinal).Where(id => !seen.Contains(id)).Order(StringComparer.Ordinal)], originalsReplaced, written);
    }

    /// <summary>The redacted copies of all trips files with these guests, by the SHA-256 of the file that they replace.</summary>
    private (SortedSet<string> Found, Dictionary<string, byte[]> Copies) Redact(HashSet<string> wanted, HashSet<string> seen)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var copies = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in state.Facts.OfType<TripsImported>().DistinctBy(file => originals.Current(file.Sha256)))
        {
            var redacted = TripsRedaction.Redact(file.FileName, originals.Bytes(file.Sha256), wanted);
            seen.UnionWith(redacted.Seen);
            if (redacted.Erased.Count == 0)
                continue;
            found.UnionWith(redacted.Erased);
            copies.Add(originals.Current(file.Sha256), redacted.Bytes);
        }

        return (found, copies);
    }

    /// <summary>Notes the old and new blobs, in addition to those from an earlier attempt.</summary>
    private async Task NoteAsync(Dictionary<string, byte[]> copies, CancellationToken cancellation)
    {
        var there = await host.Records.GetAsync(Erasing, cancellation).ConfigureAwait(false);
        var blobs = copies.Keys.Concat(copies.Values.Select(copy => FileContent.Sha256(copy))).Concat(Noted(there)).Distinct();
        var write = new RecordWrite(Erasing, JsonSerializer.SerializeToUtf8Bytes(blobs));
        if (await host.Records.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is not PutResult.Stored)
            throw new LedgerBusyException("Another process took over this ledger while guests were being erased. No data was lost; try again.");
    }

    private static string[] Noted(StoredRecord? note) => note is null ? [] : JsonSerializer.Deserialize<string[]>(note.Body.Span)!;

    /// <summary>Finishes an erasure, which a crash may have interrupted. Runs under the lease, so that no other process
    /// does the same, and after the projection includes the fact.</summary>
    private async Task FinishErasingAsync(CancellationToken cancellation)
    {
        if (await host.Records.GetAsync(Erasing, cancellation).ConfigureAwait(false) is null)
            return;
        var lease = await TakeLeaseAsync(cancellation).ConfigureAwait(false);
        try
        {
            await CatchUpAsync(lease, cancellation).ConfigureAwait(false);
            if (await host.Records.GetAsync(Erasing, cancellation).ConfigureAwait(false) is not { } note)
                return;
            var standing = state.Facts.OfType<TripsImported>().Select(file => originals.Current(file.Sha256)).ToHashSet(StringComparer.Ordinal);
            foreach (var sha in Noted(note).Where(sha => !standing.Contains(sha)))
            {
                await lease.KeepAsync(cancellation).ConfigureAwait(false);
                await host.Proofs.EraseAsync(new ProofAddress(ProofKind.Statement, owner, sha), cancellation).ConfigureAwait(false);
            }

            // Before the note is deleted, so that it is done again after a crash.
            await new RunPictures(host.Records, host.Proofs, owner).EraseOfTripsAsync(cancellation).ConfigureAwait(false);
            await lease.KeepAsync(cancellation).ConfigureAwait(false);
            await host.Records.DeleteAsync(Erasing, note.Version, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The items of the state that the projection was last brought to. If guests were erased since, they are built from the
    /// original files: with the redacted copies, the stored names would look already erased and would stay.</summary>
    private async Task<IEnumerable<ProjectedItem>> ItemsAtAsync(long seq, CancellationToken cancellation)
    {
        IReadOnlyList<Fact> facts = [.. state.Facts.TakeWhile(fact => fact.Seq <= seq)];
        if (!state.Facts.Skip(facts.Count).Any(fact => fact is GuestErased))
            return new ProjectedItems(owner, LedgerState.Of(facts, originals)).All();
        try
        {
            var then = new Originals(host.Proofs, owner);
            await then.LoadAsync(facts, cancellation).ConfigureAwait(false);
            return new ProjectedItems(owner, LedgerState.Of(facts, then)).All();
        }
        catch (LedgerDamagedException)
        {
            // The old original is gone: another process has updated the projection meanwhile, or this is a backup whose records
            // are older than its blobs. Only the stored items show the current state.
            return await StoredAsync([.. new ProjectedItems(owner, state).All()], cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Loads the originals that the facts name. An original may be gone because another process has just erased a guest; then
    /// the fact of that erasure exists too.</summary>
    /// <returns>The facts, including those that were appended meanwhile.</returns>
    private async Task<IReadOnlyList<Fact>> LoadOriginalsAsync(IReadOnlyList<Fact> facts, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await originals.LoadAsync(facts, cancellation).ConfigureAwait(false);
                return facts;
            }
            catch (LedgerDamagedException) when (facts.Count > 0)
            {
                var more = await log.ReadAsync(facts[^1].Seq, cancellation).ConfigureAwait(false);
                if (more.Count == 0)
                    throw;
                facts = [.. facts, .. more];
            }
        }
    }
}
