using System.CommandLine;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Ledger;

/// <summary>The commands that take a ledger's data out, keep a copy of it, bring it back, or take a guest out of it.</summary>
internal static class KeepingCommands
{
    public static IEnumerable<Command> All() => [Export(), Backup(), Restore(), Erase()];

    private static Argument<FileInfo> File(string description) => new("FILE") { Description = description };

    private static Command Export()
    {
        var file = File("The zip to write.");
        return new Command("export", "Writes everything of one user as a zip: tables as CSV, the facts, and the originals.") { file }.Does(async (session, parsed, cancellation) =>
        {
            var target = parsed.GetValue(file)!;
            var unfinished = target.FullName + ".unfinished";
            await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
                await LedgerExport.WriteAsync(session.Ledger, stream, cancellation).ConfigureAwait(false);
            System.IO.File.Move(unfinished, target.FullName, overwrite: true);
            LedgerTables.Line(LedgerTables.Wide(), $"{target.FullName}: written.");
            return ExitCodes.Done;
        });
    }

    private static Command Backup()
    {
        var file = File("The zip to write.");
        var command = new Command("backup", "Copies the whole data folder into one checked file, also while others use it. Secrets are not in it.") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var summary = await LocalBackup.WriteAsync(LedgerSession.FolderOf(parsed), parsed.GetValue(file)!.FullName, cancellation).ConfigureAwait(false);
            var console = LedgerTables.Wide();
            LedgerTables.Line(console, $"{summary.File}: {summary.Blobs:#,0} originals, {summary.Bytes:#,0} bytes. Credentials and sessions are not in it: enter them again after a restore.");
            foreach (var damaged in summary.Damaged)
                LedgerTables.Line(console, $"{damaged} is not what it was when it was stored; `turoezpass verify` names what it concerns.");
            return summary.Damaged.Count == 0 ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }

    private static Command Restore()
    {
        var file = File("The backup.");
        var command = new Command("restore", "Brings a backup back, into an empty folder only (--data DIR).") { file };
        command.Validators.Add(result =>
        {
            if (result.GetValue(LedgerSession.Data) is null)
                result.AddError("Name an empty folder with --data.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var summary = await LocalBackup.RestoreAsync(parsed.GetValue(file)!.FullName, LedgerSession.FolderOf(parsed), cancellation).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"{summary.Folder}: {summary.Blobs:#,0} originals restored. Check it with: turoezpass verify --data \"{summary.Folder}\"");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Erase()
    {
        var trips = new Argument<string[]>("RESERVATION") { Description = "The trips whose guests are erased.", Arity = ArgumentArity.ZeroOrMore };
        var due = new Option<bool>("--due") { Description = $"All guests whose trips ended more than {OwnerLedger.RetentionMonths} months ago." };
        var command = new Command("erase-guests", "Takes guests' names out of records and originals; the ids, the money and the outcomes stay.") { trips, due };
        command.Validators.Add(result =>
        {
            if (result.GetValue(due) == (result.GetValue(trips) is { Length: > 0 }))
                result.AddError("Name the trips, or say --due.");
        });
        return command.Does(async (session, parsed, cancellation) =>
        {
            var ids = parsed.GetValue(due) ? session.Ledger.GuestsDue(session.Today) : parsed.GetValue(trips)!;
            var result = await session.Ledger.EraseGuestsAsync(ids, LedgerSession.By, cancellation).ConfigureAwait(false);
            var console = LedgerTables.Wide();
            LedgerTables.Line(console, $"Guests erased: {result.Erased.Count:#,0}, in {result.Originals:#,0} originals.");
            foreach (var unknown in result.Unknown)
                LedgerTables.Line(console, $"There is no trip {unknown}.");
            return result.Unknown.Count == 0 ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
    }
}
