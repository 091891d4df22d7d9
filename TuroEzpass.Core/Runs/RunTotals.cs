using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>The number of runs that ended, by result.</summary>
/// <param name="Succeeded">Complete runs.</param>
/// <param name="Failed">Incomplete runs.</param>
/// <param name="Records">Rows read by both.</param>
public readonly record struct RunCount(long Succeeded, long Failed, long Records)
{
    /// <summary>All runs that ended.</summary>
    [JsonIgnore]
    public long Ended => Succeeded + Failed;

    /// <summary>Complete runs in percent; null if none ended.</summary>
    [JsonIgnore]
    public double? SuccessPercent => Ended == 0 ? null : 100.0 * Succeeded / Ended;

    /// <summary>Rows per run; null if none ended.</summary>
    [JsonIgnore]
    public double? RecordsEach => Ended == 0 ? null : (double)Records / Ended;

    /// <summary>The sum of both.</summary>
    public static RunCount operator +(RunCount left, RunCount right) => Add(left, right);

    /// <inheritdoc cref="op_Addition" />
    public static RunCount Add(RunCount left, RunCount right) =>
        new(left.Succeeded + right.Succeeded, left.Failed + right.Failed, left.Records + right.Records);

    /// <summary>The count of one run. Zero while it has not ended, and for a request for every site, whose individual runs count instead.</summary>
    public static RunCount Of(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Status switch
        {
            _ when run.Source == ScrapeRequest.EverySource => default,
            RunStatus.Succeeded => new RunCount(1, 0, run.TotalRecords),
            RunStatus.Failed => new RunCount(0, 1, run.TotalRecords),
            _ => default,
        };
    }
}

/// <summary>The runs of all owners by the day on which they ended (UTC) and by site. Past days are summed once, and the sums are kept
/// for 400 days, so that a total over all time does not read all runs.</summary>
public sealed class RunTotals(IRecordStore store)
{
    /// <summary>The number of days that are kept.</summary>
    public const int DaysKept = 400;

    private const string Partition = "SYS#RUNTOTAL";

    // Letters sort after the days.
    private static readonly RecordKey Mark = new(Partition, "closed");

    /// <summary>The last day that was summed; null if none.</summary>
    public async Task<LocalDate?> ClosedThroughAsync(CancellationToken cancellation = default) =>
        await store.GetAsync(Mark, cancellation).ConfigureAwait(false) is { } there ? Day(JsonSerializer.Deserialize<Closed>(there.Body.Span)!.Through) : null;

    /// <summary>The stored sums, by day and site.</summary>
    public async Task<IReadOnlyDictionary<(LocalDate Day, string Source), RunCount>> ReadAsync(CancellationToken cancellation = default)
    {
        var days = new RecordQuery(RecordSource.Partition, Partition) { Range = SortRange.AtMost("9999"), Limit = StorageLimits.MaxPage };
        var totals = new Dictionary<(LocalDate, string), RunCount>();
        await foreach (var item in store.ReadAllAsync(days, cancellation).ConfigureAwait(false))
        {
            var mark = item.Key.Sort.IndexOf('#', StringComparison.Ordinal);
            totals.Add((Day(item.Key.Sort[..mark]), item.Key.Sort[(mark + 1)..]), JsonSerializer.Deserialize<RunCount>(item.Body.Span));
        }

        return totals;
    }

    /// <summary>Stores the sums of past days. After a crash, unfinished days are summed again.</summary>
    /// <param name="through">The last past day.</param>
    /// <param name="totals">Their sums, by day and site.</param>
    public async Task CloseAsync(LocalDate through, IReadOnlyDictionary<(LocalDate Day, string Source), RunCount> totals, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(totals);
        foreach (var ((day, source), count) in totals)
        {
            var item = new RecordWrite(new RecordKey(Partition, $"{Text(day)}#{source}"), JsonSerializer.SerializeToUtf8Bytes(count))
            {
                ExpiresAt = day.PlusDays(DaysKept).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(),
            };
            await ReplaceAsync(item, cancellation).ConfigureAwait(false);
        }

        await ReplaceAsync(new RecordWrite(Mark, JsonSerializer.SerializeToUtf8Bytes(new Closed(Text(through)))), cancellation).ConfigureAwait(false);
    }

    /// <summary>Two processes that sum the same days get the same result, so the last write may win.</summary>
    private async Task ReplaceAsync(RecordWrite item, CancellationToken cancellation)
    {
        PutResult result;
        do
        {
            var there = await store.GetAsync(item.Key, cancellation).ConfigureAwait(false);
            result = await store.PutAsync(item, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false);
        }
        while (result is not PutResult.Stored);
    }

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private sealed record Closed(string Through);
}
