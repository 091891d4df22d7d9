using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Api.Uploads;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;
using TuroEzpass.Storage.Aws;
using TuroEzpass.Tests.Api.Uploads;
using TuroEzpass.Tests.Distributed;

namespace TuroEzpass.Tests.ServiceDefaults;

/// <summary>Which work is traced: requests, and not a service's polling for work.</summary>
public sealed class WorkTraceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-work-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_idle_service_exports_no_spans()
    {
        await using var receiver = await Receiver.StartAsync();
        await using (var api = await StartAsync(receiver))
        {
            using var sdk = new HttpClient();
            var services = api.Services;
            var lease = new Lease(services.GetRequiredService<IRecordStore>(), new RecordKey("SYS#LEASE", "test"), SystemClock.Instance, "test", Duration.FromMinutes(1));
            Activity.Current = null;
            for (var round = 0; round < 3; round++)
            {
                await services.GetServices<IHostedService>().OfType<FigureReporter>().Single().RoundAsync(Cancel);
                await services.GetServices<IHostedService>().OfType<AlertService>().Single().RoundAsync(Cancel);
                await services.GetRequiredService<DeadImports>().SweepAsync(Cancel);
                Assert.Null(await services.GetRequiredService<IWorkQueue>().ReceiveAsync(WorkKind.Scrapes, Duration.FromMinutes(1), cancellation: Cancel));
                Assert.True(round == 0 ? await lease.TryTakeAsync(_ => false, Cancel) is null : await lease.TryKeepAsync(Cancel));
                // As on AWS: the adapter's call, and the HTTP request within it.
                await new AwsCalls("SQS", "scrapes", TimeSpan.FromMinutes(1)).RunAsync("ReceiveMessage", token => sdk.GetStringAsync(new Uri($"{receiver.Url}/site/queue"), token), Cancel);
            }

            using var answer = await api.Client.GetAsync(new Uri("/api/sign-in", UriKind.Relative), Cancel);
        }

        var spans = Spans(receiver);
        // The parent of the request is the test's own client.
        var request = Assert.Single(spans, span => spans.TrueForAll(other => other.Id != span.Parent));
        Assert.Equal("GET /api/sign-in/", request.Name);
        Assert.All(spans, span => Assert.Equal(request.Trace, span.Trace));
    }

    [Fact]
    public async Task An_import_is_part_of_the_trace_of_its_upload_down_to_the_store_and_so_are_its_lines()
    {
        await using var receiver = await Receiver.StartAsync();
        Import sent;
        await using (var api = await StartAsync(receiver))
        {
            Activity.Current = null;
            var demo = (await api.Services.GetRequiredService<SetUp>().PrepareDemoAsync(Cancel))!;
            using var signedIn = await api.Client.PostAsJsonAsync("/api/sign-in", new SignInRequest(demo.UserName, demo.Password), Cancel);
            api.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await signedIn.Content.ReadFromJsonAsync<Session>(Cancel))!.Token);
            using var form = Sending.Form(Sending.Statement);
            using var answer = await api.Client.SendAsync(form);
            sent = await answer.ImportAsync();
            await Eventually.IsAsync(
                async () => (await api.Client.GetFromJsonAsync<Import>($"/api/imports/{sent.Id}", Cancel))!.Status == ImportStatus.Done, TimeSpan.FromMinutes(1), () => "The import does not end.");
        }

        var spans = Spans(receiver);
        var upload = Assert.Single(spans, span => span.Name == "POST /api/imports/");
        var import = Assert.Single(spans, span => span.Name == "import");
        Assert.Equal((upload.Trace, upload.Id), (import.Trace, import.Parent));
        Assert.Contains(spans, span => span.Name == "ledger.import" && span.Trace == upload.Trace);
        Assert.Contains(spans, span => span.Name == "put blobs" && span.Trace == upload.Trace);
        Assert.Contains(spans, span => span.Parent == import.Id && span.Attributes.Contains(KeyValuePair.Create("db.system.name", "sqlite")));
        var lines = receiver.Messages("logs").SelectMany(Otlp.Lines).Where(line => line.Category.EndsWith("ImportWorker", StringComparison.Ordinal)).ToList();
        Assert.Equal([$"Import {sent.Id} started, delivery 1", $"Import {sent.Id} ended"], lines.Select(line => line.Text));
        Assert.All(lines, line => Assert.Equal(upload.Trace, line.Trace));
    }

    [Fact]
    public void A_message_of_an_earlier_version_still_asks_for_its_import()
    {
        var id = new string('a', 64);

        Assert.True(ImportMessage.TryRead($$"""{"owner":"host","import":"{{id}}"}""", out var owner, out var import, out var traceParent));

        Assert.Equal(("host", id, null), (owner.Text, import, traceParent));
        Assert.Equal($$"""{"owner":"host","import":"{{id}}"}""", new ImportMessage("host", id).ToBody());
    }

    private static List<Span> Spans(Receiver receiver) => [.. receiver.Messages("traces").SelectMany(Span.Read)];

    private Task<RunningApi> StartAsync(Receiver receiver) => RunningApi.StartAsync(
        folder, null, "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
}
