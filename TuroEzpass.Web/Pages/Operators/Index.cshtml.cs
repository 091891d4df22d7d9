using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages.Operators;

/// <summary>The operators' page: health, collection rates, alerts, queues, maintenance. It shows no guests' data.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>The figures of all owners.</summary>
    public SystemFigures Figures { get; private set; } = null!;

    /// <summary>The operators' alerts and channels.</summary>
    public SystemAlerts Alerts { get; private set; } = null!;

    /// <summary>The queues.</summary>
    public IReadOnlyList<QueueInfo> Queues { get; private set; } = [];

    /// <summary>The maintenance state.</summary>
    public MaintenanceState Maintenance { get; private set; } = null!;

    /// <summary>The health status of the API and its database.</summary>
    public string Health { get; private set; } = "";

    /// <summary>Whether both are healthy.</summary>
    public bool IsHealthy => Health == "Healthy";

    /// <summary>The chart's bars.</summary>
    public IReadOnlyList<Series> Trend =>
    [
        new("Complete", [.. Figures.Days.Select(day => (long)day.Succeeded)], 2), new("Failed", [.. Figures.Days.Select(day => (long)day.Failed)], 3),
    ];

    /// <summary>Loads everything, with concurrent requests.</summary>
    public async Task OnGetAsync()
    {
        var (figures, queues, maintenance, health, alerts) = (Api.SystemFiguresAsync(), Api.QueuesAsync(), Api.MaintenanceAsync(), Api.HealthAsync(), Api.SystemAlertsAsync());
        (Figures, Queues, Maintenance, Health, Alerts) = (await figures, await queues, await maintenance, await health, await alerts);
    }

    /// <summary>Retries failed requests.</summary>
    public Task<IActionResult> OnPostRedriveAsync(string queue) => DoAsync(async () =>
    {
        var count = (await Api.RedriveAsync(queue)).Count;
        Flash = count == 0 ? "No failed requests to retry." : $"Retrying {count} {(count == 1 ? "request" : "requests")}.";
    });

    /// <summary>Starts a collection for every owner.</summary>
    public Task<IActionResult> OnPostCollectAsync() => DoAsync(async () =>
    {
        await Api.ScrapeAllAsync();
        Flash = "Requested. Every account with collection turned on will be collected, one after another.";
    });

    /// <summary>Acknowledges an alert.</summary>
    public Task<IActionResult> OnPostAcknowledgeAsync(string id) => DoAsync(async () =>
    {
        await Api.AcknowledgeSystemAlertAsync(id);
        Flash = "Acknowledged. It will clear automatically once resolved.";
    });

    /// <summary>Sends a test message.</summary>
    public Task<IActionResult> OnPostTestAsync(NoticeChannel channel) => DoAsync(async () =>
    {
        var result = await Api.TestSystemAlertAsync(channel);
        Flash = result.Sent ? $"{NoticeWords.NameOf(channel)}: test sent." : $"{NoticeWords.NameOf(channel)}: test not sent. {result.Error}";
    });

    /// <summary>Starts or ends maintenance.</summary>
    public Task<IActionResult> OnPostMaintenanceAsync(bool on, string? message) => DoAsync(async () =>
    {
        await Api.TurnMaintenanceAsync(new TurnMaintenance(on, message));
        Flash = on ? "Maintenance started. All users except operators see the maintenance page." : "Maintenance ended.";
    });

    /// <summary>A queue's name on the page.</summary>
    public static string NameOf(string queue) => queue switch { "scrapes" => "Collections", "imports" => "Imports", _ => queue };

    /// <summary>A rate as text; a dash if there is none.</summary>
    public static string Percent(double? rate) => rate is { } value ? value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "%" : "–";

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
