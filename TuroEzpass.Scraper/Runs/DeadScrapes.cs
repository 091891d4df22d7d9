using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Marks runs as failed whose message became a dead letter without an error being recorded: the process ended each time.</summary>
internal sealed class DeadScrapes(IWorkQueue queue, PortalRuns runs)
{
    /// <summary>The queue's clock may differ from ours.</summary>
    private static readonly Duration Skew = Duration.FromMinutes(1);

    /// <summary>Checks the dead letters.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var letter in await queue.ListDeadAsync(WorkKind.Scrapes, cancellation: cancellation))
        {
            if (ScrapeMessage.Read(letter.Body, letter.Id) is ScrapeMessage.OfRun run)
                await runs.GiveUpAsync(run, RunTexts.GivenUp("the program stopped unexpectedly each time"), letter.SentAt + Skew);
        }
    }
}
