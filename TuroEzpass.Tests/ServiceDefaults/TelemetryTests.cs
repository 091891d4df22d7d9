using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.ServiceDefaults;

public sealed class TelemetryTests : IDisposable
{
    private const string Guest = "Zebulon Quimby";
    private const string FileName = "hosts-secret-name.csv";
    private const string Tag = "00499000111";
    private const string Plate = "ZQX7788";
    private const string Password = "correct-horse-battery";
    private const string Email = "host.ann@example.org";
    private const string Reservation = "59990001";
    private static readonly string[] Planted = [Guest, FileName, Tag, Plate, Password, Email, Reservation, "Zebulon", "Quimby", "example.org"];

    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-telemetry-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_request_that_imports_is_one_trace_down_to_the_store_with_row_counts()
    {
        var spans = new List<Activity>();
        var metrics = new List<MetricSnapshot>();
        await using (var api = await RunningApi.StartAsync(folder, Import))
        {
            using var traces = Sdk.CreateTracerProviderBuilder().AddSource(LedgerTelemetry.TraceSource, "Microsoft.AspNetCore").SetSampler(new AlwaysOnSampler()).AddInMemoryExporter(spans).Build();
            using var meters = Sdk.CreateMeterProviderBuilder().AddMeter(LedgerTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
            using var answer = await api.Client.PostAsync("/test/statement", Statement(), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            // The request's own span ends just after its response.
            await WaitForAsync(() => spans.ToArray().Any(span => span.Kind == ActivityKind.Server));
            meters.ForceFlush();
        }

        var import = Assert.Single(spans, span => span.OperationName == "ledger.import" && Equals(span.GetTagItem("ledger.rows"), 3));
        var request = Assert.Single(spans, span => span.SpanId == import.ParentSpanId);
        Assert.Equal(ActivityKind.Server, request.Kind);
        Assert.Equal(("statement", true), (import.GetTagItem("ledger.import.kind"), import.GetTagItem("ledger.import.new")));
        var steps = spans.Where(span => span.ParentSpanId == import.SpanId).ToDictionary(span => span.OperationName);
        Assert.Equal(["ledger.read", "ledger.stage", "ledger.decide", "ledger.seal", "ledger.apply"], steps.Values.OrderBy(step => step.StartTimeUtc).Select(step => step.OperationName));
        Assert.All(steps.Values, step => Assert.Equal(ActivityStatusCode.Unset, step.Status));
        Assert.Equal(3, steps["ledger.read"].GetTagItem("ledger.rows"));
        Assert.Equal(3, steps["ledger.decide"].GetTagItem("ledger.rows"));
        Assert.Equal(3, steps["ledger.decide"].TagObjects.Where(tag => tag.Key.StartsWith("ledger.outcome.", StringComparison.Ordinal)).Sum(tag => (int)tag.Value!));
        Assert.Equal(import.GetTagItem("ledger.written"), steps["ledger.apply"].GetTagItem("ledger.written"));
        Assert.True((int)import.GetTagItem("ledger.written")! >= 3);
        Assert.Contains(metrics, metric => metric.Name == "TollsImported");
        Assert.Contains(metrics, metric => metric.Name == "Outcomes");
    }

    [Fact]
    public async Task No_exported_telemetry_contains_guests_files_cars_users_or_secrets()
    {
        await using var receiver = await Receiver.StartAsync();
        await using (var api = await RunningApi.StartAsync(
            folder, app => Map(app, receiver.Url), "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--OTEL_METRIC_EXPORT_INTERVAL", "200",
            "--OTEL_BSP_SCHEDULE_DELAY", "200", "--OTEL_BLRP_SCHEDULE_DELAY", "200"))
        {
            await SendAsync($"/test/trips/{Reservation}?guest={Uri.EscapeDataString(Guest)}&by={Email}", Trips(), HttpStatusCode.OK);
            await SendAsync("/test/statement", Statement(), HttpStatusCode.OK);
            await SendAsync("/test/trips", new StringContent($"{Rows.TripHeader}\n{Rows.Trip(Reservation, "2025-11-20 10:00", "2025-11-22 10:00", guest: Guest, tolls: Password)}\n"), HttpStatusCode.UnprocessableEntity);
            await SendAsync("/test/statement", new StringContent($"{Guest},{Tag}\n{Plate},{Email}\n"), HttpStatusCode.UnprocessableEntity);
            await SendAsync("/test/fault", new StringContent(""), HttpStatusCode.InternalServerError);
            await SendAsync($"/test/credentials/{Plate}", new StringContent(""), HttpStatusCode.OK);
            await SendAsync($"/nowhere/{Tag}?password={Password}", new StringContent(""), HttpStatusCode.Unauthorized);
            using var health = await api.Client.GetAsync("/health", Cancel);
            await WaitForAsync(() => receiver.Received("metrics").Contains("TotalScrapes", StringComparison.Ordinal));
            // What is left when a service ends is sent for some seconds only, which are too few on a busy machine.
            await WaitForAsync(() => receiver.Received("logs").Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
            await WaitForAsync(() => receiver.Received("traces") is var sent && sent.Contains("/test/credentials/", StringComparison.Ordinal) && sent.Contains(nameof(InputException), StringComparison.Ordinal));

            async Task SendAsync(string path, HttpContent content, HttpStatusCode expected)
            {
                using (content)
                using (var answer = await api.Client.PostAsync(path, content, Cancel))
                    Assert.Equal(expected, answer.StatusCode);
            }
        }

        var (traces, logs, metrics) = (receiver.Received("traces"), receiver.Received("logs"), receiver.Received("metrics"));
        foreach (var planted in Planted)
        {
            Assert.DoesNotContain(planted, traces, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(planted, logs, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(planted, metrics, StringComparison.OrdinalIgnoreCase);
        }

        // What operators need has arrived.
        Assert.Contains("ledger.apply", traces, StringComparison.Ordinal);
        Assert.Contains("/test/trips/{reservation?}", traces, StringComparison.Ordinal);
        Assert.Contains(nameof(InputException), traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/health", traces, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), logs, StringComparison.Ordinal);
        Assert.Contains(nameof(TelemetryTests), logs, StringComparison.Ordinal);
        Assert.Contains("TollsImported", metrics, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_committed_import_counts_its_new_tolls_and_outcomes_and_a_repeated_one_nothing()
    {
        var counted = new Dictionary<string, long>();
        // Other tests import at the same time: only what is counted within this test's own trace belongs to it.
        using var listened = new ActivityListener { ShouldListenTo = source => source.Name == LedgerTelemetry.TraceSource, Sample = (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listened);
        using var own = new Activity("test").Start();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == LedgerTelemetry.MeterName && instrument is Counter<long>)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (Activity.Current?.TraceId == own.TraceId)
                counted[$"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")}"] = value;
        });
        listener.Start();
        await using var world = await LedgerWorld.NewAsync();
        string[] lines = [Rows.Nj("2025-11-20 14:00:00", id: Tag), Rows.Nj("2025-11-21 14:00:00", id: Tag), Rows.Nj("2025-11-22 14:00:00", type: "PAYMENT")];

        await world.NjAsync("first.csv", lines);
        Assert.Equal(new() { ["TollsImported "] = 2, ["Outcomes Unmapped"] = 2, ["Outcomes Excluded"] = 1 }, counted);

        counted.Clear();
        await world.NjAsync("first.csv", lines);
        Assert.Empty(counted);

        await world.NjAsync("second.csv", [lines[1], Rows.Nj("2025-11-23 14:00:00", id: Tag)]);
        Assert.Equal(new() { ["TollsImported "] = 1, ["Outcomes Unmapped"] = 1, ["Outcomes Duplicate"] = 1 }, counted);
    }

    private static ByteArrayContent Statement() => new(LedgerWorld.Lines(
        Rows.NjHeader, Rows.Nj("2025-11-20 14:00:00", id: Tag), Rows.Nj("2025-11-21 14:00:00", id: $"{Plate}-NY"), Rows.Nj("2025-11-21 15:00:00")));

    private static StringContent Trips() =>
        new($"{Rows.TripHeader}\n{Rows.Trip(Reservation, "2025-11-20 10:00", "2025-11-22 10:00", guest: Guest, plate: $"NY #{Plate}")}\n", Encoding.UTF8);

    private static void Import(WebApplication app) => app.MapPost("/test/statement", async (HttpRequest request) =>
    {
        var ledger = await OpenAsync(request);
        await ledger.ImportStatementAsync(FileName, await BytesAsync(request), Email, cancellation: request.HttpContext.RequestAborted);
    }).AllowAnonymous();

    private static void Map(WebApplication app, string site)
    {
        Import(app);
        app.MapPost("/test/trips/{reservation?}", async (HttpRequest request) =>
        {
            var ledger = await OpenAsync(request);
            await ledger.ImportTripsAsync(FileName, await BytesAsync(request), Email, request.HttpContext.RequestAborted);
        }).AllowAnonymous();
        app.MapPost("/test/fault", string () => throw new InvalidOperationException($"{Guest} {Plate} {Email}", new FormatException(Password))).AllowAnonymous();
        app.MapPost("/test/credentials/{plate}", async (HttpRequest request, ICredentialStore credentials, IHttpClientFactory clients) =>
        {
            await credentials.SaveCredentialsAsync(LedgerWorld.Owner, "ezpassny", new PortalCredentials(Email, Password), request.HttpContext.RequestAborted);
            using var client = clients.CreateClient();
            await client.GetStringAsync(new Uri($"{site}/site/{Reservation}/{Plate}?password={Password}"), request.HttpContext.RequestAborted);
        }).AllowAnonymous();
    }

    private static Task<OwnerLedger> OpenAsync(HttpRequest request)
    {
        var services = request.HttpContext.RequestServices;
        var host = new LedgerHost(services.GetRequiredService<IRecordStore>(), services.GetRequiredService<IProofStore>(), SystemClock.Instance, "test", _ => true);
        return OwnerLedger.OpenAsync(host, LedgerWorld.Owner, request.HttpContext.RequestAborted);
    }

    private static async Task<byte[]> BytesAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static async Task WaitForAsync(Func<bool> so)
    {
        for (var tries = 0; !so(); tries++)
        {
            Assert.True(tries < 2_400, "It did not come.");
            await Task.Delay(50, Cancel);
        }
    }
}
