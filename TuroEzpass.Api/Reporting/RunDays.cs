using NodaTime;
using NodaTime.Text;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using RunStatus = TuroEzpass.Core.Runs.RunStatus;

namespace TuroEzpass.Api.Reporting;

/// <summary>The last 30 days of all owners' collections. They cost one read per owner, so they are counted at most once a minute.</summary>
public sealed class RunDays(IServiceProvider services, IClock clock) : IDisposable
{
    private const int Days = 30;
    private static readonly Duration Good = Duration.FromMinutes(1);
    private readonly SemaphoreSlim turn = new(1);
    private Counted? last;

    /// <inheritdoc />
    public void Dispose() => turn.Dispose();

    /// <summary>The days, counted at most a minute ago.</summary>
    internal async Task<Counted> GetAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var now = clock.GetCurrentInstant();
            if (last is null || now - last.At > Good)
                last = await CountAsync(now, cancellation);
            return last;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Counted> CountAsync(Instant now, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IRecordStore>();
        var today = now.InUtc().Date;
        var first = today.PlusDays(1 - Days);
        var owners = await new OwnerDirectory(store).ListAsync(cancellation);
        var ended = new List<(OwnerId Owner, LocalDate Day, bool Succeeded)>();
        foreach (var owner in owners)
        {
            await foreach (var run in new RunBook(store, owner).EndedAsync(first.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), now + Duration.FromDays(1), cancellation))
                ended.Add((owner, run.End!.Value.InUtc().Date, run.Status == RunStatus.Succeeded));
        }

        var byDay = ended.ToLookup(run => run.Day);
        return new Counted(now, owners.Count, ended.Select(run => run.Owner).Distinct().Count(),
        [
            .. Enumerable.Range(0, Days).Select(place => first.PlusDays(place)).Select(day => new DayOfAll(
                LocalDatePattern.Iso.Format(day), byDay[day].Count(run => run.Succeeded), byDay[day].Count(run => !run.Succeeded), byDay[day].Select(run => run.Owner).Distinct().Count())),
        ]);
    }

    /// <summary>The counts.</summary>
    internal sealed record Counted(Instant At, int Owners, int Active, IReadOnlyList<DayOfAll> Days);
}
