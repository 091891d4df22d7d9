using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Ends the runs whose message went to the dead letters without anybody saying so: the process ended each time.</summary>
internal sealed class DeadScrapes(IWorkQueue queue, PortalRuns runs)
{
    /// <summary>The queue's clock need not agree with ours.</summary>
    private static readonly Duration Skew = Duration.FromMinutes(1);

    /// <summary>Looks through the dead letters.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var letter in await queue.ListDeadAsync(WorkKind.Scrapes, cancellation: cancellation))
        {
            if (ScrapeMessage.Read(letter.Body, letter.Id) is ScrapeMessage.OfRun run)
                await runs.GiveUpAsync(run, RunTexts.GivenUp("the program ended each time"), letter.SentAt + Skew);
        }
    }
}
