using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>How many runs ended, and how.</summary>
/// <param name="Succeeded">Complete ones.</param>
/// <param name="Failed">The others.</param>
/// <param name="Records">Rows that both read.</param>
public readonly record struct RunCount(long Succeeded, long Failed, long Records)
{
    /// <summary>All that ended.</summary>
    [JsonIgnore]
    public long Ended => Succeeded + Failed;

    /// <summary>Successes of a hundred; null when none ended.</summary>
    [JsonIgnore]
    public double? SuccessPercent => Ended == 0 ? null : 100.0 * Succeeded / Ended;

    /// <summary>Rows a run; null when none ended.</summary>
    [JsonIgnore]
    public double? RecordsEach => Ended == 0 ? null : (double)Records / Ended;

    /// <summary>Both together.</summary>
    public static RunCount operator +(RunCount left, RunCount right) => Add(left, right);

    /// <inheritdoc cref="op_Addition" />
    public static RunCount Add(RunCount left, RunCount right) =>
        new(left.Succeeded + right.Succeeded, left.Failed + right.Failed, left.Records + right.Records);

    /// <summary>One run; nothing while it has not ended, and nothing for a request for every site: the runs that it became count.</summary>
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

/// <summary>The runs of all owners by the day on which they ended (UTC) and by site. Days that are past are summed once and kept
/// for 400 days, so that a figure over all time does not read all runs.</summary>
public sealed class RunTotals(IRecordStore store)
{
    /// <summary>How many days are kept.</summary>
    public const int DaysKept = 400;

    private const string Partition = "SYS#RUNTOTAL";

    // Letters sort after the days.
    private static readonly RecordKey Mark = new(Partition, "closed");

    /// <summary>The last day that was summed; null when none was.</summary>
    public async Task<LocalDate?> ClosedThroughAsync(CancellationToken cancellation = default) =>
        await store.GetAsync(Mark, cancellation).ConfigureAwait(false) is { } there ? Day(JsonSerializer.Deserialize<Closed>(there.Body.Span)!.Through) : null;

    /// <summary>The sums that are kept, by day and site.</summary>
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

    /// <summary>Keeps the sums of past days. A crash in the middle leaves the days open: they are summed again.</summary>
    /// <param name="through">The last day that is past.</param>
    /// <param name="totals">Their sums, by day and site.</param>
    /// <param name="cancellation">Stops.</param>
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

    /// <summary>Two that sum the same days come to the same, so the last one may win.</summary>
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
