using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using TuroEzpass.Contracts;
using TuroEzpass.Tests.Distributed;
using TuroEzpass.Tests.ServiceDefaults;

namespace TuroEzpass.AppHost.Tests;

/// <summary>The AppHost with all its services, as <c>dotnet run</c> starts it, without the dashboard. One for all tests of a launch
/// profile. Its telemetry comes to the tests.</summary>
public abstract partial class RunningSystem(string store) : IAsyncLifetime
{
    public const string UserName = "hana";
    public const string Password = "correct horse battery";
    public const string PortalUser = "driver@example.com";
    public const string PortalPassword = "portal pass word 7";
    public const int PortalRows = 12;
    public const string SetUpText = "Set up";

    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-apphost-").FullName;
    private readonly SemaphoreSlim settingUp = new(1);
    private DistributedApplication? app;
    private Receiver? receiver;
    private (HttpClient Api, HttpClient Web)? host;

    public DistributedApplication App => app!;

    public ResourceNotificationService Notifications => App.ResourceNotifications;

    internal Receiver Telemetry => receiver!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts everything and waits until every service is healthy.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        receiver = await Receiver.StartAsync();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.TuroEzpass_AppHost>(
            [$"--TUROEZPASS_STORE={store}", $"--TUROEZPASS_DATA={folder}", "--TUROEZPASS_PORTALS=simulator"], Cancel);
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            builder.CreateResourceBuilder(service)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "200");
        }

        Service(builder, "portal-simulator")
            .WithEnvironment("Simulator__UserName", PortalUser)
            .WithEnvironment("Simulator__Password", PortalPassword)
            .WithEnvironment("Simulator__Rows", PortalRows.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Simulator__Days", "20");
        Service(builder, "scraper")
            .WithEnvironment("Scraper__SimulatorPause", "00:00:00")
            .WithEnvironment("Scraper__StillTime", "00:00:00.3")
            .WithEnvironment("Scraper__EmptyTime", "00:00:01");
        app = await builder.BuildAsync(Cancel);
        await app.StartAsync(Cancel);
        foreach (var service in new[] { "api", "web", "scraper", "portal-simulator" })
            await Notifications.WaitForResourceHealthyAsync(service, Cancel);
    }

    /// <summary>Why it cannot run on this machine; null where it can.</summary>
    public virtual string? Missing => null;

    /// <summary>A resource as the dashboard shows it.</summary>
    public async Task<CustomResourceSnapshot> SnapshotAsync(string resource, Func<CustomResourceSnapshot, bool>? when = null) =>
        (await Notifications.WaitForResourceAsync(resource, change => when?.Invoke(change.Snapshot) ?? true, Cancel)).Snapshot;

    /// <summary>The API and the Web for the host, who sets the system up with the dashboard's link at the first call.</summary>
    public async Task<(HttpClient Api, HttpClient Web)> HostAsync()
    {
        await settingUp.WaitAsync(Cancel);
        try
        {
            return host ??= await SetUpAsync();
        }
        finally
        {
            settingUp.Release();
        }
    }

    /// <summary>Sends a form with the antiforgery token of a page as its first field, as pages do.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient web, string path, string from, MultipartFormDataContent form)
    {
        var token = Token().Match(await web.GetStringAsync(new Uri(from, UriKind.Relative), Cancel)).Groups[1].Value;
        using var sent = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var part in form)
            sent.Add(part);
        return await web.PostAsync(new Uri(path, UriKind.Relative), sent, Cancel);
    }

    /// <summary>Every span that has arrived.</summary>
    internal IReadOnlyList<Span> Spans() => [.. Telemetry.Messages("traces").SelectMany(Span.Read)];

    public async ValueTask DisposeAsync()
    {
        host?.Api.Dispose();
        host?.Web.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        if (receiver is not null)
            await receiver.DisposeAsync();
        settingUp.Dispose();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<(HttpClient Api, HttpClient Web)> SetUpAsync()
    {
        var link = new Uri((await SnapshotAsync("web", web => web.Urls.Any(IsSetUp))).Urls.Single(IsSetUp).Url);
        var web = App.CreateHttpClient("web", "http");
        Assert.Equal((web.BaseAddress!.Port, "/set-up"), (link.Port, link.AbsolutePath));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(link.Fragment.TrimStart('#')), "Secret" },
            { new StringContent("Hana Host"), "Name" },
            { new StringContent(UserName), "UserName" },
            { new StringContent(Password), "Password" },
        };
        using var done = await PostAsync(web, "/set-up", "/set-up", form);
        Assert.Equal((HttpStatusCode.OK, false), (done.StatusCode, done.RequestMessage!.RequestUri!.AbsolutePath == "/set-up"));

        var api = App.CreateHttpClient("api", "http");
        using var signedIn = await api.PostAsJsonAsync("/api/sign-in", new SignInRequest(UserName, Password), Cancel);
        var session = await signedIn.Content.ReadFromJsonAsync<Session>(Cancel);
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session!.Token);
        return (api, web);
    }

    public static bool IsSetUp(UrlSnapshot url) => url.DisplayProperties.DisplayName == SetUpText;

    private static IResourceBuilder<ProjectResource> Service(IDistributedApplicationTestingBuilder builder, string name) =>
        builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(service => service.Name == name));

    [GeneratedRegex("name=\"form-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary>On SQLite and files.</summary>
public sealed class EmbeddedSystem() : RunningSystem("embedded");

/// <summary>On AWS emulated by moto.</summary>
public sealed class MotoSystem() : RunningSystem("moto")
{
    /// <inheritdoc />
    public override string? Missing { get; } = Machine.Has("moto_server") ? null : "moto_server is not on the PATH (pip install 'moto[server]').";
}
