using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages;

/// <summary>The Overview: recovered and owed money and the to-do list; for operators, the state of the system.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer, IClock clock) : AppPage(api)
{
    /// <summary>The URL of the page's parts without the frame, for <c>data-live</c>.</summary>
    public const string Parts = "/?handler=parts";

    private const int Months = 12;
    private const int Claims = 8;
    private const int FilingDays = 90;
    private const int MostRunning = 100;
    private const int UpgradeDays = 14;

    /// <summary>The figures; null if the viewer may not see them.</summary>
    public Analytics? Figures { get; private set; }

    /// <summary>The most urgent claims.</summary>
    public IReadOnlyList<ClaimSummary> Due { get; private set; } = [];

    /// <summary>The to-do list, most urgent first.</summary>
    public IReadOnlyList<OverviewAction> Actions { get; private set; } = [];

    /// <summary>Open alerts.</summary>
    public IReadOnlyList<AlertInfo> Alerts { get; private set; } = [];

    /// <summary>Trips whose guests should get the tag number.</summary>
    public IReadOnlyList<Reminder> Reminders { get; private set; } = [];

    /// <summary>The last twelve months, oldest first.</summary>
    public IReadOnlyList<MonthFigures> LastMonths { get; private set; } = [];

    /// <summary>Rows by outcome, over all months, in the order of <see cref="Words.Outcomes"/>.</summary>
    public IReadOnlyList<(string Outcome, Total Total)> Outcomes { get; private set; } = [];

    /// <summary>When the last file was imported.</summary>
    public string? LastImport { get; private set; }

    /// <summary>The state of the system; null if the viewer is not an operator.</summary>
    public Operations? System { get; private set; }

    /// <summary>Whether nothing has been imported yet.</summary>
    public bool IsEmpty => Figures is { Months.Count: 0 } && Due.Count == 0 && Actions.Count == 0;

    /// <summary>The chart's figures.</summary>
    public IReadOnlyList<Series> Recovered => [new Series("Recovered", [.. LastMonths.Select(month => month.Recovered.Amount.Cents)], 2)];

    /// <summary>Collections by day.</summary>
    public IReadOnlyList<Series> Collections =>
        System is null ? [] : [new Series("Complete", [.. System.Days.Select(day => (long)day.Succeeded)], 2), new Series("Failed", [.. System.Days.Select(day => (long)day.Failed)], 3)];

    /// <summary>The percentage of complete collections over the days of <see cref="System"/>; null if there were none.</summary>
    public double? SuccessPercent => System?.Days.Sum(day => day.Succeeded + day.Failed) is > 0 and var all ? 100.0 * System.Days.Sum(day => day.Succeeded) / all : null;

    /// <summary>A recent upgrade that changed outcomes; null if there was none.</summary>
    public UpgradeNotice? Upgrade => Figures?.Upgrade is { } upgrade && InstantPattern.General.Parse(upgrade.At) is { Success: true } at
        && clock.GetCurrentInstant() - at.Value < Duration.FromDays(UpgradeDays) ? upgrade : null;

    /// <summary>Loads the page.</summary>
    public Task OnGetAsync() => Task.WhenAll(LoadOwnerAsync(), LoadSystemAsync());

    /// <summary>The parts that change, to refresh an open page.</summary>
    public async Task<IActionResult> OnGetPartsAsync()
    {
        await OnGetAsync();
        return Partial("_Overview", this);
    }

    private async Task LoadOwnerAsync()
    {
        if (!viewer.May(Scope.Read))
            return;
        var (figures, due, running, refunds, imports) = (
            Api.AnalyticsAsync(), Api.ClaimsAsync(due: FilingDays, limit: Claims), Api.ClaimsAsync([ClaimState.Sent, ClaimState.Disputed], limit: MostRunning), Api.RefundsAsync(), Api.ImportsAsync(limit: 1));
        var (reminders, alerts) = (Api.RemindersAsync(), Api.AlertsAsync());
        Figures = await figures;
        Alerts = (await alerts).Open;
        Reminders = [.. (await reminders).Where(reminder => reminder.DoneAt is null)];
        Due = (await due).Items;
        var files = await imports;
        LastImport = files.Done.Count > 0 ? files.Done[0].At : null;
        LastMonths = [.. Figures.Months.Where(month => month.Month != "none").TakeLast(Months)];
        var totals = Figures.Months.SelectMany(month => month.Outcomes).GroupBy(one => one.Key, one => one.Value)
            .ToDictionary(one => one.Key, one => new Total(one.Sum(total => total.Count), new MoneyAmount(one.Sum(total => total.Amount.Cents))));
        Outcomes = [.. Words.Outcomes.Keys.Where(totals.ContainsKey).Select(name => (name, totals[name]))];
        Actions = OverviewActions.Of(new OverviewFacts(Figures, totals, (await running).Items, await refunds, files, viewer.LastRun) { Alerts = Alerts }, clock.GetCurrentInstant(), viewer.Locale);
    }

    private async Task LoadSystemAsync()
    {
        if (viewer.Me?.Operator == true)
            System = await Api.OperationsAsync();
    }
}
