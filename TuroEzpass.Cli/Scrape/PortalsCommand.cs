using System.CommandLine;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;

namespace TuroEzpass.Cli.Scrape;

/// <summary><c>turoezpass portals</c>: lists the supported sites, and errors in the operator's own definitions.</summary>
internal static class PortalsCommand
{
    public static Command Create()
    {
        var command = new Command("portals", "Lists supported sites, the evidence behind each definition, and errors in your own definitions.");
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var console = LedgerTables.Wide();
            var table = Tables.New(console).AddColumn("Id").AddColumn("Name").AddColumn("Site").AddColumn("Provides").AddColumn("Sign-in").AddColumn("Checked").AddColumn("Evidence");
            foreach (var portal in session.Catalog.Listings)
            {
                table.AddRow(
                    new Text(portal.Id), new Text(portal.Name), new Text(portal.Site), new Text(portal.Kind.ToString()), new Text(portal.ByPerson ? "you sign in" : "stored, or you sign in"),
                    new Text(portal.IsVerified ? "on the live site" : "not on the live site"), new Text(portal.Evidence));
            }

            console.Write(table);
            foreach (var refusal in session.Catalog.Refusals)
                await Console.Error.WriteLineAsync($"turoezpass: {refusal}").ConfigureAwait(false);
            return session.Catalog.Refusals.Count == 0 ? ExitCodes.Done : ExitCodes.Unreadable;
        });
        return command;
    }
}
