using System.CommandLine;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli.Scrape;

/// <summary><c>turoezpass credentials set|forget|list</c>: user names and passwords for the sites. They come from the keyboard or from
/// standard input, never from the command line, which other programs can read; and nothing prints them.</summary>
internal static class CredentialsCommand
{
    private static readonly Argument<string> Portal = new("PORTAL") { Description = "The site's id; `turoezpass portals` lists them." };

    private static readonly Option<bool> Stdin = new("--stdin") { Description = "Read from standard input: the user name on the first line, the password on the second." };

    public static Command Create() => new("credentials", "Manages user names and passwords for the sites. They are stored encrypted.") { Set(), Forget(), List() };

    private static Command Set()
    {
        var command = new Command("set", "Stores the user name and password for a site, and starts collecting from it.") { Portal, Stdin };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var portal = session.Portal(parsed.GetValue(Portal)!);
            if (portal.ByPerson)
                throw new LedgerRefusedException($"{portal.Name} needs no stored password: you sign in yourself. Run: turoezpass signin {portal.Id}");
            var credentials = parsed.GetValue(Stdin) ? await ReadAsync(cancellation).ConfigureAwait(false) : Ask(portal.Name);
            var saved = await session.Service<ICredentialStore>().SaveCredentialsAsync(session.Owner, portal.Id, credentials, cancellation).ConfigureAwait(false);
            if (saved is CredentialSave.ManagedElsewhere elsewhere)
                return await SayAsync(elsewhere.Remedy).ConfigureAwait(false);
            // New credentials: an earlier refusal no longer counts.
            await session.Accounts.ChangeAsync(portal.Id, account => account with { IsEnabled = true, IsSignInRefused = false }, cancellation).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"{portal.Name}: stored. Collect with: turoezpass scrape --once --portal {portal.Id}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Forget()
    {
        var command = new Command("forget", "Deletes the user name, password and session for a site, and stops collecting from it.") { Portal };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var portal = session.Portal(parsed.GetValue(Portal)!);
            var store = session.Service<ICredentialStore>();
            await session.Accounts.ChangeAsync(portal.Id, account => account with { IsEnabled = false, IsSignInRefused = false }, cancellation).ConfigureAwait(false);
            await store.ForgetSessionAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false);
            if (await store.ForgetCredentialsAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false) is CredentialSave.ManagedElsewhere elsewhere)
                return await SayAsync(elsewhere.Remedy).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"{portal.Name}: deleted.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the sites with a stored sign-in, and whether they are collected from. User names and passwords are not shown.");
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var store = session.Service<ICredentialStore>();
            var console = LedgerTables.Wide();
            var table = Tables.New(console).AddColumn("Id").AddColumn("Site").AddColumn("Password").AddColumn("Session").AddColumn("Collected from").AddColumn("Complete through");
            foreach (var portal in session.Catalog.Listings)
            {
                var account = await session.Accounts.GetAsync(portal.Id, cancellation).ConfigureAwait(false);
                table.AddRow(
                    new Text(portal.Id),
                    new Text(portal.Name),
                    new Text(await store.ReadCredentialsAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false) switch
                    {
                        CredentialRead.Found when account.IsSignInRefused => "refused by the site: store it again",
                        CredentialRead.Found => "stored",
                        CredentialRead.Unreadable => "unreadable: store it again",
                        _ => portal.ByPerson ? "none: you sign in yourself" : "none",
                    }),
                    new Text(await store.ReadSessionAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false) switch
                    {
                        SessionRead.Found => "stored",
                        SessionRead.Unreadable => "unreadable: sign in again",
                        _ => "none",
                    }),
                    new Text(account.IsEnabled ? "yes" : "no"),
                    new Text(account.CompleteThrough ?? ""));
            }

            console.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }

    private static PortalCredentials Ask(string portal)
    {
        if (Console.IsInputRedirected)
            throw new LedgerRefusedException("No keyboard is available to ask you. Use --stdin to give the user name and password as two lines of standard input.");
        // On standard error, to keep standard output free of prompts.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return Make(
            console.Prompt(new TextPrompt<string>($"User name for {Markup.Escape(portal)}:")),
            console.Prompt(new TextPrompt<string>("Password (hidden):").Secret(null)));
    }

    private static async Task<PortalCredentials> ReadAsync(CancellationToken cancellation)
    {
        var user = await Console.In.ReadLineAsync(cancellation).ConfigureAwait(false);
        return Make(user ?? "", await Console.In.ReadLineAsync(cancellation).ConfigureAwait(false) ?? "");
    }

    private static PortalCredentials Make(string userName, string password)
    {
        try
        {
            return new PortalCredentials(userName.Trim(), password);
        }
        catch (ArgumentException)
        {
            throw new LedgerRefusedException("User name and password must have 1 to 500 characters each: the user name on the first line, the password on the second.");
        }
    }

    private static async Task<int> SayAsync(string remedy)
    {
        await Console.Error.WriteLineAsync($"turoezpass: {remedy}").ConfigureAwait(false);
        return ExitCodes.NeedsPerson;
    }
}
