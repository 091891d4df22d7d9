using System.CommandLine;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Cli.Ledger;

/// <summary><c>turoezpass import statement|trips|handovers|fleet FILE…</c>, <c>import list</c> and <c>import withdraw ID</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var vehicle = new Option<string?>("--vehicle") { Description = "The vehicle of rows without tag or plate.", HelpName = "ID" };
        var layout = new Option<FileInfo?>("--layout") { Description = "Your own layout for these files (docs/LAYOUTS.md).", HelpName = "FILE" };
        return new Command("import", "Imports files into the ledger. Importing the same file twice changes nothing.")
        {
            Of("statement", "Toll statements exported from the agencies' sites (CSV or XLSX).", [vehicle, layout], (ledger, file, bytes, parsed, cancellation) =>
                ledger.ImportStatementAsync(
                    file.Name, bytes, LedgerSession.By, parsed.GetValue(vehicle), parsed.GetValue(layout) is { } own ? InputFiles.Read(own) : null, cancellation)),
            Of("trips", "Trip-earnings exports from Turo (CSV).", [], (ledger, file, bytes, _, cancellation) => ledger.ImportTripsAsync(file.Name, bytes, LedgerSession.By, cancellation)),
            Of("handovers", "The real times at which guests picked up and returned cars: reservation_id,picked_up_at,returned_at.", [], (ledger, file, bytes, _, cancellation) => ledger.ImportHandoversAsync(file.Name, bytes, LedgerSession.By, cancellation)),
            Of("fleet", "A fleet.csv. It replaces the whole fleet.", [], (ledger, file, bytes, _, cancellation) => ledger.ImportFleetAsync(file.Name, bytes, LedgerSession.By, cancellation)),
            List(),
            Withdraw(),
        };
    }

    private static Command List() => new Command("list", "Lists the imported files with their IDs.").Does((session, _, _) =>
    {
        LedgerTables.PrintImports(session);
        return Task.FromResult(ExitCodes.Done);
    });

    private static Command Withdraw()
    {
        var id = new Argument<string>("ID") { Description = "The import's ID, or the start of it, as import list shows it." };
        return new Command("withdraw", "Withdraws an imported file, so that it no longer counts. The file is kept and can be imported again.") { id }.Does(async (session, parsed, cancellation) =>
        {
            var import = session.Ledger.FindImport(parsed.GetValue(id)!);
            await session.Ledger.WithdrawImportAsync(import.Id, LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"{import.File}: withdrawn");
            LedgerTables.PrintStatus(session);
            return LedgerTables.NeedsPerson(session) ? ExitCodes.NeedsPerson : ExitCodes.Done;
        });
    }

    private static Command Of(
        string name, string description, Option[] options, Func<OwnerLedger, FileInfo, byte[], ParseResult, CancellationToken, Task<ImportResult>> import)
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "The files to import.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, description) { files };
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await LedgerSession.OpenAsync(parsed, mayBegin: true, cancellation).ConfigureAwait(false);
            foreach (var file in parsed.GetValue(files)!)
            {
                ImportResult result;
                using (var progress = new Progress())
                {
                    progress.Say($"importing {file.Name}");
                    result = await import(session.Ledger, file, InputFiles.Read(file), parsed, cancellation).ConfigureAwait(false);
                }

                LedgerTables.Line(LedgerTables.Wide(), result.IsNew
                    ? $"{file.Name}: imported, {result.Rows:#,0} {(name == "statement" ? "rows" : name == "trips" ? "trips" : "lines")}; {result.Written:#,0} entries changed"
                    : $"{file.Name}: already imported, nothing changed");
                if (result.UnknownTrips.Count > 0)
                    LedgerTables.Line(LedgerTables.Wide(), $"{file.Name}: no trips file has {(result.UnknownTrips.Count == 1 ? "trip" : "trips")} {string.Join(", ", result.UnknownTrips)}. Their times are used once you import these trips.");
            }

            LedgerTables.PrintStatus(session);
            return LedgerTables.NeedsPerson(session) ? ExitCodes.NeedsPerson : ExitCodes.Done;
        });
        return command;
    }
}
