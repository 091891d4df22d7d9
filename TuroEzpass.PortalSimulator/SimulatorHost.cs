using TuroEzpass.ServiceDefaults;

namespace TuroEzpass.PortalSimulator;

/// <summary>Builds the simulator, for its own <c>Program.cs</c>, for <c>turoezpass serve --demo</c> and for tests.</summary>
public static class SimulatorHost
{
    /// <summary>The simulator, ready to be run.</summary>
    /// <param name="args">Command line: configuration keys such as <c>--urls</c>.</param>
    /// <param name="configure">Changes the builder before the services are added; for hosts that run it inside.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "TuroEzpass.PortalSimulator" });
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        return app;
    }
}
