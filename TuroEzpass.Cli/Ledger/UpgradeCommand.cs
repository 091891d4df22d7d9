using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Ledger;

/// <summary><c>turoezpass upgrade</c>: brings every ledger of the store to this version, or shows what that would change.</summary>
internal static class UpgradeCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would change, and change nothing." };
        var command = new Command("upgrade", "Upgrades every user's ledger that an older version stored, after a backup. Other commands do it for the ledger they open.") { dryRun };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var services = new ServiceCollection().AddTuroEzpassStorage(LedgerSession.ConfigurationOf(parsed, mayBegin: false)).BuildServiceProvider();
            var console = LedgerTables.Wide();
            var old = await EachAsync(services, parsed.GetValue(dryRun), line => LedgerTables.Line(console, line), cancellation).ConfigureAwait(false);
            if (old == 0)
                LedgerTables.Line(console, "Every ledger is of this version.");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Upgrades the ledgers of a store, or shows what that would change.</summary>
    /// <returns>How many were old.</returns>
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
                tell($"{owner}: an older version stored this ledger. Nothing was changed.");
                foreach (var line in UpgradeView.Lines(preview))
                    tell(line);
            }
        }

        return old;
    }
}
