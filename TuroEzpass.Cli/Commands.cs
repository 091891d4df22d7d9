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

/// <summary>The command line: its grammar, and what its errors look like.</summary>
internal static class Commands
{
    /// <summary>The grammar of all commands.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Toll statements and Turo trips in; for every toll, whose it is and why, and claims with their evidence.")
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
            // Hosts have their own answer to signals, and may need longer to give back the work in hand.
            if (parsed.CommandResult.Command.Name is ServeCommand.Name or ScrapeCommand.Name or SignInCommands.SignInName)
                configuration.ProcessTerminationTimeout = null;
            return parsed.Invoke(configuration);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("turoezpass: stopped. What was done before stands; run the command again to go on.");
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
            Console.Error.WriteLine($"turoezpass: this is a fault of the program, not of your files: {fault.GetType().Name}: {fault.Message}");
            return ExitCodes.Unreadable;
        }
    }

    private static string? Hint(InputTopic topic) => topic switch
    {
        InputTopic.Layout => "a layout of your own is given with --layout; `turoezpass layouts` lists the known ones.",
        InputTopic.Proof => "the agency's PDF is given with --proof.",
        _ => null,
    };

    /// <summary>The command as it was typed, without the program's name.</summary>
    private static string PathOf(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{PathOf(parent)}{result.Command.Name} " : "";
}
