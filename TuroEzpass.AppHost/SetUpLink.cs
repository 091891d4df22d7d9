using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TuroEzpass.AppHost;

/// <summary>Shows the link "Set up" on the Web resource, from when the API prints it until it is used.</summary>
internal sealed partial class SetUpLink(ProjectResource web, ProjectResource api, ResourceLoggerService logs, ResourceNotificationService notifications) : BackgroundService
{
    /// <summary>The link's name in the dashboard.</summary>
    private const string Text = "Set up";

    private const string Used = "The setup link was used";

    private volatile string? link;

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(WatchLogAsync(stoppingToken), KeepAsync(stoppingToken));

    /// <summary>The API prints a link at each start until one is used, and logs the use (SignInApi.cs).</summary>
    private async Task WatchLogAsync(CancellationToken stop)
    {
        await foreach (var lines in logs.WatchAsync(api).WithCancellation(stop))
        {
            foreach (var line in lines)
            {
                var printed = Printed().Match(line.Content);
                if (!printed.Success && !line.Content.Contains(Used, StringComparison.Ordinal))
                    continue;
                link = printed.Success ? printed.Value : null;
                await UpdateAsync();
            }
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

    private Task UpdateAsync() => notifications.PublishUpdateAsync(web, snapshot => snapshot with
    {
        Urls = [.. snapshot.Urls.Where(url => !IsOurs(url)), .. link is { } shown ? [new UrlSnapshot(null, shown, IsInternal: false) { DisplayProperties = new UrlDisplayPropertiesSnapshot(Text, 100) }] : Array.Empty<UrlSnapshot>()],
    });

    private static bool IsOurs(UrlSnapshot url) => url.DisplayProperties.DisplayName == Text;

    [GeneratedRegex(@"https?://\S+/set-up#\S+")]
    private static partial Regex Printed();
}

/// <summary>Extension methods for the AppHost's diagram.</summary>
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
