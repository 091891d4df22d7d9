using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages.Operators;

/// <summary>What operators look after: services, collecting as rates, queues, the maintenance switch. No guest is named here.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>The figures of all owners.</summary>
    public SystemFigures Figures { get; private set; } = null!;

    /// <summary>The operators' alerts, and how their channels do.</summary>
    public SystemAlerts Alerts { get; private set; } = null!;

    /// <summary>The queues.</summary>
    public IReadOnlyList<QueueInfo> Queues { get; private set; } = [];

    /// <summary>The switch.</summary>
    public MaintenanceState Maintenance { get; private set; } = null!;

    /// <summary>The API's word on itself and its store.</summary>
    public string Health { get; private set; } = "";

    /// <summary>Whether all is well.</summary>
    public bool IsHealthy => Health == "Healthy";

    /// <summary>The trend's bars.</summary>
    public IReadOnlyList<Series> Trend =>
    [
        new("Complete", [.. Figures.Days.Select(day => (long)day.Succeeded)], 2), new("Not complete", [.. Figures.Days.Select(day => (long)day.Failed)], 3),
    ];

    /// <summary>Asks for all of it at the same time.</summary>
    public async Task OnGetAsync()
    {
        var (figures, queues, maintenance, health, alerts) = (Api.SystemFiguresAsync(), Api.QueuesAsync(), Api.MaintenanceAsync(), Api.HealthAsync(), Api.SystemAlertsAsync());
        (Figures, Queues, Maintenance, Health, Alerts) = (await figures, await queues, await maintenance, await health, await alerts);
    }

    /// <summary>Puts failed requests back.</summary>
    public Task<IActionResult> OnPostRedriveAsync(string queue) => DoAsync(async () =>
    {
        var count = (await Api.RedriveAsync(queue)).Count;
        Flash = count == 0 ? "There was nothing left to put back." : $"{count} {(count == 1 ? "request is" : "requests are")} tried again.";
    });

    /// <summary>Asks for a collection of every owner.</summary>
    public Task<IActionResult> OnPostCollectAsync() => DoAsync(async () =>
    {
        await Api.ScrapeAllAsync();
        Flash = "Asked for. Every account that is turned on is read, one after another.";
    });

    /// <summary>Somebody cares for an alert.</summary>
    public Task<IActionResult> OnPostAcknowledgeAsync(string id) => DoAsync(async () =>
    {
        await Api.AcknowledgeSystemAlertAsync(id);
        Flash = "Noted: you care for it.";
    });

    /// <summary>Sends a test.</summary>
    public Task<IActionResult> OnPostTestAsync(NoticeChannel channel) => DoAsync(async () =>
    {
        var result = await Api.TestSystemAlertAsync(channel);
        Flash = result.Sent ? $"{NoticeWords.NameOf(channel)}: the test was sent." : $"{NoticeWords.NameOf(channel)}: the test was not sent. {result.Error}";
    });

    /// <summary>Closes or opens the system.</summary>
    public Task<IActionResult> OnPostMaintenanceAsync(bool on, string? message) => DoAsync(async () =>
    {
        await Api.TurnMaintenanceAsync(new TurnMaintenance(on, message));
        Flash = on ? "Closed. Everybody but operators sees the maintenance page." : "Open again.";
    });

    /// <summary>A queue's name, for people.</summary>
    public static string NameOf(string queue) => queue switch { "scrapes" => "Collections", "imports" => "Imports", _ => queue };

    /// <summary>A rate as text; a dash where nothing was.</summary>
    public static string Percent(double? rate) => rate is { } value ? value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + " %" : "–";

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
