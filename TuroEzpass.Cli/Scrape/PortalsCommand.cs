using System.CommandLine;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;

namespace TuroEzpass.Cli.Scrape;

/// <summary><c>turoezpass portals</c>: the sites that can be collected from, and whether the operator's own definitions are well.</summary>
internal static class PortalsCommand
{
    public static Command Create()
    {
        var command = new Command("portals", "The sites that can be collected from, what their definitions rest on, and what is wrong with your own ones.");
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var console = LedgerTables.Wide();
            var table = Tables.New(console).AddColumn("Id").AddColumn("Name").AddColumn("Site").AddColumn("Shows").AddColumn("Sign-in").AddColumn("Checked").AddColumn("What it rests on");
            foreach (var portal in session.Catalog.Listings)
            {
                table.AddRow(
                    new Text(portal.Id), new Text(portal.Name), new Text(portal.Site), new Text(portal.Kind.ToString()), new Text(portal.ByPerson ? "a person" : "stored, or a person"),
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
