using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;
using TuroEzpass.ServiceDefaults;

namespace TuroEzpass.PortalSimulator;

/// <summary>Builds the simulator, for its own <c>Program.cs</c>, for <c>turoezpass serve --demo</c> and for tests.</summary>
public static class SimulatorHost
{
    /// <summary>Builds the simulator without starting it.</summary>
    /// <param name="args">The command line: configuration keys such as <c>--urls</c>.</param>
    /// <param name="configure">Changes the builder before the services are added; for programs that host the simulator.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "TuroEzpass.PortalSimulator" });
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var options = builder.Configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new SimulatorOptions();
        builder.Services.AddSingleton(options);
        builder.Services.AddProblemDetails();
        builder.Services.AddHostedService<LoopbackGuard>();
        builder.Services.AddSingleton(TimeProvider.System);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";
            return next(context);
        });
        app.MapDefaultEndpoints();
        app.MapAssets();
        var simulator = new Simulator(options, app.Services.GetRequiredService<TimeProvider>());
        app.MapControls(simulator);
        foreach (var site in simulator.Sites)
        {
            var group = app.MapGroup($"/{site.Portal.Id}");
            group.AddEndpointFilterFactory((_, next) => invocation => PortalGate.PassAsync(site.Portal, invocation, next));
            site.Map(group);
        }

        return app;
    }
}
