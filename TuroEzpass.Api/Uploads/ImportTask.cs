using System.Runtime.InteropServices;
using System.Text;
using NodaTime;
using TuroEzpass.Api.Events;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api.Uploads;

/// <summary>Takes an upload into its owner's ledger. Doing it twice, or by two processes at once, ends the same.</summary>
internal sealed class ImportTask(IRecordStore records, IProofStore proofs, LedgerPool ledgers, OwnerWatches watches, IClock clock)
{
    /// <summary>Takes it in. That the file cannot be taken in is an end too, and recorded; whatever else is thrown may be tried again.</summary>
    public async Task RunAsync(OwnerId owner, string id, CancellationToken cancellation)
    {
        var begun = await ChangeAsync(owner, id, upload => upload.Status == UploadStatus.Done ? null : upload with
        {
            Status = UploadStatus.Running,
            Stage = StageOf(LedgerStage.Reading),
            StageDone = 0,
            StageTotal = null,
            Error = null,
            NeedsColumns = false,
            NeedsVehicle = false,
        }, cancellation);
        // Null: it was forgotten. Done: another delivery of the same message.
        if (begun is not { Status: UploadStatus.Running } upload)
            return;
        Func<Upload, Upload?> end;
        try
        {
            end = await TakeInAsync(owner, upload, cancellation);
        }
        catch (Exception fault) when (fault is InputException or LedgerRefusedException)
        {
            var topic = (fault as InputException)?.Topic ?? InputTopic.None;
            end = now => now with
            {
                Status = UploadStatus.Failed,
                Stage = null,
                StageDone = 0,
                StageTotal = null,
                Error = fault.Message,
                NeedsColumns = topic == InputTopic.Layout,
                NeedsVehicle = topic == InputTopic.Vehicle,
            };
        }

        await ChangeAsync(owner, id, now => now.Status == UploadStatus.Done ? null : end(now), cancellation);
    }

    /// <summary>It waits again: the work was given back.</summary>
    public Task WaitAgainAsync(OwnerId owner, string id) => ChangeAsync(
        owner, id,
        upload => upload.Status == UploadStatus.Running ? upload with { Status = UploadStatus.Queued, Stage = null, StageDone = 0, StageTotal = null } : null,
        CancellationToken.None);

    /// <summary>It was tried as often as it may be.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="why">What stood in the way, as half a sentence.</param>
    /// <param name="unlessAfter">Leaves alone an upload that was given after this.</param>
    public Task GiveUpAsync(OwnerId owner, string id, string why, Instant? unlessAfter = null) => ChangeAsync(
        owner, id,
        upload => upload.Status is UploadStatus.Done or UploadStatus.Failed || (unlessAfter is { } bound && string.CompareOrdinal(upload.At, UploadBook.Text(bound)) > 0) ? null : upload with
        {
            Status = UploadStatus.Failed,
            Stage = null,
            StageDone = 0,
            StageTotal = null,
            Error = $"It was tried {StorageLimits.MaxTries} times, and {why}. Nothing of it counts yet. Send the file once more to try again; if it stays so, tell the operator.",
        },
        CancellationToken.None);

    private async Task<Func<Upload, Upload?>> TakeInAsync(OwnerId owner, Upload upload, CancellationToken cancellation)
    {
        var known = await new LedgerReader(records, owner).ImportAsync(upload.Id, cancellation);
        var original = await ReadAsync(owner, upload.Id, cancellation);
        // The ledger may have it already, and keep it only without the guests who were erased since.
        if (original is null && known is { Value: { } item })
            return now => now with { Status = UploadStatus.Done, Stage = null, Rows = item.Rows };
        var bytes = original ?? throw new InputException(upload.File, null, "the file is not kept any more.", "Send it once more.");
        var layout = upload.Layout is null ? null : await LayoutAsync(owner, upload.File, upload.Layout, cancellation);
        var kind = upload.Kind ?? UploadContent.KindOf(upload.File, bytes);
        await using var progress = new ImportProgress(latest => TellAsync(owner, upload.Id, kind, latest, cancellation));
        var result = await ledgers.UseAsync(owner, async ledger =>
        {
            ledger.Progress = progress;
            try
            {
                return await (kind switch
                {
                    UploadKind.Trips => ledger.ImportTripsAsync(upload.File, bytes, upload.By, cancellation),
                    UploadKind.Fleet => ledger.ImportFleetAsync(upload.File, bytes, upload.By, cancellation),
                    _ => ImportStatementAsync(owner, ledger, upload, bytes, layout, cancellation),
                });
            }
            finally
            {
                ledger.Progress = null;
            }
        }, cancellation);
        return now => now with { Status = UploadStatus.Done, Kind = kind, Stage = null, StageDone = 0, StageTotal = null, Rows = result.Rows, Written = result.Written };
    }

    /// <summary>Where nobody gave a layout and no known one fits, the one that somebody made for an earlier file with this header does.</summary>
    private async Task<ImportResult> ImportStatementAsync(OwnerId owner, OwnerLedger ledger, Upload upload, byte[] bytes, byte[]? layout, CancellationToken cancellation)
    {
        try
        {
            return await ledger.ImportStatementAsync(upload.File, bytes, upload.By, upload.Vehicle, layout, cancellation);
        }
        catch (InputException fault) when (fault.Topic == InputTopic.Layout && layout is null)
        {
            if (await SavedFor(owner, upload.File, bytes, cancellation) is not { } saved)
                throw;
            return await ledger.ImportStatementAsync(upload.File, bytes, upload.By, upload.Vehicle, Encoding.UTF8.GetBytes(saved.Yaml), cancellation);
        }
    }

    private async Task<SavedLayout?> SavedFor(OwnerId owner, string file, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            return await new LayoutBook(records, owner).GetAsync(StatementHead.Read(file, bytes).Hash, cancellation);
        }
        catch (InputException)
        {
            // It has no header at all: what its reader said of it stands.
            return null;
        }
    }

    private async Task<byte[]> LayoutAsync(OwnerId owner, string file, string sha256, CancellationToken cancellation) =>
        await ReadAsync(owner, sha256, cancellation) ?? throw new InputException(file, null, "its layout is not kept any more.", "Say once more what its columns are.") { Topic = InputTopic.Layout };

    private async Task<byte[]?> ReadAsync(OwnerId owner, string sha256, CancellationToken cancellation) =>
        await proofs.GetAsync(new ProofAddress(ProofKind.Statement, owner, sha256), cancellation) switch
        {
            // Up to 50 MB: taken as they are where the store gives a whole array.
            ProofGet.Found found => MemoryMarshal.TryGetArray(found.Content, out var array) && array is { Offset: 0, Array: { } whole } && whole.Length == array.Count ? whole : found.Content.ToArray(),
            ProofGet.Tampered => throw new LedgerDamagedException("A stored file is not what was stored."),
            _ => null,
        };

    private Task<Upload?> TellAsync(OwnerId owner, string id, UploadKind kind, LedgerProgress latest, CancellationToken cancellation) => ChangeAsync(
        owner, id,
        upload => upload.Status == UploadStatus.Running ? upload with { Kind = kind, Stage = StageOf(latest.Stage), StageDone = latest.Done, StageTotal = latest.Total } : null,
        cancellation);

    private async Task<Upload?> ChangeAsync(OwnerId owner, string id, Func<Upload, Upload?> change, CancellationToken cancellation)
    {
        var changed = await new UploadBook(records, owner).ChangeAsync(id, change, clock.GetCurrentInstant(), cancellation);
        watches.Nudge(owner);
        return changed;
    }

    private static string StageOf(LedgerStage stage) => stage.ToString().ToLowerInvariant();
}
