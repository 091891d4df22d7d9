using System.CommandLine;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.SigningIn;

namespace TuroEzpass.Cli.Scrape;

/// <summary><c>turoezpass signin</c> and <c>signout</c>: signing in to a site yourself.</summary>
internal static class SignInCommands
{
    public const string SignInName = "signin";

    private static readonly Argument<string> Portal = new("PORTAL") { Description = "The site's id; `turoezpass portals` lists them." };

    public static IEnumerable<Command> All() => [SignIn(), SignOut()];

    private static Command SignIn()
    {
        var command = new Command(SignInName, "Opens a browser where you sign in to a site. The session is stored encrypted and used for collecting.") { Portal };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var portal = session.Portal(parsed.GetValue(Portal)!);
            switch (await session.Service<PersonSignIn>().RunAsync(portal.Id, new StandardError(), cancellation).ConfigureAwait(false))
            {
                case PersonSignedIn.Done done:
                    await session.Service<ICredentialStore>().SaveSessionAsync(session.Owner, portal.Id, done.Session, cancellation).ConfigureAwait(false);
                    await session.Accounts.ChangeAsync(portal.Id, account => account with { IsEnabled = true }, cancellation).ConfigureAwait(false);
                    LedgerTables.Line(LedgerTables.Wide(), $"{portal.Name}: signed in. Collect with: turoezpass scrape --once --portal {portal.Id}");
                    return ExitCodes.Done;
                case PersonSignedIn.GivenUp given:
                    await Console.Error.WriteLineAsync($"turoezpass: {given.Message}").ConfigureAwait(false);
                    return ExitCodes.NeedsPerson;
                case PersonSignedIn.CannotShow cannot:
                    await Console.Error.WriteLineAsync($"turoezpass: {cannot.Message}").ConfigureAwait(false);
                    return ExitCodes.Unreadable;
                default:
                    throw new InvalidOperationException("Unknown end of a sign-in.");
            }
        });
        return command;
    }

    private static Command SignOut()
    {
        var command = new Command("signout", "Deletes the stored session of a site. A stored user name and password stay.") { Portal };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
            var portal = session.Portal(parsed.GetValue(Portal)!);
            await session.Service<ICredentialStore>().ForgetSessionAsync(session.Owner, portal.Id, cancellation).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"{portal.Name}: the stored session is deleted. To end it at the site as well, sign out there.");
            return ExitCodes.Done;
        });
        return command;
    }

    private sealed class StandardError : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine($"turoezpass: {value}");
    }
}
