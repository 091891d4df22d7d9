using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary><c>turoezpass doctor</c>: checks everything the program depends on and explains how to fix problems.</summary>
internal static class DoctorCommand
{
    private const int UsualPort = 5080;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var url = new Option<Uri?>("--url")
        {
            Description = "Compare this machine's clock with that server's.",
            HelpName = "URL",
            CustomParser = result => RemoteOptions.UriOf(result.Tokens[0].Value, result.AddError),
        };
        var port = new Option<int>("--port") { Description = "The port `serve` will listen on.", DefaultValueFactory = _ => UsualPort, HelpName = "PORT" };
        var command = new Command("doctor", "Checks configuration, store, browser, fonts, clock, disk, permissions, network, queues and leases, and explains how to fix any problem.") { json, url, port, LedgerSession.Data };
        command.SetAction(async (parsed, cancellation) =>
        {
            List<Finding> findings;
            using (var progress = new Progress())
                findings = await LookAsync(parsed, parsed.GetValue(url), parsed.GetValue(port), progress, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(findings, Json));
            else
                Print(findings);
            return findings.Any(finding => finding.Health == Health.Bad) ? ExitCodes.NeedsPerson : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<List<Finding>> LookAsync(ParseResult parsed, Uri? url, int port, Progress progress, CancellationToken cancellation)
    {
        var configuration = LedgerSession.ConfigurationOf(parsed, mayBegin: true);
        progress.Say("configuration");
        var findings = ConfigurationCheck.Look(configuration).ToList();
        var isLocal = string.Equals(configuration["Storage:Engine"], "Local", StringComparison.OrdinalIgnoreCase);
        var folder = configuration["Storage:DataFolder"]!;
        if (isLocal)
            findings.AddRange(FolderCheck.Look(folder));
        progress.Say("store");
        findings.AddRange(await StoreAsync(parsed, isLocal ? folder : null, cancellation).ConfigureAwait(false));
        progress.Say("browser");
        findings.Add(await MachineCheck.BrowserAsync(configuration["Scraper:Browser"], Environment.GetEnvironmentVariable("PATH"), cancellation).ConfigureAwait(false));
        findings.Add(MachineCheck.Fonts(EvidenceFonts.FindOnSystem()));
        findings.AddRange(await MachineCheck.ClockAsync(() => DateTimeOffset.UtcNow, cancellation).ConfigureAwait(false));
        progress.Say("network");
        if (url is not null)
            findings.Add(await SkewAsync(url, cancellation).ConfigureAwait(false));
        findings.AddRange(await NetworkCheck.LookAsync(new ConfigurationBuilder().AddConfiguration(configuration).AddEnvironmentVariables().Build(), cancellation).ConfigureAwait(false));
        findings.Add(NetworkCheck.Port(port));
        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> StoreAsync(ParseResult parsed, string? folder, CancellationToken cancellation)
    {
        // The doctor creates nothing: an empty folder stays empty.
        if (folder is not null && !File.Exists(Path.Combine(folder, SqliteDatabase.FileName)))
            return [Finding.Warn("store", $"There is no data in {folder} yet", "Import a file or start `turoezpass serve`. If there should be data, give its folder with --data")];
        var integrity = folder is null ? null : StoreCheck.Integrity(folder);
        if (integrity is { Health: not Health.Ok })
            return [integrity];
        try
        {
            await using var session = StoreSession.Open(parsed);
            var written = await StoreCheck.RoundTripAsync(session.Records, cancellation).ConfigureAwait(false);
            if (written.Health != Health.Ok)
                return [written];
            return
            [
                .. integrity is null ? [] : new[] { integrity },
                written,
                .. await StoreCheck.QueuesAsync(session, cancellation).ConfigureAwait(false),
                .. await StoreCheck.LeasesAsync(session.Records, cancellation).ConfigureAwait(false),
            ];
        }
        catch (StorageException fault)
        {
            return [Finding.Bad("store", $"{fault.What} ({fault.Where})", fault.Remedy)];
        }
        catch (OptionsValidationException)
        {
            // The configuration's findings give the reason.
            return [Finding.Bad("store", "Not checked: the configuration has errors", "Fix the configuration first")];
        }
    }

    private static async Task<Finding> SkewAsync(Uri url, CancellationToken cancellation)
    {
        try
        {
            using var api = new RemoteApi(url);
            using var answer = await api.AskAsync(HttpMethod.Head, "", null, cancellation).ConfigureAwait(false);
            return answer.Headers.Date is { } date
                ? MachineCheck.Skew(DateTimeOffset.UtcNow, date, url.Host)
                : Finding.Warn("clock", $"{url.Host} sends no time", "Give another address with --url");
        }
        catch (RemoteException fault)
        {
            return Finding.Warn("clock", fault.Message, "Give another address with --url");
        }
    }

    private static void Print(List<Finding> findings)
    {
        var console = LedgerTables.Wide();
        var table = Tables.New(console).AddColumn("").AddColumn("Area").AddColumn("Found").AddColumn("Fix");
        foreach (var finding in findings)
            table.AddRow(new Text(finding.Health.ToString().ToLowerInvariant()), new Text(finding.Area), new Text(finding.Says), new Text(finding.Fix));
        console.Write(table);
        var (bad, warn) = (findings.Count(finding => finding.Health == Health.Bad), findings.Count(finding => finding.Health == Health.Warn));
        LedgerTables.Line(console, bad + warn == 0 ? "No problems found." : $"{bad} failed, {warn} warnings; all other checks passed.");
    }
}
