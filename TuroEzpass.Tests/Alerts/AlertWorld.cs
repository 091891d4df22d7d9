using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Alerts;

/// <summary>A store, a Slack and a PagerDuty server, and any number of replicas with alerts. It is Wednesday noon in New York, by a clock moved by hand.</summary>
public sealed class AlertWorld : IAsyncDisposable
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 4, 1, 16, 0);
    private readonly List<ServiceProvider> made = [];

    private AlertWorld(HookServer hooks)
    {
        Hooks = hooks;
        Engine.Clock.Reset(Noon);
    }

    public static OwnerId Owner { get; } = OwnerId.Parse("ann");

    public LocalEngine Engine { get; } = new();

    public HookServer Hooks { get; }

    public IRecordStore Store { get; private set; } = null!;

    /// <summary>Whether the health check of every replica fails.</summary>
    public bool IsBroken { get; set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<AlertWorld> StartAsync()
    {
        var world = new AlertWorld(await HookServer.StartAsync());
        world.Store = await world.Engine.RecordsAsync();
        return world;
    }

    /// <summary>Gives the owner a Slack webhook.</summary>
    public async Task ListenAsync(NoticeSettings? settings = null)
    {
        var book = new NoticeBook(Store);
        Assert.True(await book.TryPutAsync(Owner, (settings ?? new NoticeSettings()) with { WebhookHost = HookServer.Host }, (await book.ReadAsync(Owner, Cancel)).Version, Cancel));
        await (await Engine.CredentialsAsync()).SaveCredentialsAsync(Owner, NoticeBook.WebhookSecret, new PortalCredentials("webhook", new Uri(Hooks.Address, "services/secret").AbsoluteUri), Cancel);
    }

    /// <summary>Starts another process on the same store.</summary>
    /// <param name="settings">Its configuration, as <c>Key=value</c>.</param>
    public async Task<ServiceProvider> ReplicaAsync(params string[] settings)
    {
        string[] usual = ["Storage:Engine=Local", $"Storage:DataFolder={Engine.Folder}", $"Notify:Operators:Slack={Hooks.Address}operators", $"Notify:Operators:PagerDutyUrl={Hooks.Address}", "Notify:Operators:PagerDutyKey=key"];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(usual.Concat(settings).Select(setting => setting.Split('=', 2)).GroupBy(pair => pair[0]).Select(same => KeyValuePair.Create(same.Key, (string?)same.Last()[1])))
            .Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddMetrics().AddSingleton<IClock>(Engine.Clock)
            .AddSingleton(Store).AddSingleton(await Engine.QueueAsync()).AddSingleton(await Engine.CredentialsAsync()).AddSingleton(Hooks.Transport());
        services.AddHealthChecks().AddCheck("store", () => IsBroken ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = "Development" });
        services.AddAlerts();
        var provider = services.BuildServiceProvider();
        made.Add(provider);
        return provider;
    }

    /// <summary>The owner rules of a replica.</summary>
    internal OwnerAlerts OwnersOf(ServiceProvider replica) =>
        new(Store, replica.GetRequiredService<Recipients>(), replica.GetRequiredService<Outbox>(), Engine.Clock);

    /// <summary>The operator rules of a replica.</summary>
    internal OperatorAlerts OperatorsOf(ServiceProvider replica) => new(
        Store, replica.GetRequiredService<OperatorFigures>(), replica.GetRequiredService<Recipients>(), replica.GetRequiredService<Outbox>(),
        replica.GetRequiredService<IOptions<NotifyOptions>>(), Engine.Clock);

    /// <summary>One round of the operator rules, after some time.</summary>
    internal async Task RoundAsync(OperatorAlerts operators, Duration after)
    {
        Engine.Clock.Advance(after);
        await operators.RoundAsync(_ => Task.FromResult(true), Cancel);
    }

    /// <summary>The instrument with which ASP.NET Core in a replica would report a request.</summary>
    public static Histogram<double> RequestsOf(ServiceProvider replica)
    {
        replica.GetRequiredService<RequestMeter>();
        return replica.GetRequiredService<IMeterFactory>().Create("Microsoft.AspNetCore.Hosting").CreateHistogram<double>("http.server.request.duration");
    }

    /// <summary>The texts that Slack received at a path.</summary>
    public IReadOnlyList<string> Slack(string path) => [.. Hooks.Posted.Where(post => post.Path == path).Select(post => post.Body.GetProperty("text").GetString()!)];

    public IReadOnlyList<string> OwnersSlack => Slack("/services/secret");

    public async Task<IReadOnlyList<Alert>> AlertsAsync(OwnerId? owner) => [.. (await new AlertBook(Store, owner).ListAsync(Cancel)).Select(one => one.Alert)];

    public async ValueTask DisposeAsync()
    {
        foreach (var one in made)
            await one.DisposeAsync();
        await Hooks.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
