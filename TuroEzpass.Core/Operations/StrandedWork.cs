using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Core.Operations;

/// <summary>Work that was requested but is not being processed: its message was lost, for example after a restore of only the records.</summary>
/// <param name="Kind">Its queue.</param>
/// <param name="Owner">The owner.</param>
/// <param name="Id">The run's id, or the file's SHA-256.</param>
/// <param name="At">When it was requested, in UTC.</param>
/// <param name="Body">The message that requests it.</param>
public sealed record Stranded(WorkKind Kind, OwnerId Owner, string Id, string At, string Body);

/// <summary>Finds waiting work without a message and requests it again. A queue can't be searched for a message, so work counts as
/// stranded after a long wait; work that is requested twice is done once.</summary>
public sealed class StrandedWork(IRecordStore records, IWorkQueue queue, IClock clock)
{
    /// <summary>The default wait after which work counts as stranded. Workers receive a message within seconds, and retries are minutes apart.</summary>
    public static readonly Duration UsualPatience = Duration.FromMinutes(15);

    private const int MostOfOwner = 1000;

    /// <summary>The work that has waited longer, oldest first.</summary>
    public async Task<IReadOnlyList<Stranded>> FindAsync(WorkKind kind, Duration patience, CancellationToken cancellation = default)
    {
        var before = clock.GetCurrentInstant() - patience;
        var found = new List<Stranded>();
        foreach (var owner in await new OwnerDirectory(records).ListAsync(cancellation).ConfigureAwait(false))
            found.AddRange(kind == WorkKind.Imports ? await ImportsAsync(owner, before, cancellation).ConfigureAwait(false) : await RunsAsync(owner, before, cancellation).ConfigureAwait(false));
        return [.. found.OrderBy(work => work.At, StringComparer.Ordinal)];
    }

    /// <summary>Requests the work again.</summary>
    /// <returns>The number of requests.</returns>
    public async Task<int> ResendAsync(IReadOnlyCollection<Stranded> found, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(found);
        foreach (var work in found)
            await queue.SendAsync(work.Kind, work.Body, cancellation: cancellation).ConfigureAwait(false);
        return found.Count;
    }

    private async Task<IEnumerable<Stranded>> ImportsAsync(OwnerId owner, Instant before, CancellationToken cancellation) =>
        (await new UploadBook(records, owner).WaitingAsync(MostOfOwner, cancellation).ConfigureAwait(false))
            .Select(each => each.Upload)
            .Where(upload => upload.Status == UploadStatus.Queued && IsBefore(upload.At, before))
            .Select(upload => new Stranded(WorkKind.Imports, owner, upload.Id, upload.At, new ImportMessage(owner.Text, upload.Id).ToBody()));

    private async Task<IEnumerable<Stranded>> RunsAsync(OwnerId owner, Instant before, CancellationToken cancellation) =>
        (await new RunBook(records, owner).WaitingAsync(MostOfOwner, cancellation).ConfigureAwait(false))
            .Where(run => IsBefore(run.CreatedAt, before))
            .Select(run => new Stranded(
                WorkKind.Scrapes, owner, run.Id, run.CreatedAt,
                JsonSerializer.Serialize(new ScrapeRequest(owner.Text, run.Id, run.ScrapeDate, run.Source), JsonSerializerOptions.Web)));

    private static bool IsBefore(string at, Instant before) => InstantPattern.ExtendedIso.Parse(at) is { Success: true } instant && instant.Value < before;
}
