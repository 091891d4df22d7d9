using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Api;
using TuroEzpass.Api.Access;
using TuroEzpass.Benchmarks.Checks;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Load;

/// <summary>A host with many tolls in a temporary folder, and the API on it as a separate program.</summary>
internal sealed class LoadWorld : IDisposable
{
    /// <summary>The number of tolls.</summary>
    public const int Tolls = 100_000;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("turoezpass-load-");
    private DemoSignIn? signIn;

    /// <summary>The host's sign-in.</summary>
    public DemoSignIn Host => signIn ?? throw new InvalidOperationException("The tolls have not been imported yet.");

    private (string Key, string Value)[] Storage => [("Storage:Engine", "Local"), ("Storage:DataFolder", folder.FullName)];

    private (string Key, string Value)[] Settings => [.. Storage, ("Auth:Mode", "Local")];

    /// <summary>Imports the tolls and creates a sign-in.</summary>
    public async Task FillAsync()
    {
        await using var api = ApiHost.Build([.. Settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        var fleet = BulkFleet.Make(Tolls, Tolls / 10);
        var host = new LedgerHost(api.Services.GetRequiredService<IRecordStore>(), api.Services.GetRequiredService<IProofStore>(), SystemClock.Instance, "bench", _ => true);
        var ledger = await OwnerLedger.OpenAsync(host, SetUp.FirstOwner);
        await ledger.ImportTripsAsync(fleet.Trips.Name, fleet.Trips.Bytes, "bench");
        await ledger.ImportFleetAsync(fleet.FleetFile.Name, fleet.FleetFile.Bytes, "bench");
        await ledger.ImportStatementAsync(fleet.Statement.Name, fleet.Statement.Bytes, "bench");
        signIn = await api.Services.GetRequiredService<SetUp>().PrepareDemoAsync();
    }

    /// <summary>The API, without rate limits.</summary>
    public Task<Service> StartAsync() =>
        Service.StartAsync(ChildProcess.Api, "/alive", [.. Settings, ("Api:RequestsPerSecond", "1000000"), ("Api:Burst", "1000000")]);

    /// <summary>The dashboard in front of it.</summary>
    public Task<Service> StartWebAsync(Service api) => Service.StartAsync(ChildProcess.Web, "/alive", [.. Storage, ("Web:Api", api.Address.ToString())]);

    /// <summary>A signed-in client.</summary>
    public async Task<HttpClient> SignInAsync(Service api)
    {
        var client = new HttpClient { BaseAddress = api.Address };
        using var signed = await client.PostAsJsonAsync(new Uri("/api/sign-in", UriKind.Relative), new { userName = signIn!.UserName, password = signIn.Password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await signed.Content.ReadFromJsonAsync<Session>())!.Token);
        return client;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
