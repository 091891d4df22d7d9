using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Events;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api.Uploads;

/// <summary>Stores an upload: the original, then its record, then the message. Once the message is sent, any process can import it.</summary>
internal sealed class Intake(IRecordStore records, IProofStore proofs, IWorkQueue queue, OwnerWatches watches, IClock clock)
{
    /// <summary>Stores a file and queues its import.</summary>
    public async Task<IResult> AcceptAsync(Caller caller, UploadForm form, CancellationToken cancellation)
    {
        var (owner, id) = (caller.Owner, form.Content.Sha256);
        // Before storing the bytes: they may name guests who were erased from the ledger's copy since.
        if (await new LedgerReader(records, owner).ImportAsync(id, cancellation) is { } known && IsSettled(known.Value, form))
            return TypedResults.Ok(ImportTexts.Of(known));
        if (await PutAsync(owner, form.Content.Content, "application/octet-stream", cancellation) is null)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "The file is too large", "The file is too large to store. Export a shorter date range.");
        using var ownLayout = form.Layout is null ? null : new MemoryStream(form.Layout, writable: false);
        var layout = ownLayout is null ? null : await PutAsync(owner, ownLayout, "text/yaml", cancellation);
        var now = clock.GetCurrentInstant();
        var (upload, isUnderWay) = await RecordAsync(new UploadBook(records, owner), new Upload
        {
            Id = id,
            File = form.File,
            Kind = form.Kind,
            Vehicle = form.Vehicle,
            Layout = layout,
            Status = UploadStatus.Queued,
            At = UploadBook.Text(now),
            By = caller.Name,
        }, now, cancellation);
        if (isUnderWay && (upload.Vehicle != form.Vehicle || upload.Layout != layout))
            return Problems.Conflict("This file is being imported with another car or layout. Wait until that import has finished.");
        if (!isUnderWay)
            await queue.SendAsync(WorkKind.Imports, new ImportMessage(owner.Text, id) { TraceParent = Activity.Current?.Id }.ToBody(), cancellation: cancellation);
        watches.Nudge(owner);
        return TypedResults.Accepted($"/api/imports/{id}", ImportTexts.Of(upload));
    }

    /// <summary>Retries the import of a failed file that is still stored.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="id">The file's ID.</param>
    /// <param name="layout">The layout to use; null keeps the current one.</param>
    /// <param name="vehicle">The car that the file is about; null keeps the current one.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<Results<Accepted<Import>, ProblemHttpResult>> AgainAsync(Caller caller, string id, string? layout, string? vehicle, CancellationToken cancellation)
    {
        var owner = caller.Owner;
        using var ownLayout = layout is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(layout), writable: false);
        var sha256 = ownLayout is null ? null : await PutAsync(owner, ownLayout, "text/yaml", cancellation);
        var (now, isAsked) = (clock.GetCurrentInstant(), false);
        var upload = await new UploadBook(records, owner).ChangeAsync(id, there =>
        {
            isAsked = there.Status == UploadStatus.Failed;
            return isAsked ? there with
            {
                Status = UploadStatus.Queued,
                Layout = sha256 ?? there.Layout,
                Vehicle = vehicle ?? there.Vehicle,
                Kind = sha256 is null ? there.Kind : UploadKind.Statement,
                Error = null,
                NeedsColumns = false,
                NeedsVehicle = false,
                At = UploadBook.Text(now),
                By = caller.Name,
            } : null;
        }, now, cancellation);
        if (upload is null)
            return Problems.NotFound("There is no import with this ID. GET /api/imports lists them.");
        if (!isAsked)
            return Problems.Conflict("Only failed imports can be retried; this one is in progress or done.");
        await queue.SendAsync(WorkKind.Imports, new ImportMessage(owner.Text, id) { TraceParent = Activity.Current?.Id }.ToBody(), cancellation: cancellation);
        watches.Nudge(owner);
        return TypedResults.Accepted($"/api/imports/{id}", ImportTexts.Of(upload));
    }

    /// <summary>Whether the ledger has the file, and importing it again would change nothing. A fleet file that was replaced by another,
    /// handover times after later ones, the same trips under a later date, a withdrawn file, and a statement for another car or with another
    /// layout can be imported again.</summary>
    private static bool IsSettled(ImportItem known, UploadForm form) => known.WithdrawnAt is null && ImportTexts.KindOf(known) switch
    {
        ImportKind.Trips => known.File == form.File,
        ImportKind.Statement => form.Vehicle is null && form.Layout is null,
        _ => false,
    };

    private async Task<string?> PutAsync(OwnerId owner, Stream content, string type, CancellationToken cancellation)
    {
        content.Position = 0;
        return await proofs.PutAsync(ProofKind.Statement, owner, content, type, cancellation) switch
        {
            ProofPut.Stored stored => stored.Info.Address.Sha256,
            ProofPut.AlreadyThere there => there.Info.Address.Sha256,
            _ => null,
        };
    }

    /// <summary>Records the upload, replacing an earlier one of the same file unless that one is in progress.</summary>
    private static async Task<(Upload Upload, bool IsUnderWay)> RecordAsync(UploadBook book, Upload upload, Instant now, CancellationToken cancellation)
    {
        while (true)
        {
            if (await book.GetAsync(upload.Id, cancellation) is not var (there, version))
            {
                if (await book.TryAddAsync(upload, now, cancellation) is not null)
                    return (upload, false);
            }
            else if (there.Status == UploadStatus.Running)
            {
                return (there, true);
            }
            else if (await book.TryUpdateAsync(upload, version, now, cancellation) is not null)
            {
                return (upload, false);
            }
        }
    }
}
