using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Ledger;

/// <summary><c>turoezpass upgrade</c>: upgrades every ledger of the store to this version, or shows what that would change.</summary>
internal static class UpgradeCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would change without changing anything." };
        var command = new Command("upgrade", "Backs up the store, then upgrades every ledger that an older version stored. Other commands upgrade the ledger they open.") { dryRun };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var services = new ServiceCollection().AddTuroEzpassStorage(LedgerSession.ConfigurationOf(parsed, mayBegin: false)).BuildServiceProvider();
            var console = LedgerTables.Wide();
            var old = await EachAsync(services, parsed.GetValue(dryRun), line => LedgerTables.Line(console, line), cancellation).ConfigureAwait(false);
            if (old == 0)
                LedgerTables.Line(console, "Every ledger is up to date.");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Upgrades the ledgers of a store, or shows what that would change.</summary>
    /// <returns>The number of ledgers that an older version stored.</returns>
    public static async Task<int> EachAsync(IServiceProvider services, bool dryRun, Action<string> tell, CancellationToken cancellation)
    {
        var plain = new LedgerHost(services.GetRequiredService<IRecordStore>(), services.GetRequiredService<IProofStore>(), SystemClock.Instance, ProcessHolder.Current, ProcessHolder.IsGone);
        var old = 0;
        foreach (var owner in await new OwnerDirectory(plain.Records).ListAsync(cancellation).ConfigureAwait(false))
        {
            using var view = new UpgradeView(owner);
            var host = view.Of(plain, services.GetRequiredService<ILedgerBackup>());
            if (!await OwnerLedger.IsOldAsync(host, owner, cancellation).ConfigureAwait(false))
                continue;
            old++;
            if (!dryRun)
            {
                await OwnerLedger.OpenAsync(host, owner, cancellation).ConfigureAwait(false);
                tell($"{owner}: upgraded.");
            }
            else if (await OwnerLedger.PreviewUpgradeAsync(host, owner, cancellation).ConfigureAwait(false) is { } preview)
            {
                tell($"{owner}: this ledger was stored by an older version. Nothing was changed.");
                foreach (var line in UpgradeView.Lines(preview))
                    tell(line);
            }
        }

        return old;
    }
}
