using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Runs;

namespace TuroEzpass.Tests.Scraper;

/// <summary>The command "Run now" in Aspire's dashboard.</summary>
public sealed class RunNowTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Only_a_caller_with_the_key_can_request_runs_for_everyone()
    {
        await using var app = await StartAsync("a-key");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(app, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(app, "a-kez"));
        Assert.Null(await ReceiveAsync(app));
        Assert.Equal(HttpStatusCode.Accepted, await AskAsync(app, "a-key"));
        Assert.IsType<ScrapeMessage.OfEveryOwner>(ScrapeMessage.Read((await ReceiveAsync(app))!.Body, "m"));
    }

    [Fact]
    public async Task Without_a_key_there_is_no_such_address()
    {
        await using var app = await StartAsync("");
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(app, ""));
    }

    /// <summary>Without its workers, so that the requests are still there.</summary>
    private async Task<WebApplication> StartAsync(string key)
    {
        var app = ScraperHost.Build(
            ["--urls=http://127.0.0.1:0", "--Storage:Engine=Local", $"--Storage:DataFolder={folder}", "--Scraper:Schedule=External", $"--Scraper:RunNowKey={key}", "--Logging:LogLevel:Default=Warning"]);
        // Only the server: its address is what is tested.
        await app.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "GenericWebHostService").StartAsync(Cancel);
        return app;
    }

    private static async Task<HttpStatusCode> AskAsync(WebApplication app, string? key)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-Run-Now-Key", key);
        using var answer = await client.PostAsync(new Uri("/run-now", UriKind.Relative), null, Cancel);
        return answer.StatusCode;
    }

    private static Task<WorkMessage?> ReceiveAsync(WebApplication app) => app.Services.GetRequiredService<IWorkQueue>().ReceiveAsync(WorkKind.Scrapes, Duration.FromSeconds(30), cancellation: Cancel);
}
