using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Portals, notifications, one's account, and what operators look after.
public sealed partial class ApiClient
{
    /// <summary>The sites that are collected from.</summary>
    public Task<IReadOnlyList<PortalInfo>> PortalsAsync() => GetAsync<IReadOnlyList<PortalInfo>>("api/portals");

    /// <summary>Stores a portal's sign-in. Nothing gives it out again.</summary>
    public Task PutCredentialsAsync(string portal, NewCredentials credentials) => DoAsync(HttpMethod.Put, $"api/portals/{Esc(portal)}/credentials", credentials);

    /// <summary>Forgets a portal's sign-in.</summary>
    public Task ForgetCredentialsAsync(string portal) => DoAsync(HttpMethod.Delete, $"api/portals/{Esc(portal)}/credentials");

    /// <summary>Begins or ends reading a portal every day.</summary>
    public Task SwitchPortalAsync(string portal, PortalSwitch wanted) => DoAsync(HttpMethod.Put, $"api/portals/{Esc(portal)}", wanted);

    /// <summary>Of what to be told, and where.</summary>
    public Task<Tagged<NotificationSettings>> NotificationsAsync() => GetTaggedAsync<NotificationSettings>("api/notifications");

    /// <summary>Changes of what to be told, where, and when not.</summary>
    public Task PutNotificationsAsync(NotificationChange change, string etag) => DoAsync(HttpMethod.Put, "api/notifications", change, etag);

    /// <summary>Sends a labelled test through one channel.</summary>
    public Task<TestNoticeResult> TestNotificationAsync(NoticeChannel channel) => ReadAsync<TestNoticeResult>(HttpMethod.Post, "api/notifications/test", new TestNotice(channel));

    /// <summary>What must be noticed now, and what was lately.</summary>
    public Task<AlertList> AlertsAsync() => GetAsync<AlertList>("api/alerts");

    /// <summary>Says that somebody cares for an alert.</summary>
    public Task AcknowledgeAlertAsync(string id) => DoAsync(HttpMethod.Post, $"api/alerts/{Esc(id)}/acknowledge");

    /// <summary>Operators: their alerts, and how their channels do.</summary>
    public Task<SystemAlerts> SystemAlertsAsync() => GetAsync<SystemAlerts>("api/operations/alerts");

    /// <summary>Operators: says that somebody cares for an alert.</summary>
    public Task AcknowledgeSystemAlertAsync(string id) => DoAsync(HttpMethod.Post, $"api/operations/alerts/{Esc(id)}/acknowledge");

    /// <summary>Operators: sends a labelled test through one of their channels.</summary>
    public Task<TestNoticeResult> TestSystemAlertAsync(NoticeChannel channel) => ReadAsync<TestNoticeResult>(HttpMethod.Post, "api/operations/alerts/test", new TestNotice(channel));

    /// <summary>Changes the name that others see.</summary>
    public Task RenameAsync(string name) => DoAsync(HttpMethod.Put, "api/me/name", new NameChange(name));

    /// <summary>Ends every session of the person.</summary>
    public Task SignOutEverywhereAsync() => DoAsync(HttpMethod.Post, "api/sign-in/sign-out-everywhere");

    /// <summary>Operators: how collecting goes, over all owners.</summary>
    public Task<SystemFigures> SystemFiguresAsync() => GetAsync<SystemFigures>("api/figures");

    /// <summary>Operators: the queues, with the requests that failed too often.</summary>
    public Task<IReadOnlyList<QueueInfo>> QueuesAsync() => GetAsync<IReadOnlyList<QueueInfo>>("api/queues");

    /// <summary>Operators: puts failed requests back into their queue.</summary>
    public Task<Redriven> RedriveAsync(string queue) => ReadAsync<Redriven>(HttpMethod.Post, $"api/queues/{Esc(queue)}/redrive", null);

    /// <summary>How the API and its store are: its one word, <c>Healthy</c> where all is well.</summary>
    public async Task<string> HealthAsync()
    {
        // An unhealthy service answers 503, which is what is asked for here and no fault.
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        try
        {
            using var response = await http.SendAsync(request, Aborted);
            return await response.Content.ReadAsStringAsync(Aborted);
        }
        catch (Exception fault) when (!Aborted.IsCancellationRequested && fault is HttpRequestException or Polly.Timeout.TimeoutRejectedException or Polly.CircuitBreaker.BrokenCircuitException or TaskCanceledException)
        {
            return "Unreachable";
        }
    }
}
