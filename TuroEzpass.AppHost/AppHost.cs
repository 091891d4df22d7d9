using TuroEzpass.AppHost;
using TuroEzpass.AppHost.Grounds;

// The system as a diagram: what the services depend on first, then the services, each after what it needs.

var builder = DistributedApplication.CreateBuilder(args);

// The launch profile selects the backing store for local runs; published models always target AWS.
if (Ground.Add(builder, out var problem) is not { } ground)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

var api = builder.AddProject<Projects.TuroEzpass_Api>("api")
    .WithIconName("PlugConnected")
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/scalar", DisplayText = "API reference" })
    .WithEnvironment("Auth__Mode", "Local")
    .WithStorage(ground);

// The only one that browsers reach.
var web = builder.AddProject<Projects.TuroEzpass_Web>("web")
    .WithIconName("WindowApps")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(api)
    .WaitFor(api)
    .WithStorage(ground)
    .WithSetUpLink(api);

// The API prints the setup link, which users open on the dashboard.
api.WithEnvironment("Auth__WebUrl", web.GetEndpoint("http"));

// On AWS, EventBridge requests the daily collection; on a developer's machine, only the command "Run now" does.
var scraper = builder.AddProject<Projects.TuroEzpass_Scraper>("scraper")
    .WithIconName("DocumentArrowDown")
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Scraper__Schedule", "External")
    .WithStorage(ground);

if (builder.ExecutionContext.IsRunMode)
{
    // Developers collect from simulated sites, unless they choose the real ones.
    if (builder.Configuration["TUROEZPASS_PORTALS"] != "live")
    {
        var simulator = builder.AddProject<Projects.TuroEzpass_PortalSimulator>("portal-simulator")
            .WithIconName("Beaker")
            .WithHttpHealthCheck("/health");
        scraper
            .WithEnvironment("Scraper__Simulator", simulator.GetEndpoint("http"))
            .WaitFor(simulator);
    }

    // A new key for each run, so that the scraper accepts only this dashboard's command.
    var runNowKey = Guid.NewGuid().ToString("N");
    scraper
        .WithEnvironment("Scraper__RunNowKey", runNowKey)
        .WithHttpCommand("/run-now", "Run now", commandName: "run-now", commandOptions: new HttpCommandOptions
        {
            Description = "Collects now for every owner with an enabled site.",
            IconName = "Play",
            IsHighlighted = true,
            PrepareRequest = context =>
            {
                context.Request.Headers.Add("X-Run-Now-Key", runNowKey);
                return Task.CompletedTask;
            },
        });
}

await builder.Build().RunAsync();
return 0;
