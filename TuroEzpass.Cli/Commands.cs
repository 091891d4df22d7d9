using System.CommandLine;
using Microsoft.Extensions.Options;
using TuroEzpass.Api.Access;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Cli.Operate;
using TuroEzpass.Cli.Scrape;
using TuroEzpass.Cli.Serve;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli;

/// <summary>The command line: its grammar and its error output.</summary>
internal static class Commands
{
    /// <summary>The grammar of all commands.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Matches toll statements to Turo trips, shows who owes each toll and why, and prepares claims with evidence.")
        {
            ReconcileCommand.Create(),
            LayoutsCommand.Create(),
            DemoCommand.Create(),
            ServeCommand.Create(),
        };
        foreach (var command in LedgerCommands.All().Concat(KeepingCommands.All()).Concat(SignInCommands.All())
            .Concat([ScrapeCommand.Create(), CredentialsCommand.Create(), PortalsCommand.Create()]))
        {
            command.Options.Add(LedgerSession.Data);
            command.Options.Add(LedgerSession.User);
            root.Subcommands.Add(command);
        }

        foreach (var command in OperateCommands.All())
            root.Subcommands.Add(command);
        return root;
    }

    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"turoezpass: {error.Message}");
            Console.Error.WriteLine($"Try: turoezpass {PathOf(parsed.CommandResult)}--help");
            return ExitCodes.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            // Hosts handle signals themselves and may need longer to return unfinished work to the queue.
            if (parsed.CommandResult.Command.Name is ServeCommand.Name or ScrapeCommand.Name or SignInCommands.SignInName)
                configuration.ProcessTerminationTimeout = null;
            return parsed.Invoke(configuration);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("turoezpass: stopped. Finished work is kept; run the command again to continue.");
            return ExitCodes.Stopped;
        }
        catch (Exception fault) when (fault is LedgerRefusedException or UnsafeBindingException)
        {
            Console.Error.WriteLine($"turoezpass: {fault.Message}");
            return ExitCodes.Usage;
        }
        catch (InputException fault)
        {
            Console.Error.WriteLine($"turoezpass: {fault.Message}");
            if (Hint(fault.Topic) is { } hint)
                Console.Error.WriteLine($"turoezpass: {hint}");
            return ExitCodes.Unreadable;
        }
        catch (Exception fault) when (fault is LedgerBusyException or LedgerDamagedException or StorageException or OptionsValidationException
            or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"turoezpass: {fault.Message}");
            return ExitCodes.Unreadable;
        }
        catch (Exception fault)
        {
            Console.Error.WriteLine($"turoezpass: internal error, not a problem with your files: {fault.GetType().Name}: {fault.Message}");
            return ExitCodes.Unreadable;
        }
    }

    private static string? Hint(InputTopic topic) => topic switch
    {
        InputTopic.Layout => "use --layout to give your own layout; `turoezpass layouts` lists the built-in ones.",
        InputTopic.Proof => "use --proof to give the agency's PDF.",
        _ => null,
    };

    /// <summary>The command as it was typed, without the program's name.</summary>
    private static string PathOf(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{PathOf(parent)}{result.Command.Name} " : "";
}
