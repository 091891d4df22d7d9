using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli.Operate;

/// <summary><c>turoezpass report weekly</c>: the numbers of the weekly mail, by default for the last full week.</summary>
internal static class ReportCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "All users together, without names of guests or users." };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var week = new Option<LocalDate?>("--week") { Description = "The week that contains this day [the last full week].", CustomParser = OptionTexts.Date, HelpName = "DATE" };
        var weekly = new Command("weekly", "Amounts recovered, owed, in progress and at risk, and how collecting went.") { all, json, week };
        weekly.SetAction(async (parsed, cancellation) =>
        {
            if (!OwnerId.TryParse(parsed.GetValue(LedgerSession.User), out var owner))
                throw new LedgerRefusedException($"'{parsed.GetValue(LedgerSession.User)}' is not a valid user id. Use 1 to 64 lowercase letters, digits, '-', '_' or '.'.");
            await using var session = StoreSession.Open(parsed);
            var now = StoreSession.Clock.GetCurrentInstant();
            var first = parsed.GetValue(week) is { } day ? day.PlusDays(1).Previous(IsoDayOfWeek.Monday) : WeeklyReport.LastFullWeek(now.InUtc().Date);
            IReadOnlyList<OwnerId> owners = parsed.GetValue(all) ? await new OwnerDirectory(session.Records).ListAsync(cancellation).ConfigureAwait(false) : [owner];
            var report = WeeklyReport.Empty(first);
            foreach (var one in owners)
                report = report.Plus(await WeeklyReport.ReadAsync(session.Records, one, first, now, cancellation).ConfigureAwait(false));
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(Shown(report), Json) : report.Text(forOperators: parsed.GetValue(all)));
            return ExitCodes.Done;
        });
        var command = new Command("report", "Prints reports.") { weekly };
        command.Options.Add(LedgerSession.Data);
        command.Options.Add(LedgerSession.User);
        return command;
    }

    /// <summary>Dollars with two decimals, which scripts can sum without rounding if they read them as decimals.</summary>
    private static object Shown(WeeklyReport report) => new
    {
        Week = report.Name,
        First = LocalDatePattern.Iso.Format(report.First),
        report.Owners,
        Recovered = Dollars(report.Recovered),
        report.RecoveredClaims,
        Owed = Dollars(report.Owed),
        UnderWay = Dollars(report.Claimed),
        AtRisk = Dollars(report.AtRisk),
        ClaimsDue = report.Due,
        report.Runs,
        report.Failures,
    };

    private static string Dollars(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
