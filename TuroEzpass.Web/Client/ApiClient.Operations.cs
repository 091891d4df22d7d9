using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Portals, notifications, the viewer's account, and operations.
public sealed partial class ApiClient
{
    /// <summary>The sites to collect from.</summary>
    public Task<IReadOnlyList<PortalInfo>> PortalsAsync() => GetAsync<IReadOnlyList<PortalInfo>>("api/portals");

    /// <summary>Stores a portal's sign-in. It can't be read back.</summary>
    public Task PutCredentialsAsync(string portal, NewCredentials credentials) => DoAsync(HttpMethod.Put, $"api/portals/{Esc(portal)}/credentials", credentials);

    /// <summary>Deletes a portal's sign-in.</summary>
    public Task ForgetCredentialsAsync(string portal) => DoAsync(HttpMethod.Delete, $"api/portals/{Esc(portal)}/credentials");

    /// <summary>Turns daily collection from a portal on or off.</summary>
    public Task SwitchPortalAsync(string portal, PortalSwitch wanted) => DoAsync(HttpMethod.Put, $"api/portals/{Esc(portal)}", wanted);

    /// <summary>The notification settings.</summary>
    public Task<Tagged<NotificationSettings>> NotificationsAsync() => GetTaggedAsync<NotificationSettings>("api/notifications");

    /// <summary>Changes the notification settings.</summary>
    public Task PutNotificationsAsync(NotificationChange change, string etag) => DoAsync(HttpMethod.Put, "api/notifications", change, etag);

    /// <summary>Sends a test message through a channel.</summary>
    public Task<TestNoticeResult> TestNotificationAsync(NoticeChannel channel) => ReadAsync<TestNoticeResult>(HttpMethod.Post, "api/notifications/test", new TestNotice(channel));

    /// <summary>Open and recent alerts.</summary>
    public Task<AlertList> AlertsAsync() => GetAsync<AlertList>("api/alerts");

    /// <summary>Acknowledges an alert.</summary>
    public Task AcknowledgeAlertAsync(string id) => DoAsync(HttpMethod.Post, $"api/alerts/{Esc(id)}/acknowledge");

    /// <summary>Operators: their alerts and channels.</summary>
    public Task<SystemAlerts> SystemAlertsAsync() => GetAsync<SystemAlerts>("api/operations/alerts");

    /// <summary>Operators: acknowledges an alert.</summary>
    public Task AcknowledgeSystemAlertAsync(string id) => DoAsync(HttpMethod.Post, $"api/operations/alerts/{Esc(id)}/acknowledge");

    /// <summary>Operators: sends a test message through one of their channels.</summary>
    public Task<TestNoticeResult> TestSystemAlertAsync(NoticeChannel channel) => ReadAsync<TestNoticeResult>(HttpMethod.Post, "api/operations/alerts/test", new TestNotice(channel));

    /// <summary>Changes the name that others see.</summary>
    public Task RenameAsync(string name) => DoAsync(HttpMethod.Put, "api/me/name", new NameChange(name));

    /// <summary>Ends all sessions of the person.</summary>
    public Task SignOutEverywhereAsync() => DoAsync(HttpMethod.Post, "api/sign-in/sign-out-everywhere");

    /// <summary>Operators: collection figures over all owners.</summary>
    public Task<SystemFigures> SystemFiguresAsync() => GetAsync<SystemFigures>("api/figures");

    /// <summary>Operators: the queues, with the requests that failed too often.</summary>
    public Task<IReadOnlyList<QueueInfo>> QueuesAsync() => GetAsync<IReadOnlyList<QueueInfo>>("api/queues");

    /// <summary>Operators: retries the failed requests of a queue.</summary>
    public Task<Redriven> RedriveAsync(string queue) => ReadAsync<Redriven>(HttpMethod.Post, $"api/queues/{Esc(queue)}/redrive", null);

    /// <summary>The health status of the API and its database: <c>Healthy</c> or another word.</summary>
    public async Task<string> HealthAsync()
    {
        // An unhealthy service responds with 503. That is a valid result here, not an error.
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
