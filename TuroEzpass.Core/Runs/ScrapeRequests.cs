using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>The span that asked (W3C <c>traceparent</c>), to which the run's trace is linked; null where nothing is traced.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <summary>Whether a text can be a site's name.</summary>
    public static bool IsSource(string text) => StorageNames.IsName(text);

    /// <summary>The request as the queue carries it.</summary>
    public string ToBody() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>Asks for collections.</summary>
public sealed class ScrapeRequests(IRecordStore records, IWorkQueue queue, IClock clock)
{
    /// <summary>A request is sent within moments of its record. One that waits longer may have lost its message.</summary>
    private static readonly Duration MayBeLost = Duration.FromMinutes(2);

    /// <summary>Asks for every owner that has an account turned on. Who they are is found out when the request is taken up.</summary>
    /// <returns>The message's id.</returns>
    public Task<string> AskEverybodyAsync(CancellationToken cancellation = default) =>
        // As EventBridge delivers the operators' event.
        queue.SendAsync(WorkKind.Scrapes, JsonSerializer.Serialize(new EveryOwnerEvent("manual.trigger", new EveryOwnerDetail(ScrapeRequest.EveryOwner, InstantPattern.General.Format(clock.GetCurrentInstant())) { TraceParent = Activity.Current?.Id }), JsonSerializerOptions.Web), cancellation: cancellation);

    /// <summary>Records a run and sends the request; one of the same site that waits already is joined.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="source">The site, or <see cref="ScrapeRequest.EverySource"/>.</param>
    /// <param name="scrapeDate">The day it collects for.</param>
    /// <param name="cause">What asks, where the same cause may ask again (a message that comes twice): it gets the same run,
    /// also when that has ended. Null: a person who asks.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The run.</returns>
    public async Task<Run> AskAsync(OwnerId owner, string source, string scrapeDate, string? cause = null, CancellationToken cancellation = default)
    {
        var book = new RunBook(records, owner);
        var now = clock.GetCurrentInstant();
        var id = cause is null ? Guid.CreateVersion7(now.ToDateTimeOffset()).ToString("N") : IdOf(cause, owner, source);
        if (cause is not null && await book.GetAsync(scrapeDate, id, cancellation).ConfigureAwait(false) is var (known, _))
        {
            // Whatever asked before may have died before it sent the message; a second one does no harm.
            if (known.Status == RunStatus.Queued)
                await SendAsync(owner, known, cancellation).ConfigureAwait(false);
            return known;
        }

        if (await book.QueuedAsync(source, cancellation).ConfigureAwait(false) is { } waiting)
        {
            // A process that died between the record and the message left a run that nobody would ever begin.
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
        // Of two that ask at once for the same cause one records it; both may send: the run is done once.
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
