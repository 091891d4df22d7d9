using System.Globalization;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Time;
using TuroEzpass.Storage;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Cli.Demo;

/// <summary>Fills a ledger with the invented host's half year, through the same pipe that real files take.</summary>
internal static class DemoLedger
{
    private static readonly DateTimeZone Zone = Zones.Get("America/New_York").Zone;

    /// <summary>Takes the files in, one after the other at about the time they would have been, and lets the host decide and claim.</summary>
    /// <param name="records">Where the records go.</param>
    /// <param name="proofs">Where the originals go.</param>
    /// <param name="owner">Whose ledger; it must be empty.</param>
    /// <param name="today">Today by New York's clock: nothing happens later than its first minutes.</param>
    /// <param name="progress">Told what is being done, for people.</param>
    /// <param name="cancellation">Stops in the middle.</param>
    /// <exception cref="LedgerRefusedException">The ledger has something already.</exception>
    public static async Task FillAsync(
        IRecordStore records, IProofStore proofs, OwnerId owner, LocalDate today, IProgress<string> progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        progress.Report("inventing ten cars and half a year");
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
