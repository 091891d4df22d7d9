using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TuroEzpass.Api.Access;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Cli.Operate;

/// <summary><c>turoezpass account list|link</c>: lets someone who lost the password back in when no other user can.</summary>
internal static class AccountCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Lists the local accounts.");
        list.SetAction(async (parsed, cancellation) =>
        {
            await using var session = StoreSession.Open(parsed);
            var console = LedgerTables.Wide();
            var table = Tables.New(console).AddColumn("User name").AddColumn("Name").AddColumn("Operator");
            foreach (var (userName, name, isOperator) in await new AccountRecovery(session.Records, StoreSession.Clock).ListAsync(cancellation).ConfigureAwait(false))
                table.AddRow(new Text(userName), new Text(name), new Text(isOperator ? "yes" : ""));
            if (table.Rows.Count > 0)
                console.Write(table);
            else
                LedgerTables.Line(console, "There are no local accounts. The first start of `turoezpass serve` prints a link that creates one.");
            return ExitCodes.Done;
        });

        var user = new Argument<string>("USER") { Description = "The user name; `turoezpass account list` shows them." };
        var web = new Option<Uri?>("--url") { Description = "The dashboard's address, to print a full link.", HelpName = "URL", CustomParser = result => RemoteOptions.UriOf(result.Tokens[0].Value, result.AddError) };
        var link = new Command("link", "Prints a link to set a new password for an account. It works once within two days; anyone who has it can sign in as that user.") { user, web };
        link.SetAction(async (parsed, cancellation) =>
        {
            await using var session = StoreSession.Open(parsed);
            var name = parsed.GetValue(user)!;
            if (await new AccountRecovery(session.Records, StoreSession.Clock).MakeCodeAsync(name, cancellation).ConfigureAwait(false) is not { } made)
                throw new LedgerRefusedException($"There is no local account '{name}'. `turoezpass account list` shows all accounts.");
            var until = made.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            Console.WriteLine(parsed.GetValue(web) is { } address
                ? $"{address.ToString().TrimEnd('/')}/join#{made.Code}"
                : $"Open /join#{made.Code} at the dashboard's address");
            Console.WriteLine($"It works once, until {until} UTC, with the user name '{name}' and a new password. All open sessions of the account end then.");
            return ExitCodes.Done;
        });

        var command = new Command("account", "Manages local accounts. Requires access to the data folder.") { list, link };
        command.Options.Add(LedgerSession.Data);
        return command;
    }
}
