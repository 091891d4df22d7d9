using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Contracts;
using TuroEzpass.Tests.Distributed;

namespace TuroEzpass.AppHost.Tests;

/// <summary>The whole system under Aspire, the same for each launch profile that runs without Docker.</summary>
public abstract class SystemTests
{
    private const int Trips = 4;
    private const string Portal = "ezpassnj";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly string store;

    /// <param name="system">The running system.</param>
    /// <param name="store">The <c>db.system.name</c> of its store's spans.</param>
    protected SystemTests(RunningSystem system, string store)
    {
        this.store = store;
        Assert.SkipWhen(system.Missing is not null, system.Missing ?? "");
        System = system;
    }

    protected RunningSystem System { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api")]
    [InlineData("web")]
    [InlineData("scraper")]
    [InlineData("portal-simulator")]
    public async Task Every_service_is_healthy(string service)
    {
        var shown = await System.SnapshotAsync(service);

        Assert.Equal(HealthStatus.Healthy, shown.HealthStatus);
        Assert.NotNull(shown.IconName);
    }

    [Fact]
    public async Task The_API_links_to_its_reference()
    {
        var link = Assert.Single((await System.SnapshotAsync("api")).Urls, url => url.DisplayProperties.DisplayName == "API reference");
        using var client = new HttpClient();

        Assert.Contains("scalar", await client.GetStringAsync(new Uri(link.Url), Cancel), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_set_up_link_is_shown_until_it_is_used()
    {
        await System.HostAsync();

        var web = await System.SnapshotAsync("web", shown => !shown.Urls.Any(RunningSystem.IsSetUp));

        Assert.NotEmpty(web.Urls);
    }

    [Fact]
    public async Task Three_files_through_the_API_and_the_Web_become_a_claim_that_both_show()
    {
        var (api, web) = await System.HostAsync();
        var files = FleetFiles.Of(Trips).Where(file => file.Name != FleetFiles.LateName).ToList();
        foreach (var (name, content) in files.Where(file => file.Name != FleetFiles.StatementName))
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
            using var sent = await api.PostAsync(new Uri("/api/imports", UriKind.Relative), form, Cancel);
            Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
            await ImportedAsync(api, name);
        }

        using var statement = new MultipartFormDataContent
        {
            { new ByteArrayContent(files.Single(file => file.Name == FleetFiles.StatementName).Content), "file", FleetFiles.StatementName },
            { new StringContent("/imports"), "back" },
        };
        using var uploaded = await RunningSystem.PostAsync(web, "/uploads", "/imports", statement);
        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        await ImportedAsync(api, FleetFiles.StatementName);

        var claims = await api.GetFromJsonAsync<Page<ClaimSummary>>("/api/claims", Cancel);
        Assert.Equal(Trips, claims!.Items.Count(claim => claim.Guest.StartsWith("Guest ", StringComparison.Ordinal)));
        Assert.Contains("$22.23", await web.GetStringAsync(new Uri("/claims/50000002-1", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_one_trace_through_the_Web_and_the_API_to_the_store()
    {
        var (_, web) = await System.HostAsync();

        await web.GetStringAsync(new Uri("/claims", UriKind.Relative), Cancel);

        List<string> ways = [];
        await Eventually.IsAsync(() =>
        {
            var spans = System.Spans();
            var byId = spans.DistinctBy(span => span.Id).ToDictionary(span => span.Id);
            ways = [.. spans.Where(span => span.Service == "api" && span.Attributes.Contains(KeyValuePair.Create("db.system.name", store))).Select(span => Way(span, byId)).Distinct()];
            return Task.FromResult(ways.Exists(way => Regex.IsMatch(way, @"^api: .* < (api: .* < )?api: GET /api/claims/ < web: GET < (web: .* < )?web: GET claims$")));
        }, TimeSpan.FromMinutes(2), () => $"No trace crosses: {string.Join('\n', ways)}");
    }

    [Fact]
    public async Task Run_now_collects_from_the_simulator()
    {
        Assert.SkipUnless(Machine.HasBrowser, "There is no Chromium on this machine: install chromium-headless-shell.");
        var (api, _) = await System.HostAsync();
        using var stored = await api.PutAsJsonAsync($"/api/portals/{Portal}/credentials", new NewCredentials(RunningSystem.PortalUser, RunningSystem.PortalPassword), Cancel);
        using var on = await api.PutAsJsonAsync($"/api/portals/{Portal}", new PortalSwitch(true), Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (stored.StatusCode, on.StatusCode));
        var command = Assert.Single((await System.SnapshotAsync("scraper")).Commands, command => command.Name == "run-now");
        Assert.True(command.IsHighlighted);

        var result = await System.App.ResourceCommands.ExecuteCommandAsync("scraper", "run-now", Cancel);

        Assert.True(result.Success, result.Message);
        Run? run = null;
        await Eventually.IsAsync(async () =>
        {
            run = (await api.GetFromJsonAsync<Page<Run>>("/api/runs", Cancel))!.Items.SingleOrDefault(one => one.Source == Portal);
            Assert.False(run is { Status: RunState.Failed }, run?.Error);
            return run is { Status: RunState.Succeeded };
        }, Patience, () => $"The run does not end: {run}");
        Assert.Equal((RunningSystem.PortalRows, RunningSystem.PortalRows), (run!.TotalRecords, run.NewRecords));
    }

    [Fact]
    public async Task Stopped_it_leaves_no_service_behind()
    {
        var addresses = new[] { "api", "web", "scraper", "portal-simulator" }.Select(service => System.App.GetEndpoint(service, "http")).ToList();

        await System.App.StopAsync(Cancel);

        using var client = new HttpClient();
        foreach (var address in addresses)
            await Eventually.IsAsync(() => IsGoneAsync(client, address), Patience, () => $"{address} still answers.");
    }

    private static string Way(Span span, Dictionary<string, Span> byId)
    {
        List<string> above = [];
        for (var at = span; at is not null; at = byId.GetValueOrDefault(at.Parent))
        {
            Assert.Equal(span.Trace, at.Trace);
            above.Add($"{at.Service}: {at.Name}");
        }

        return string.Join(" < ", above);
    }

    private static async Task<bool> IsGoneAsync(HttpClient client, Uri service)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(service, "/health"), Cancel);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private static Task ImportedAsync(HttpClient api, string file)
    {
        ImportList? imports = null;
        return Eventually.IsAsync(async () =>
        {
            imports = await api.GetFromJsonAsync<ImportList>("/api/imports", Cancel);
            return imports!.Done.Any(import => import.File == file);
        }, Patience, () => $"{file} is not imported: {string.Join(", ", imports!.Waiting)}");
    }
}

/// <summary>On SQLite and files.</summary>
[TestMethodOrderer(typeof(StopLast))]
public sealed class EmbeddedTests(EmbeddedSystem system) : SystemTests(system, "sqlite"), IClassFixture<EmbeddedSystem>;
