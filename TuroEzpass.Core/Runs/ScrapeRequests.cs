using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>A request to collect, as the queue carries it.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="RunId">The run that was recorded for it.</param>
/// <param name="ScrapeDate">The day it collects for.</param>
/// <param name="Source">The site, or <see cref="EverySource"/>.</param>
public sealed record ScrapeRequest(string Owner, string RunId, string ScrapeDate, string Source)
{
    /// <summary>Every site that the owner has enabled.</summary>
    public const string EverySource = "all";

    /// <summary>The user id of a request for every owner: the operators' and the scheduler's event.</summary>
    public const string EveryOwner = "manual-trigger";

    /// <summary>Whether a text can be a site's name.</summary>
    public static bool IsSource(string text) => StorageNames.IsName(text);
}

/// <summary>Asks for collections.</summary>
public sealed class ScrapeRequests(IRecordStore records, IWorkQueue queue, IClock clock)
{
    /// <summary>Asks for every owner that has an account turned on. Who they are is found out when the request is taken up.</summary>
    /// <returns>The message's id.</returns>
    public Task<string> AskEverybodyAsync(CancellationToken cancellation = default) =>
        // As EventBridge delivers the operators' event.
        queue.SendAsync(WorkKind.Scrapes, JsonSerializer.Serialize(new EveryOwnerEvent("manual.trigger", new EveryOwnerDetail(ScrapeRequest.EveryOwner, InstantPattern.General.Format(clock.GetCurrentInstant()))), JsonSerializerOptions.Web), cancellation: cancellation);

    /// <summary>Records a run and sends the request; one of the same site that waits already is joined.</summary>
    /// <returns>The run.</returns>
    public async Task<Run> AskAsync(OwnerId owner, string source, string scrapeDate, CancellationToken cancellation = default)
    {
        var book = new RunBook(records, owner);
        if (await book.QueuedAsync(source, cancellation).ConfigureAwait(false) is { } waiting)
            return waiting;
        var now = clock.GetCurrentInstant();
        var run = new Run
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString("N"),
            ScrapeDate = scrapeDate,
            Source = source,
            Status = RunStatus.Queued,
            CreatedAt = InstantPattern.General.Format(now),
        };
        await book.TryAddAsync(run, cancellation).ConfigureAwait(false);
        var request = new ScrapeRequest(owner.Text, run.Id, scrapeDate, source);
        await queue.SendAsync(WorkKind.Scrapes, JsonSerializer.Serialize(request, JsonSerializerOptions.Web), cancellation: cancellation).ConfigureAwait(false);
        return run;
    }

    private sealed record EveryOwnerEvent(string Source, EveryOwnerDetail Detail);

    private sealed record EveryOwnerDetail(string UserId, string Timestamp);
}
