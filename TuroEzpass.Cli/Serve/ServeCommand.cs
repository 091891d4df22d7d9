using System.CommandLine;
using TuroEzpass.Cli.Ledger;

namespace TuroEzpass.Cli.Serve;

/// <summary><c>turoezpass serve</c>: the whole system in one process.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "The address to listen on; separate several with a semicolon.",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
            HelpName = "URL",
        };
        var demo = new Option<bool>("--demo") { Description = "Serve an invented fleet with half a year of statements, in a temporary folder. Prints the address, a user name and a password." };
        var behindProxy = new Option<bool>("--behind-proxy") { Description = "Allow listening beyond this machine, because an HTTPS proxy is in front." };
        var command = new Command(Name, "Serves the dashboard and the API on this machine, with all data in one folder.") { LedgerSession.Data, urls, demo, behindProxy };
        command.Validators.Add(result =>
        {
            if (result.GetValue(demo) && result.GetValue(LedgerSession.Data) is not null)
                result.AddError("--demo uses its own temporary folder. Remove --data.");
        });
        command.SetAction((parsed, cancellation) => new Server(new ServeOptions(
            // Without --data the environment may select another engine (Storage__Engine=Aws …), as for the other commands.
            parsed.GetValue(LedgerSession.Data) is null ? Environment.GetEnvironmentVariable("Storage__Engine") is null ? LedgerSession.FolderOf(parsed) : null : LedgerSession.FolderOf(parsed),
            parsed.GetValue(urls)!, parsed.GetValue(demo), parsed.GetValue(behindProxy))).RunAsync(cancellation));
        return command;
    }
}

/// <summary>The options of <c>serve</c>.</summary>
/// <param name="Folder">The data folder; null if the environment selects another engine.</param>
/// <param name="Urls">The addresses to listen on.</param>
/// <param name="IsDemo">Whether to serve an invented fleet from a temporary folder.</param>
/// <param name="IsBehindProxy">Whether an HTTPS proxy is in front.</param>
internal sealed record ServeOptions(string? Folder, string Urls, bool IsDemo, bool IsBehindProxy);
