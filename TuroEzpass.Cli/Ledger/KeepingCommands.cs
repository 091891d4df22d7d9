using System.CommandLine;
using TuroEzpass.Cli.Operate.Restoring;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Cli.Ledger;

/// <summary>The commands that export a ledger, back it up, restore it, or erase guests.</summary>
internal static class KeepingCommands
{
    public static IEnumerable<Command> All() => [Export(), BackupCommand.Create(), RestoreCommand.Create(), Erase()];

    private static Argument<FileInfo> File(string description) => new("FILE") { Description = description };

    private static Command Export()
    {
        var file = File("The zip file to write.");
        return new Command("export", "Exports all data of one user as a zip: tables as CSV, the facts and the original files.") { file }.Does(async (session, parsed, cancellation) =>
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

    private static Command Erase()
    {
        var trips = new Argument<string[]>("RESERVATION") { Description = "The trips whose guests to erase.", Arity = ArgumentArity.ZeroOrMore };
        var due = new Option<bool>("--due") { Description = $"Erase all guests whose trips ended more than {OwnerLedger.RetentionMonths} months ago." };
        var command = new Command("erase-guests", "Erases guests' names from records and original files. Ids, amounts and outcomes stay.") { trips, due };
        command.Validators.Add(result =>
        {
            if (result.GetValue(due) == (result.GetValue(trips) is { Length: > 0 }))
                result.AddError("Give reservation ids or --due.");
        });
        return command.Does(async (session, parsed, cancellation) =>
        {
            var ids = parsed.GetValue(due) ? session.Ledger.GuestsDue(session.Today) : parsed.GetValue(trips)!;
            var result = await session.Ledger.EraseGuestsAsync(ids, LedgerSession.By, cancellation).ConfigureAwait(false);
            var console = LedgerTables.Wide();
            LedgerTables.Line(console, $"Guests erased: {result.Erased.Count:#,0}, in {result.Originals:#,0} originals.");
            foreach (var unknown in result.Unknown)
                LedgerTables.Line(console, $"Trip {unknown} not found.");
            return result.Unknown.Count == 0 ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
    }
}
