using System.CommandLine;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli.Scrape;

/// <summary><c>turoezpass credentials set|forget|list</c>: user names and passwords at the sites. They come from the keyboard or from
/// standard input, never from the command line, which other programs can read; and nothing prints them.</summary>
internal static class CredentialsCommand
{
    private static readonly Argument<string> Portal = new("PORTAL") { Description = "The site: `turoezpass portals` lists them." };

    private static readonly Option<bool> Stdin = new("--stdin") { Description = "Read them from standard input: the user name in the first line, the password in the second." };

    public static Command Create() => new("credentials", "User names and passwords at the sites, stored protected.") { Set(), Forget(), List() };

    private static Command Set()
    {
        var command = new Command("set", "Stores the user name and password of a site, and collects from it from now on.") { Portal, Stdin };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var portal = session.Portal(parsed.GetValue(Portal)!);
            if (portal.ByPerson)
                throw new LedgerRefusedException($"{portal.Name} has no password to store: a person signs in there. Run: turoezpass signin {portal.Id}");
            var credentials = parsed.GetValue(Stdin) ? await ReadAsync(cancellation).ConfigureAwait(false) : Ask(portal.Name);
            var saved = await session.Service<ICredentialStore>().SaveCredentialsAsync(session.Owner, portal.Id, credentials, cancellation).ConfigureAwait(false);
            if (saved is CredentialSave.ManagedElsewhere elsewhere)
                return await SayAsync(elsewhere.Remedy).ConfigureAwait(false);
            // A sign-in that was refused is another one now.
            await session.Accounts.ChangeAsync(portal.Id, account => account with { IsEnabled = true, IsSignInRefused = false }, cancellation).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"{portal.Name}: stored. Collect with: turoezpass scrape --once --portal {portal.Id}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Forget()
    {
        var command = new Command("forget", "Forgets the user name, the password and the session of a site, and collects from it no more.") { Portal };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var portal = session.Portal(parsed.GetValue(Portal)!);
            var store = session.Service<ICredentialStore>();
            await session.Accounts.ChangeAsync(portal.Id, account => account with { IsEnabled = false, IsSignInRefused = false }, cancellation).ConfigureAwait(false);
            await store.ForgetSessionAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false);
            if (await store.ForgetCredentialsAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false) is CredentialSave.ManagedElsewhere elsewhere)
                return await SayAsync(elsewhere.Remedy).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"{portal.Name}: forgotten.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Which sites have a sign-in, and whether they are collected from. No user name or password is shown.");
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
                        CredentialRead.Found when account.IsSignInRefused => "refused by the site: store it anew",
                        CredentialRead.Found => "stored",
                        CredentialRead.Unreadable => "unreadable: store it anew",
                        _ => portal.ByPerson ? "none: a person signs in" : "none",
                    }),
                    new Text(await store.ReadSessionAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false) switch
                    {
                        SessionRead.Found => "stored",
                        SessionRead.Unreadable => "unreadable: sign in anew",
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
            throw new LedgerRefusedException("There is no keyboard to ask at. Give the user name and the password as two lines of standard input, with --stdin.");
        // On standard error: what the command prints stays free of it.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return Make(
            console.Prompt(new TextPrompt<string>($"User name at {Markup.Escape(portal)}:")),
            console.Prompt(new TextPrompt<string>("Password (nothing is shown):").Secret(null)));
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
            throw new LedgerRefusedException("User name and password have 1 to 500 characters each: the user name in the first line, the password in the second.");
        }
    }

    private static async Task<int> SayAsync(string remedy)
    {
        await Console.Error.WriteLineAsync($"turoezpass: {remedy}").ConfigureAwait(false);
        return ExitCodes.NeedsPerson;
    }
}
