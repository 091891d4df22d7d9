using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TuroEzpass.PortalSimulator;

namespace TuroEzpass.Tests.PortalSimulator;

/// <summary>A simulator on a free port, and a client with cookies.</summary>
public sealed class SimulatorWorld : IAsyncDisposable
{
    public const string UserName = "driver";
    public const string Password = "correct horse";
    public const string Code = "123456";
    private readonly WebApplication app;

    private SimulatorWorld(WebApplication app, Uri address)
    {
        (this.app, Address) = (app, address);
        Client = NewClient();
    }

    public Uri Address { get; }

    /// <summary>A user's browser: keeps cookies, and does not follow redirects.</summary>
    public HttpClient Client { get; }

    public static async Task<SimulatorWorld> StartAsync(params string[] options)
    {
        string[] args = ["--urls=http://127.0.0.1:0", "--Simulator:Today=2026-09-30", "--Simulator:LoadingMilliseconds=30", .. options.Select(option => $"--Simulator:{option}")];
        var app = SimulatorHost.Build(args, builder => builder.Logging.ClearProviders());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SimulatorWorld(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    public HttpClient NewClient() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };

    public async Task PlayAsync(string scenario, string? portal = null)
    {
        using var answer = await Client.PostAsync($"/scenario/{scenario}{(portal is null ? "" : $"?portal={portal}")}", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    public async Task<string> TextAsync(string path) => await Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    /// <summary>What the portal has recorded.</summary>
    public async Task<JsonElement> LogAsync(string portal) => JsonSerializer.Deserialize<JsonElement>(await TextAsync("/log")).GetProperty(portal);

    /// <summary>A file: its bytes and its name.</summary>
    public static async Task<(string Name, byte[] Bytes)> DownloadAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public static int Number(JsonElement log, string name) => log.GetProperty(name).GetInt32();

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
