using System.Globalization;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Runs;

namespace TuroEzpass.Cli.Scrape;

/// <summary>The runs of one command, printed with their results.</summary>
internal sealed class RunTable(IRecordStore records)
{
    private readonly List<ScrapeMessage.OfRun> asked = [];

    /// <summary>Adds a message that was processed.</summary>
    public void Add(ScrapeMessage message)
    {
        if (message is ScrapeMessage.OfRun run && !asked.Any(known => known.Owner == run.Owner && known.RunId == run.RunId))
            asked.Add(run);
    }

    /// <summary>Prints the runs.</summary>
    /// <returns>The exit code: 0 if all are complete, 3 if this machine could not run them, 1 if anything else is left.</returns>
    public async Task<int> PrintAsync(IReadOnlyList<PortalListing> portals, CancellationToken cancellation)
    {
        var console = LedgerTables.Wide();
        var runs = new List<(OwnerId Owner, Run Run)>();
        foreach (var one in asked)
        {
            if (await new RunBook(records, one.Owner).GetAsync(one.ScrapeDate, one.RunId, cancellation).ConfigureAwait(false) is var (run, _))
                runs.Add((one.Owner, run));
        }

        // A request for every site was split into the runs below it, unless there were none.
        var shown = runs.Where(each => each.Run.Source != ScrapeRequest.EverySource || each.Run.Status == RunStatus.Failed).ToList();
        if (shown.Count == 0)
        {
            LedgerTables.Line(console, "No runs are waiting.");
            return ExitCodes.Done;
        }

        var table = Tables.New(console).AddColumn("User").AddColumn("Site").AddColumn("Result").AddColumn("Days").AddColumn("Rows").AddColumn("New").AddColumn("Details");
        foreach (var (owner, run) in shown)
        {
            table.AddRow(
                new Text(owner.Text),
                new Text(portals.FirstOrDefault(portal => portal.Id == run.Source)?.Name ?? (run.Source == ScrapeRequest.EverySource ? "every site" : run.Source)),
                new Text(ResultOf(run)),
                new Text(run.From is null ? "" : $"{run.From} – {run.Through}"),
                new Text(run.TotalRecords.ToString("#,0", CultureInfo.InvariantCulture)),
                new Text(run.NewRecords.ToString("#,0", CultureInfo.InvariantCulture)),
                new Text(run.Error ?? run.Summary ?? "Another run is using this account; this one follows."));
        }

        console.Write(table);
        return shown.All(each => each.Run.Status == RunStatus.Succeeded) ? ExitCodes.Done
            : shown.Any(each => each.Run.Reason == RunReason.CannotRun) ? ExitCodes.Unreadable
            : ExitCodes.NeedsPerson;
    }

    private static string ResultOf(Run run) => run.Status switch
    {
        RunStatus.Succeeded => "complete",
        RunStatus.Failed => run.Reason?.ToString() ?? "failed",
        _ => "waits",
    };
}
