using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>The status of a collection of statements or trips from a site.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>Requested.</summary>
    Queued,

    /// <summary>In progress.</summary>
    Running,

    /// <summary>Complete: the collected files were imported.</summary>
    Succeeded,

    /// <summary>Not complete: nothing was imported.</summary>
    Failed,
}

/// <summary>Why a run failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunReason>))]
public enum RunReason
{
    /// <summary>No one is signed in at the site, and the collector can't or may not sign in automatically.</summary>
    NeedsSignIn,

    /// <summary>The site asked for something that only a person may answer: a captcha, a code.</summary>
    ChallengeShown,

    /// <summary>The site refused the stored user name or password. They are tried once, and not again until they are stored again.</summary>
    SignInRefused,

    /// <summary>The site locked the account.</summary>
    AccountLocked,

    /// <summary>The site did not respond, returned an error, or is under maintenance.</summary>
    SiteDown,

    /// <summary>The page differs from the portal's definition; the run names the selector.</summary>
    LayoutChanged,

    /// <summary>The rows read differ from the site's own count or total.</summary>
    Incomplete,

    /// <summary>It exceeded the time limit.</summary>
    TimedOut,

    /// <summary>This machine can't run it: no browser, no such portal, or a failing store.</summary>
    CannotRun,
}

/// <summary>A collection from a site, with the fields of the system that this one replaces.</summary>
public sealed record Run
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The day it collects for: <c>2026-03-31</c>.</summary>
    public required string ScrapeDate { get; init; }

    /// <summary>The site: <c>ezpassny</c>, <c>turo</c> …</summary>
    public required string Source { get; init; }

    /// <summary>The status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it was requested, in UTC.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>When it started.</summary>
    public string? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public string? EndedAt { get; init; }

    /// <summary>Whether it succeeded or failed.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is RunStatus.Succeeded or RunStatus.Failed;

    /// <summary>When it succeeded or failed; null before.</summary>
    /// <exception cref="UnparsableValueException">The stored time is not valid.</exception>
    [JsonIgnore]
    public Instant? End => HasEnded ? InstantPattern.ExtendedIso.Parse(EndedAt ?? CreatedAt).GetValueOrThrow() : null;

    /// <summary>Rows it read.</summary>
    public int TotalRecords { get; init; }

    /// <summary>Rows that were new.</summary>
    public int NewRecords { get; init; }

    /// <summary>The result, as readable text.</summary>
    public string? Summary { get; init; }

    /// <summary>Why it failed and what to do, as readable text; never a secret.</summary>
    public string? Error { get; init; }

    /// <summary>Why it failed; null if it did not fail.</summary>
    public RunReason? Reason { get; init; }

    /// <summary>The selector of the portal's definition that found nothing; null unless the layout changed.</summary>
    public string? Selector { get; init; }

    /// <summary>The first day it collects; null before it starts.</summary>
    public string? From { get; init; }

    /// <summary>The last day it collects.</summary>
    public string? Through { get; init; }

    /// <summary>How often it was started: 2 or more after a crash.</summary>
    public int Attempts { get; init; }

    /// <summary>SHA-256 of the imported files.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>SHA-256 of the screenshots that prove a complete collection.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Its trace id, to find it among the operators' traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>SHA-256 of its screenshots.</summary>
    public IReadOnlyList<string> Screenshots { get; init; } = [];
}

/// <summary>An owner's runs.</summary>
public sealed class RunBook(IRecordStore store, OwnerId owner)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Stores a new run.</summary>
    /// <returns>False if a run with that day and id exists.</returns>
    public async Task<bool> TryAddAsync(Run run, CancellationToken cancellation = default)
    {
        await new OwnerDirectory(store).AddAsync(owner, cancellation).ConfigureAwait(false);
        return await store.PutAsync(Write(run), Expected.Nothing, cancellation).ConfigureAwait(false) is PutResult.Stored;
    }

    /// <summary>Stores the new state of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="version">The version it was read at.</param>
    /// <returns>False if it has changed meanwhile: read it again.</returns>
    public async Task<bool> TryUpdateAsync(Run run, long version, CancellationToken cancellation = default) =>
        await UpdateAsync(run, version, cancellation).ConfigureAwait(false) is not null;

    /// <summary>Stores the new state of a run that the caller continues to change.</summary>
    /// <returns>The new version; null if the run has changed meanwhile.</returns>
    public async Task<long?> UpdateAsync(Run run, long version, CancellationToken cancellation = default) =>
        await store.PutAsync(Write(run), Expected.VersionIs(version), cancellation).ConfigureAwait(false) is PutResult.Stored stored ? stored.Version : null;

    /// <summary>Reads a run and its version; null if there is none.</summary>
    public async Task<(Run Run, long Version)?> GetAsync(string scrapeDate, string id, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(scrapeDate, id), cancellation).ConfigureAwait(false) is { } item ? (Read(item), item.Version) : null;

    /// <summary>Runs, latest collection day first.</summary>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="after">Where the last page ended.</param>
    public async Task<(IReadOnlyList<Run> Runs, PageToken? Next)> ListAsync(int limit, PageToken? after = null, CancellationToken cancellation = default)
    {
        var page = await store.QueryAsync(Newest(limit, after), cancellation).ConfigureAwait(false);
        return ([.. page.Items.Select(Read)], page.Next);
    }

    /// <summary>Runs that ended in a span of time, in order of their end. The index may lag slightly.</summary>
    /// <param name="from">The start, inclusive.</param>
    /// <param name="before">The end, exclusive.</param>
    public async IAsyncEnumerable<Run> EndedAsync(Instant from, Instant before, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // The sort key of a run that ended exactly then continues after the time, so it is not included.
        var span = SortRange.Between(InstantPattern.General.Format(from), InstantPattern.General.Format(before));
        await foreach (var item in store.ReadAllAsync(new RecordQuery(RecordSource.Index2, owner.Partition("RUNENDED")) { Range = span, Limit = StorageLimits.MaxPage }, cancellation).ConfigureAwait(false))
            yield return Read(item);
    }

    /// <summary>Whether any run has ended.</summary>
    public async Task<bool> AnyEndedAsync(CancellationToken cancellation = default) =>
        (await store.QueryAsync(new RecordQuery(RecordSource.Index2, owner.Partition("RUNENDED")) { Limit = 1 }, cancellation).ConfigureAwait(false)).Items.Count > 0;

    /// <summary>The runs of a day.</summary>
    public Task<IReadOnlyList<Run>> OfDayAsync(string scrapeDate, CancellationToken cancellation = default) => AllAsync(SortRange.StartingWith($"{scrapeDate}#"), cancellation);

    /// <summary>The runs of a day and later ones.</summary>
    public Task<IReadOnlyList<Run>> SinceAsync(string scrapeDate, CancellationToken cancellation = default) => AllAsync(SortRange.AtLeast(scrapeDate), cancellation);

    /// <summary>A requested run of a site that has not started; null if there is none.</summary>
    public async Task<Run?> QueuedAsync(string source, CancellationToken cancellation = default)
    {
        var query = new RecordQuery(RecordSource.Index1, StateOf(RunStatus.Queued));
        await foreach (var item in store.ReadAllAsync(query, cancellation).ConfigureAwait(false))
        {
            // The index may lag, so check the item itself.
            if (Read(item).Source == source && await store.GetAsync(item.Key, cancellation).ConfigureAwait(false) is { } current && Read(current) is { Status: RunStatus.Queued } run)
                return run;
        }

        return null;
    }

    /// <summary>The requested runs that have not started, oldest first.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<IReadOnlyList<Run>> WaitingAsync(int limit, CancellationToken cancellation = default)
    {
        var page = await store.QueryAsync(new RecordQuery(RecordSource.Index1, StateOf(RunStatus.Queued)) { Limit = limit }, cancellation).ConfigureAwait(false);
        return [.. page.Items.Select(Read)];
    }

    /// <summary>Whether a page token can come from <see cref="ListAsync"/>.</summary>
    public bool IsOwn(PageToken token) => token?.Fits(Newest(1, null)) == true;

    private RecordQuery Newest(int limit, PageToken? after) => new(RecordSource.Partition, owner.Partition("RUN")) { Descending = true, Limit = limit, After = after };

    private async Task<IReadOnlyList<Run>> AllAsync(SortRange range, CancellationToken cancellation)
    {
        var query = new RecordQuery(RecordSource.Partition, owner.Partition("RUN")) { Range = range };
        return await store.ReadAllAsync(query, cancellation).Select(Read).ToListAsync(cancellation).ConfigureAwait(false);
    }

    private string StateOf(RunStatus status) => owner.Partition($"RUNSTATE#{status.ToString().ToLowerInvariant()}");

    private static Run Read(StoredRecord item) => JsonSerializer.Deserialize<Run>(item.Body.Span, Json)!;

    private RecordKey Key(string scrapeDate, string id) => new(owner.Partition("RUN"), $"{scrapeDate}#{id}");

    private RecordWrite Write(Run run) => new(Key(run.ScrapeDate, run.Id), JsonSerializer.SerializeToUtf8Bytes(run, Json))
    {
        Index1 = run.Status == RunStatus.Succeeded ? null : new RecordKey(StateOf(run.Status), $"{run.StartedAt ?? run.CreatedAt}#{run.Id}"),
        // By its end, not by the day it collects for: that may be long past, and past days are summed only once.
        Index2 = run.End is { } end ? new RecordKey(owner.Partition("RUNENDED"), $"{InstantPattern.General.Format(end)}#{run.ScrapeDate}#{run.Id}") : null,
    };
}
