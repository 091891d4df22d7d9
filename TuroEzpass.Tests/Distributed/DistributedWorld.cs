using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Api.Access;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.ServiceDefaults;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Distributed;

/// <summary>The system as on AWS, on this machine: the services as separate processes, each on its own port with the
/// environment of the manifest, using an AWS emulator; and a user who set it up with the link that the API printed.</summary>
internal sealed partial class DistributedWorld : IAsyncDisposable
{
    public const string UserName = "hana";
    public const string Password = "correct horse battery";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly AspireManifest manifest = AspireManifest.Load();
    private readonly Dictionary<string, int> ports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceProcess> services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> more;

    private DistributedWorld(FaultyAws aws, AwsGround ground, Receiver telemetry, Dictionary<string, string> more) =>
        (Aws, Ground, Telemetry, this.more) = (aws, ground, telemetry, more);

    /// <summary>The owner whose ledger the first user sees.</summary>
    public static OwnerId Owner => SetUp.FirstOwner;

    public FaultyAws Aws { get; }

    public AwsGround Ground { get; }

    public Receiver Telemetry { get; }

    /// <summary>The API, for the user who set it up.</summary>
    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromMinutes(3) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts services, waits until they are healthy, and sets the system up.</summary>
    /// <param name="names">The services to start, the API first; <c>api#2</c> is a second replica of it.</param>
    /// <param name="before">Prepares AWS before the first call.</param>
    /// <param name="more">More variables than the manifest's.</param>
    public static async Task<DistributedWorld> StartAsync(string[] names, Action<FaultyAws>? before = null, Dictionary<string, string>? more = null)
    {
        var emulator = await AwsEmulator.GetAsync();
        var aws = await FaultyAws.StartAsync(emulator.Endpoint);
        before?.Invoke(aws);
        var world = new DistributedWorld(aws, await AwsGround.MakeAsync(emulator.Endpoint, aws.Address), await Receiver.StartAsync(), more ?? []);
        try
        {
            foreach (var name in names)
                world.ports[name] = ServiceProcess.FreePort();
            foreach (var name in names.Where(name => ServiceOf(name) == name))
                world.Run(name);
            await world.SetUpAsync();
            // Each start prints a link that replaces the previous one, until the system is set up.
            foreach (var name in names.Where(name => ServiceOf(name) != name))
                world.Run(name);
            await Task.WhenAll(names.Select(name => world.Service(name).ReadyAsync()));
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public ServiceProcess Service(string name) => services[name];

    /// <summary>Starts a service, or starts it again.</summary>
    public void Run(string name) => services[name] = ServiceProcess.Start(manifest.ProgramOf(ServiceOf(name)), ports[name], EnvironmentOf(name));

    /// <summary>Kills a service, as when a machine fails.</summary>
    public ValueTask KillAsync(string name) => services[name].DisposeAsync();

    /// <summary>Sends a file to the API.</summary>
    public async Task<(HttpStatusCode Status, Import? Import)> SendAsync(string file, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", file } };
        using var answer = await Client.PostAsync(new Uri("/api/imports", UriKind.Relative), form, Cancel);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Import>(Cancel) : null);
    }

    /// <summary>The status of a file; null if the API can't respond now.</summary>
    public async Task<Import?> LookAsync(string id)
    {
        using var answer = await Client.GetAsync(new Uri($"/api/imports/{id}", UriKind.Relative), Cancel);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Import>(Cancel) : null;
    }

    /// <summary>Waits until a file is imported.</summary>
    public async Task<Import> DoneAsync(string id)
    {
        Import? last = null;
        await Eventually.IsAsync(async () =>
        {
            last = await LookAsync(id);
            Assert.False(last is { Status: ImportStatus.Failed }, last?.Error);
            return last is { Status: ImportStatus.Done };
        }, Patience, () => $"The import does not end: {last} {Service("api").Output}");
        return last!;
    }

    /// <summary>Uploads a file and waits until it is imported.</summary>
    public async Task<Import> ImportAsync(string file, byte[] content)
    {
        var (status, import) = await SendAsync(file, content);
        Assert.True(import is not null, $"{file}: {status}");
        return await DoneAsync(import.Id);
    }

    /// <summary>Every span received so far.</summary>
    public IReadOnlyList<Span> Spans() => [.. Telemetry.Messages("traces").SelectMany(Span.Read)];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var service in services.Values)
            await service.DisposeAsync();
        await Telemetry.DisposeAsync();
        await Aws.DisposeAsync();
        await Ground.DisposeAsync();
    }

    /// <summary>The variables of the manifest, those that every task on AWS has in addition, and the address for telemetry.</summary>
    private Dictionary<string, string> EnvironmentOf(string name)
    {
        var environment = manifest.EnvironmentOf(ServiceOf(name), placeholder => ValueOf(name, placeholder));
        environment["AWS_ENDPOINT_URL"] = Aws.Address.ToString();
        environment["AWS_REGION"] = AwsGround.Region;
        environment["AWS_ACCESS_KEY_ID"] = environment["AWS_SECRET_ACCESS_KEY"] = AwsGround.AccessKey;
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Telemetry.Url;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        environment["OTEL_SERVICE_NAME"] = ServiceOf(name);
        foreach (var (variable, value) in more)
            environment[variable] = value;
        return environment;
    }

    private static string ServiceOf(string name) => name.Split('#')[0];

    private string? ValueOf(string name, string placeholder) => placeholder.Split('.') switch
    {
        ["AppResources", "output", var output] => Ground.Output(output) ?? throw new InvalidOperationException($"The stack has no output {output}."),
        [_, "bindings", "http", "targetPort"] => $"{ports[name]}",
        [var service, "bindings", "http", "url"] => ports.TryGetValue(service, out var port) ? ServiceProcess.AddressOf(port).ToString().TrimEnd('/') : null,
        // HTTPS ends in front of the services.
        [_, "bindings", "https", _] => null,
        _ => throw new InvalidOperationException($"Nothing is known of {{{placeholder}}}."),
    };

    private async Task SetUpAsync()
    {
        var api = Service("api");
        var secret = SetUpSecret().Match(await api.SaidAsync("/set-up#")).Groups[1].Value;
        await api.ReadyAsync();
        Client.BaseAddress = api.Address;
        using var answer = await Client.PostAsJsonAsync("/api/sign-in/set-up", new SetUpRequest(secret, UserName, Password, "Hana Host"), Cancel);
        Assert.True(answer.IsSuccessStatusCode, api.Output);
        var session = await answer.Content.ReadFromJsonAsync<Session>(Cancel);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session!.Token);
    }

    [GeneratedRegex(@"/set-up#(\S+)")]
    private static partial Regex SetUpSecret();
}
