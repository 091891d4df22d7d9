using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TuroEzpass.AppHost;

/// <summary>The link "Set up" on the Web, from when the API prints it until it is used.</summary>
internal sealed partial class SetUpLink(ProjectResource web, ProjectResource api, ResourceLoggerService logs, ResourceNotificationService notifications) : BackgroundService
{
    /// <summary>The link's name in the dashboard.</summary>
    private const string Text = "Set up";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private volatile string? link;

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(WatchLogAsync(stoppingToken), KeepAsync(stoppingToken));

    /// <summary>Shows each link that the API prints: every start prints one, which replaces the one before.</summary>
    private async Task WatchLogAsync(CancellationToken stop)
    {
        await foreach (var lines in logs.WatchAsync(api).WithCancellation(stop))
        {
            if (lines.Select(line => Printed().Match(line.Content)).LastOrDefault(match => match.Success) is not { } printed)
                continue;
            var isFirst = link is null;
            link = printed.Value;
            await UpdateAsync();
            if (isFirst)
                _ = HideOnceUsedAsync(stop);
        }
    }

    /// <summary>Aspire rewrites a resource's links when its state changes.</summary>
    private async Task KeepAsync(CancellationToken stop)
    {
        await foreach (var change in notifications.WatchAsync(stop))
        {
            if (change.Resource == web && change.Snapshot.Urls.FirstOrDefault(IsOurs)?.Url != link)
                await UpdateAsync();
        }
    }

    private async Task HideOnceUsedAsync(CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        do
            await Task.Delay(Interval, stop);
        while (await IsNeededAsync(client, stop));
        link = null;
        await UpdateAsync();
    }

    private Task UpdateAsync() => notifications.PublishUpdateAsync(web, snapshot => snapshot with
    {
        Urls = [.. snapshot.Urls.Where(url => !IsOurs(url)), .. link is { } shown ? [new UrlSnapshot(null, shown, IsInternal: false) { DisplayProperties = new UrlDisplayPropertiesSnapshot(Text, 100) }] : Array.Empty<UrlSnapshot>()],
    });

    private async Task<bool> IsNeededAsync(HttpClient client, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{api.GetEndpoint("http").Url}/api/sign-in");
        // Marked as not sampled, so that the API records no trace of it.
        request.Headers.Add("traceparent", $"00-{Guid.NewGuid():N}-{Random.Shared.NextInt64(1, long.MaxValue):x16}-00");
        try
        {
            using var answer = await client.SendAsync(request, stop);
            return !answer.IsSuccessStatusCode || (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), cancellationToken: stop)).RootElement.GetProperty("setUpNeeded").GetBoolean();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            // The API restarts: look again.
            return true;
        }
    }

    private static bool IsOurs(UrlSnapshot url) => url.DisplayProperties.DisplayName == Text;

    [GeneratedRegex(@"https?://\S+/set-up#\S+")]
    private static partial Regex Printed();
}

/// <summary>Reads like the rest of the diagram.</summary>
internal static class SetUpLinkExtensions
{
    /// <summary>Shows the link that the API prints, until it is used.</summary>
    public static IResourceBuilder<ProjectResource> WithSetUpLink(this IResourceBuilder<ProjectResource> web, IResourceBuilder<ProjectResource> api)
    {
        if (web.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            web.ApplicationBuilder.Services.AddHostedService(services => new SetUpLink(
                web.Resource, api.Resource, services.GetRequiredService<ResourceLoggerService>(), services.GetRequiredService<ResourceNotificationService>()));
        }

        return web;
    }
}
