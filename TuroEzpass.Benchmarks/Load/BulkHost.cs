using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Api;
using TuroEzpass.Api.Access;
using TuroEzpass.Benchmarks.Checks;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Benchmarks.Load;

/// <summary>A host with many tolls.</summary>
internal static class BulkHost
{
    /// <summary>Fills a store with one, and makes a sign-in.</summary>
    /// <param name="settings">The API's configuration.</param>
    /// <param name="tolls">How many tolls; a tenth as many trips.</param>
    public static async Task<DemoSignIn> FillAsync((string Key, string Value)[] settings, int tolls)
    {
        await using var api = ApiHost.Build([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        var fleet = BulkFleet.Make(tolls, tolls / 10);
        var host = new LedgerHost(api.Services.GetRequiredService<IRecordStore>(), api.Services.GetRequiredService<IProofStore>(), SystemClock.Instance, "bench", _ => true);
        var ledger = await OwnerLedger.OpenAsync(host, SetUp.FirstOwner);
        await ledger.ImportTripsAsync(fleet.Trips.Name, fleet.Trips.Bytes, "bench");
        await ledger.ImportFleetAsync(fleet.FleetFile.Name, fleet.FleetFile.Bytes, "bench");
        await ledger.ImportStatementAsync(fleet.Statement.Name, fleet.Statement.Bytes, "bench");
        return await api.Services.GetRequiredService<SetUp>().PrepareDemoAsync() ?? throw new InvalidOperationException("There is a first person already.");
    }
}
