using System.Globalization;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Time;
using TuroEzpass.Storage;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Cli.Demo;

/// <summary>Fills a ledger with the invented host's half year, through the same code that imports real files.</summary>
internal static class DemoLedger
{
    private static readonly DateTimeZone Zone = Zones.Get("America/New_York").Zone;

    /// <summary>Imports the files one after the other, at about the time a host would have, and makes the host's decisions and claims.</summary>
    /// <param name="records">Where the records are stored.</param>
    /// <param name="proofs">Where the originals are stored.</param>
    /// <param name="owner">The owner of the ledger, which must be empty.</param>
    /// <param name="today">Today in New York: nothing happens later than the first minutes of this day.</param>
    /// <param name="progress">Receives what is being done, in words.</param>
    /// <exception cref="LedgerRefusedException">The ledger is not empty.</exception>
    public static async Task FillAsync(
        IRecordStore records, IProofStore proofs, OwnerId owner, LocalDate today, IProgress<string> progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        progress.Report("generating ten cars and half a year");
        var files = DemoFleet.FilesOf(today);
        var clock = new DemoClock(InstantOf(files[0].TakenIn));
        var host = new LedgerHost(records, proofs, clock, ProcessHolder.Current, ProcessHolder.IsGone);
        var journal = await DemoJournal.OpenAsync(host, owner, cancellation).ConfigureAwait(false);
        var agenda = new DemoAgenda(clock);
        foreach (var file in files)
        {
            agenda.Add(InstantOf(file.TakenIn), () =>
            {
                progress.Report(string.Create(CultureInfo.InvariantCulture, $"{file.TakenIn.Date:d MMMM uuuu}: {file.Name}"));
                return journal.TakeInAsync(file);
            });
        }

        new DemoHost(journal, clock, agenda, today).Plan();
        await agenda.RunAsync(cancellation).ConfigureAwait(false);
        await DemoRuns.AddAsync(new RunBook(records, owner), today, cancellation).ConfigureAwait(false);
        progress.Report("the demo is ready");
    }

    /// <summary>The instant of a time on New York's clock.</summary>
    internal static Instant InstantOf(LocalDateTime local) => local.InZoneLeniently(Zone).ToInstant();
}
