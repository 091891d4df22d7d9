using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary><c>turoezpass smoke --url URL</c>: tests a running system end to end.</summary>
internal static class SmokeCommand
{
    private static readonly TimeSpan UsualTime = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Check only health, dashboard and sign-in; creates nothing." };
        var time = new Option<TimeSpan>("--within")
        {
            Description = "Time limit for the test; cleanup still runs after it [3m].",
            DefaultValueFactory = _ => UsualTime,
            CustomParser = result => OptionTexts.Length(result),
            HelpName = "LENGTH",
        };
        var command = new Command("smoke", "Tests a running system end to end: creates a test owner, imports files, checks the claim and its evidence, exports, and deletes the test owner.") { quick, time };
        RemoteOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = RemoteOptions.Read(parsed) ?? throw new LedgerRefusedException("Give the address of the system: --url https://tolls.example.com");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(parsed.GetValue(time));
            using var progress = new Progress();
            using var run = new SmokeRun(options, new Said(progress));
            await run.RunAsync(parsed.GetValue(quick), limit.Token).ConfigureAwait(false);
            progress.Dispose();
            Print(run);
            return run.IsUnreachable ? ExitCodes.Unreadable : run.Steps.All(step => step.Result == SmokeResult.Passed) ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }

    private static void Print(SmokeRun run)
    {
        var console = LedgerTables.Wide();
        var table = Tables.New(console).AddColumn("Step").AddColumn("Result").AddColumn(new TableColumn("Seconds").RightAligned()).AddColumn("Details");
        foreach (var step in run.Steps)
            table.AddRow(new Text(step.Name), new Text(step.Result.ToString().ToLowerInvariant()), new Text(step.Took.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)), new Text(step.Says));
        console.Write(table);
        LedgerTables.Line(console, run.Steps.FirstOrDefault(step => step.Result == SmokeResult.Failed) is { } failed
            ? $"FAILED at: {failed.Name}."
            : string.Create(CultureInfo.InvariantCulture, $"All {run.Steps.Count} steps passed in {run.Steps.Sum(step => step.Took.TotalSeconds):0.0} seconds."));
    }

    private sealed class Said(Progress progress) : IProgress<string>
    {
        public void Report(string value) => progress.Say(value);
    }
}
