using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Core.Operations;

/// <summary>Work that is recorded as asked for and that nobody takes up: its message was lost, as after a restore of the records alone.</summary>
/// <param name="Kind">Its queue.</param>
/// <param name="Owner">Whose.</param>
/// <param name="Id">The run's id, or the file's SHA-256.</param>
/// <param name="At">Since when it waits, in UTC.</param>
/// <param name="Body">The message that asks for it.</param>
public sealed record Stranded(WorkKind Kind, OwnerId Owner, string Id, string At, string Body);

/// <summary>Finds work that waits without a message, and asks for it again. No queue can be searched for one, so what has waited long
/// counts: asked for twice, it is done once.</summary>
public sealed class StrandedWork(IRecordStore records, IWorkQueue queue, IClock clock)
{
    /// <summary>Waiting this long is too long, unless said otherwise: workers take up a message within seconds, and tries have minutes between.</summary>
    public static readonly Duration UsualPatience = Duration.FromMinutes(15);

    private const int MostOfOwner = 1000;

    /// <summary>What has waited longer than that, the oldest first.</summary>
    public async Task<IReadOnlyList<Stranded>> FindAsync(WorkKind kind, Duration patience, CancellationToken cancellation = default)
    {
        var before = clock.GetCurrentInstant() - patience;
        var found = new List<Stranded>();
        foreach (var owner in await new OwnerDirectory(records).ListAsync(cancellation).ConfigureAwait(false))
            found.AddRange(kind == WorkKind.Imports ? await ImportsAsync(owner, before, cancellation).ConfigureAwait(false) : await RunsAsync(owner, before, cancellation).ConfigureAwait(false));
        return [.. found.OrderBy(work => work.At, StringComparer.Ordinal)];
    }

    /// <summary>Asks for them again.</summary>
    /// <returns>How many.</returns>
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
