using System.CommandLine;
using TuroEzpass.Cli.Operate;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Ledger;

/// <summary><c>turoezpass verify</c>: checks that the stored data follows from the facts and the originals.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Check every user's ledger; a damaged one does not stop the others." };
        var command = new Command("verify", "Recomputes everything from the original files and compares it with the stored data.") { all };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(all))
                return await AllAsync(parsed, cancellation).ConfigureAwait(false);
            await using var session = await LedgerSession.OpenAsync(parsed, mayBegin: false, cancellation).ConfigureAwait(false);
            return Tell(await session.Ledger.VerifyAsync(cancellation).ConfigureAwait(false), "turoezpass rebuild") ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }

    private static async Task<int> AllAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var session = StoreSession.Open(parsed);
        var host = new LedgerHost(session.Records, session.Proofs, StoreSession.Clock, ProcessHolder.Current, ProcessHolder.IsGone);
        var console = LedgerTables.Wide();
        var (good, bad) = (0, 0);
        foreach (var owner in await new OwnerDirectory(session.Records).ListAsync(cancellation).ConfigureAwait(false))
        {
            LedgerTables.Line(console, $"{owner}:");
            try
            {
                using var view = new UpgradeView(owner);
                var ledger = await OwnerLedger.OpenAsync(view.Of(host, session.Backup), owner, cancellation).ConfigureAwait(false);
                if (Tell(await ledger.VerifyAsync(cancellation).ConfigureAwait(false), $"turoezpass rebuild --user {owner}"))
                    good++;
                else
                    bad++;
            }
            catch (Exception fault) when (fault is LedgerDamagedException or LedgerBusyException)
            {
                bad++;
                LedgerTables.Line(console, fault.Message);
            }
        }

        LedgerTables.Line(console, bad == 0 ? $"All {good:#,0} ledgers are consistent." : $"{bad:#,0} of {good + bad:#,0} ledgers have problems.");
        return bad == 0 ? ExitCodes.Done : ExitCodes.NeedsPerson;
    }

    private static bool Tell(Verification found, string rebuild)
    {
        var console = LedgerTables.Wide();
        LedgerTables.Line(console, $"{found.Facts:#,0} facts, {found.Originals:#,0} originals with a correct SHA-256, {found.Items:#,0} entries.");
        foreach (var problem in found.Problems)
            LedgerTables.Line(console, problem);
        LedgerTables.Line(console, found.Problems.Count == 0 ? "No problems found." : $"To recompute the stored data from the facts, run `{rebuild}`.");
        return found.Problems.Count == 0;
    }
}
