using System.CommandLine;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Operations;

namespace TuroEzpass.Cli.Operate;

/// <summary><c>turoezpass maintenance on|off|status</c>: closes the system to everyone except operators.</summary>
internal static class MaintenanceCommand
{
    private const int LongestMessage = 500;

    public static Command Create()
    {
        var message = new Option<string?>("--message") { Description = $"The message users see, up to {LongestMessage} characters.", HelpName = "TEXT" };
        message.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && token.Value.Length > LongestMessage)
                result.AddError($"--message is limited to {LongestMessage} characters.");
        });
        var command = new Command("maintenance", "Closes the system to everyone except operators, or opens it again. Takes effect within seconds.")
        {
            Of("on", "Closes the system.", isOn: true, message),
            Of("off", "Opens the system.", isOn: false, null),
            Of("status", "Shows whether the system is open or closed.", isOn: null, null),
        };
        RemoteOptions.AddTo(command);
        command.Options.Add(LedgerSession.Data);
        return command;
    }

    private static Command Of(string name, string description, bool? isOn, Option<string?>? message)
    {
        var command = new Command(name, description);
        if (message is not null)
            command.Options.Add(message);
        command.SetAction(async (parsed, cancellation) =>
        {
            var text = message is null ? "" : parsed.GetValue(message) ?? "";
            var now = RemoteOptions.Read(parsed) is { } remote
                ? await RemoteAsync(remote, isOn, text, cancellation).ConfigureAwait(false)
                : await StoreAsync(parsed, isOn, text, cancellation).ConfigureAwait(false);
            Console.WriteLine(now.On
                ? $"Down for maintenance since {now.Since}.{(now.Message.Length > 0 ? $" Message to users: {now.Message}" : "")}"
                : "Open.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<MaintenanceState> RemoteAsync(RemoteOptions remote, bool? isOn, string text, CancellationToken cancellation)
    {
        if (isOn is not { } wanted)
        {
            using var anybody = new RemoteApi(remote.Api);
            return await anybody.ReadAsync<MaintenanceState>(HttpMethod.Get, "api/maintenance", null, cancellation).ConfigureAwait(false);
        }

        using var api = await RemoteApi.ConnectAsync(remote, cancellation).ConfigureAwait(false);
        var state = await api.ReadAsync<MaintenanceState>(HttpMethod.Put, "api/maintenance", new TurnMaintenance(wanted, text), cancellation).ConfigureAwait(false);
        await api.SignOutAsync(cancellation).ConfigureAwait(false);
        return state;
    }

    private static async Task<MaintenanceState> StoreAsync(ParseResult parsed, bool? isOn, string text, CancellationToken cancellation)
    {
        await using var session = StoreSession.Open(parsed);
        var maintenance = new MaintenanceSwitch(session.Records, StoreSession.Clock);
        var now = isOn is { } wanted
            ? await maintenance.TurnAsync(wanted, text, LedgerSession.By, cancellation).ConfigureAwait(false)
            : await maintenance.ReadAsync(cancellation).ConfigureAwait(false);
        return new MaintenanceState(now.IsOn, now.Message, now.Since);
    }
}
