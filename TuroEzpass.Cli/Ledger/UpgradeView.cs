using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli.Ledger;

/// <summary>Shows the upgrade of a ledger while it is opened, on standard error, so that standard output holds only tables.</summary>
internal sealed class UpgradeView(OwnerId owner) : IProgress<LedgerProgress>, IDisposable
{
    private readonly Progress progress = new();

    /// <summary>A host that backs up the store before an upgrade and shows it here.</summary>
    public LedgerHost Of(LedgerHost host, ILedgerBackup backup) => host with { Backup = backup, Upgrading = Begin, Progress = this };

    /// <summary>The changes of an upgrade, as lines of text.</summary>
    public static IEnumerable<string> Lines(LedgerUpgrade upgrade)
    {
        var review = upgrade.ToReview;
        yield return upgrade.Changed == 0
            ? $"The outcomes of all {upgrade.Tolls:#,0} tolls stay the same."
            : $"{upgrade.Changed:#,0} of {upgrade.Tolls:#,0} tolls change outcome; {new Money(review.Cents).ToDollars()} ({review.Rows:#,0} tolls) move to review.";
        foreach (var change in upgrade.Changes)
            yield return $"  {change.From} to {change.To}: {change.Rows:#,0} tolls, {new Money(change.Cents).ToDollars()}";
    }

    /// <inheritdoc />
    public void Report(LedgerProgress value) => progress.Say(value.Stage switch
    {
        LedgerStage.Deciding => $"matching the tolls of {owner}",
        LedgerStage.Writing => $"upgrading the ledger of {owner}: {value.Done:#,0} entries written",
        LedgerStage.Storing => $"upgrading the ledger of {owner}: {value.Done:#,0} rows stored",
        _ => $"reading the ledger of {owner}",
    });

    /// <inheritdoc />
    public void Dispose() => progress.Dispose();

    private void Begin(LedgerUpgrade upgrade)
    {
        Console.Error.WriteLine($"turoezpass: upgrading the ledger of {owner}, stored by an older version.");
        foreach (var line in Lines(upgrade))
            Console.Error.WriteLine($"turoezpass: {line}");
        Console.Error.WriteLine($"turoezpass: backup before the upgrade: {upgrade.Backup}");
    }
}
