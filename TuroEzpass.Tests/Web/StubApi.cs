using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TuroEzpass.Contracts;
using TuroEzpass.Web;

namespace TuroEzpass.Tests.Web;

/// <summary>A dashboard with an API that responds as a test wants: for what the real one does rarely (maintenance) or for hours (events).</summary>
public sealed class StubApi : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;
    private readonly WebApplication api;
    private WebApplication? web;

    private StubApi(WebApplication api) => this.api = api;

    /// <summary>The dashboard's address.</summary>
    public Uri Address => AddressOf(web!);

    /// <summary>The API's address.</summary>
    public Uri Api => AddressOf(api);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A dashboard whose API accepts every sign-in and has these endpoints.</summary>
    public static async Task<StubApi> StartAsync(params Action<WebApplication>[] maps)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/api/sign-in", () => new SignInWays(SignInMode.Local, false, null, null, false));
        app.MapPost("/api/sign-in", () => new Session("tok", DateTimeOffset.UtcNow.AddDays(1)));
        foreach (var map in maps)
            map(app);
        var stub = new StubApi(app);
        await app.StartAsync(Cancel);
        stub.web = WebHost.Build(["--urls=http://127.0.0.1:0", "--Storage:Engine=Local", $"--Storage:DataFolder={stub.folder}", $"--Web:Api={AddressOf(app)}", "--Logging:LogLevel:Default=Error"]);
        await stub.web.StartAsync(Cancel);
        return stub;
    }

    /// <summary>A signed-in client.</summary>
    public async Task<WebVisitor> VisitorAsync()
    {
        var visitor = new WebVisitor(Address);
        using var answer = await visitor.SignInAsync();
        Assert.Equal(StatusCodes.Status302Found, (int)answer.StatusCode);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await web!.DisposeAsync();
        await api.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
