using Microsoft.AspNetCore.Builder;
using TuroEzpass.Api;

namespace TuroEzpass.Tests.ServiceDefaults;

/// <summary>The API on a free port of this machine, with a store in a folder.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningApi(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts it.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="map">Endpoints of the test.</param>
    /// <param name="arguments">More of the command line.</param>
    public static async Task<RunningApi> StartAsync(string folder, Action<WebApplication>? map = null, params string[] arguments)
    {
        var app = ApiHost.Build(["--urls", "http://127.0.0.1:0", "--Storage:Engine", "Local", "--Storage:DataFolder", folder, "--Auth:Mode", "Local", "--Logging:LogLevel:Default", "Debug", .. arguments]);
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningApi(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
    }
}
