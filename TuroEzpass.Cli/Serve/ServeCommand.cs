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
            Description = "Where to listen; several are parted by a semicolon [http://127.0.0.1:5080].",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
            HelpName = "URL",
        };
        var demo = new Option<bool>("--demo") { Description = "An invented fleet with half a year of statements, in a folder that is gone afterwards; a sign-in is printed." };
        var behindProxy = new Option<bool>("--behind-proxy") { Description = "A proxy with HTTPS stands before it, so it may listen beyond this machine." };
        var command = new Command(Name, "Serves the dashboard and the API on this machine, with everything in one folder.") { LedgerSession.Data, urls, demo, behindProxy };
        command.Validators.Add(result =>
        {
            if (result.GetValue(demo) && result.GetValue(LedgerSession.Data) is not null)
                result.AddError("--demo has a folder of its own: leave --data out.");
        });
        command.SetAction((parsed, cancellation) => new Server(new ServeOptions(
            // Without --data the environment may name another engine (Storage__Engine=Aws …), as for the other commands.
            parsed.GetValue(LedgerSession.Data) is null ? Environment.GetEnvironmentVariable("Storage__Engine") is null ? LedgerSession.FolderOf(parsed) : null : LedgerSession.FolderOf(parsed),
            parsed.GetValue(urls)!, parsed.GetValue(demo), parsed.GetValue(behindProxy))).RunAsync(cancellation));
        return command;
    }
}

/// <summary>How to serve.</summary>
/// <param name="Folder">The folder of everything that is kept; null where the environment names another engine.</param>
/// <param name="Urls">Where to listen.</param>
/// <param name="IsDemo">Whether it is filled with an invented fleet and thrown away.</param>
/// <param name="IsBehindProxy">Whether a proxy with HTTPS stands before it.</param>
internal sealed record ServeOptions(string? Folder, string Urls, bool IsDemo, bool IsBehindProxy);
