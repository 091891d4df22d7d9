using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>A collection request as a queue message.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="RunId">The run that was recorded for it.</param>
/// <param name="ScrapeDate">The day it collects for.</param>
/// <param name="Source">The site, or <see cref="EverySource"/>.</param>
public sealed record ScrapeRequest(string Owner, string RunId, string ScrapeDate, string Source)
{
    /// <summary>Stands for every site that the owner has enabled.</summary>
    public const string EverySource = "all";

    /// <summary>The user id of a request for every owner, used in events from operators and the scheduler.</summary>
    public const string EveryOwner = "manual-trigger";

    /// <summary>The requesting span (W3C <c>traceparent</c>), to which the run's trace is linked; null without tracing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <summary>Whether a text can be a site's name.</summary>
    public static bool IsSource(string text) => StorageNames.IsName(text);

    /// <summary>The request as a queue message.</summary>
    public string ToBody() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>Requests collections.</summary>
public sealed class ScrapeRequests(IRecordStore records, IWorkQueue queue, IClock clock)
{
    /// <summary>A request is sent moments after its record. One that waits longer may have lost its message.</summary>
    private static readonly Duration MayBeLost = Duration.FromMinutes(2);

    /// <summary>Requests a collection for every owner with an enabled account. The owners are looked up when the request is processed.</summary>
    /// <returns>The message's id.</returns>
    public Task<string> AskEverybodyAsync(CancellationToken cancellation = default) =>
        // In the form in which EventBridge delivers the operators' event.
        queue.SendAsync(WorkKind.Scrapes, JsonSerializer.Serialize(new EveryOwnerEvent("manual.trigger", new EveryOwnerDetail(ScrapeRequest.EveryOwner, InstantPattern.General.Format(clock.GetCurrentInstant())) { TraceParent = Activity.Current?.Id }), JsonSerializerOptions.Web), cancellation: cancellation);

    /// <summary>Records a run and sends the request. If a run of the same site is already waiting, that run is used.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="source">The site, or <see cref="ScrapeRequest.EverySource"/>.</param>
    /// <param name="scrapeDate">The day it collects for.</param>
    /// <param name="cause">What causes the request, if the same cause may occur twice (a duplicate message): it gets the same run,
    /// even one that has ended. Null for a request by a person.</param>
    /// <returns>The run.</returns>
    public async Task<Run> AskAsync(OwnerId owner, string source, string scrapeDate, string? cause = null, CancellationToken cancellation = default)
    {
        var book = new RunBook(records, owner);
        var now = clock.GetCurrentInstant();
        var id = cause is null ? Guid.CreateVersion7(now.ToDateTimeOffset()).ToString("N") : IdOf(cause, owner, source);
        if (cause is not null && await book.GetAsync(scrapeDate, id, cancellation).ConfigureAwait(false) is var (known, _))
        {
            // An earlier request may have failed before it sent the message; a second message does no harm.
            if (known.Status == RunStatus.Queued)
                await SendAsync(owner, known, cancellation).ConfigureAwait(false);
            return known;
        }

        if (await book.QueuedAsync(source, cancellation).ConfigureAwait(false) is { } waiting)
        {
            // A process that ended between the record and the message left a run that would never start.
            if (InstantPattern.ExtendedIso.Parse(waiting.CreatedAt) is { Success: true } asked && asked.Value + MayBeLost < now)
                await SendAsync(owner, waiting, cancellation).ConfigureAwait(false);
            return waiting;
        }

        var run = new Run
        {
            Id = id,
            ScrapeDate = scrapeDate,
            Source = source,
            Status = RunStatus.Queued,
            CreatedAt = InstantPattern.General.Format(now),
        };
        // If two requests have the same cause at the same time, one records the run; both may send a message, but the run is done once.
        await book.TryAddAsync(run, cancellation).ConfigureAwait(false);
        await SendAsync(owner, run, cancellation).ConfigureAwait(false);
        return run;
    }

    private async Task SendAsync(OwnerId owner, Run run, CancellationToken cancellation)
    {
        var request = new ScrapeRequest(owner.Text, run.Id, run.ScrapeDate, run.Source) { TraceParent = Activity.Current?.Id };
        await queue.SendAsync(WorkKind.Scrapes, request.ToBody(), cancellation: cancellation).ConfigureAwait(false);
    }

    private static string IdOf(string cause, OwnerId owner, string source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cause}\n{owner.Text}\n{source}")))[..32];

    private sealed record EveryOwnerEvent(string Source, EveryOwnerDetail Detail);

    private sealed record EveryOwnerDetail(string UserId, string Timestamp)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? TraceParent { get; init; }
    }
}
