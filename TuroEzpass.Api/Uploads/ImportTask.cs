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

/// <summary>Imports an upload into its owner's ledger. Repeating it, or running it in two processes at once, gives the same result.</summary>
internal sealed class ImportTask(IRecordStore records, IProofStore proofs, LedgerPool ledgers, OwnerWatches watches, IClock clock)
{
    /// <summary>Runs the import. A file that can't be imported is recorded as failed; after any other exception, the import can be tried again.</summary>
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
        // Null: the upload was deleted. Done: another delivery of the same message.
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

    /// <summary>Sets the upload back to waiting, because its message was returned to the queue.</summary>
    public Task WaitAgainAsync(OwnerId owner, string id) => ChangeAsync(
        owner, id,
        upload => upload.Status == UploadStatus.Running ? upload with { Status = UploadStatus.Queued, Stage = null, StageDone = 0, StageTotal = null } : null,
        CancellationToken.None);

    /// <summary>Marks the upload as failed after the last try.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="id">The upload's ID.</param>
    /// <param name="why">The reason, as a clause for the middle of a sentence.</param>
    /// <param name="unlessAfter">Ignores an upload that was sent after this time.</param>
    public Task GiveUpAsync(OwnerId owner, string id, string why, Instant? unlessAfter = null) => ChangeAsync(
        owner, id,
        upload => upload.Status is UploadStatus.Done or UploadStatus.Failed || (unlessAfter is { } bound && string.CompareOrdinal(upload.At, UploadBook.Text(bound)) > 0) ? null : upload with
        {
            Status = UploadStatus.Failed,
            Stage = null,
            StageDone = 0,
            StageTotal = null,
            Error = $"The import failed {StorageLimits.MaxTries} times: {why}. Nothing was imported. Upload the file again to retry; if it keeps happening, contact the operator.",
        },
        CancellationToken.None);

    private async Task<Func<Upload, Upload?>> TakeInAsync(OwnerId owner, Upload upload, CancellationToken cancellation)
    {
        var known = await new LedgerReader(records, owner).ImportAsync(upload.Id, cancellation);
        var original = await ReadAsync(owner, upload.Id, cancellation);
        // The ledger may already have the file, and store only a copy without the guests who were erased since.
        if (original is null && known is { Value: { } item })
            return now => now with { Status = UploadStatus.Done, Stage = null, Rows = item.Rows };
        var bytes = original ?? throw new InputException(upload.File, null, "the file is no longer stored.", "Upload it again.");
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
                    UploadKind.Handovers => ledger.ImportHandoversAsync(upload.File, bytes, upload.By, cancellation),
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

    /// <summary>If no layout was given and no known one fits, uses the layout that a user made for an earlier file with the same header.</summary>
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
            // The file has no header at all; keep the reader's error.
            return null;
        }
    }

    private async Task<byte[]> LayoutAsync(OwnerId owner, string file, string sha256, CancellationToken cancellation) =>
        await ReadAsync(owner, sha256, cancellation) ?? throw new InputException(file, null, "its layout is no longer stored.", "Map the columns again.") { Topic = InputTopic.Layout };

    private async Task<byte[]?> ReadAsync(OwnerId owner, string sha256, CancellationToken cancellation) =>
        await proofs.GetAsync(new ProofAddress(ProofKind.Statement, owner, sha256), cancellation) switch
        {
            // Up to 50 MB: used without copying if the store returns a whole array.
            ProofGet.Found found => MemoryMarshal.TryGetArray(found.Content, out var array) && array is { Offset: 0, Array: { } whole } && whole.Length == array.Count ? whole : found.Content.ToArray(),
            ProofGet.Tampered => throw new LedgerDamagedException("A stored file was changed or damaged."),
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
