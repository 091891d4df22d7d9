using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Ledger.Frozen;

namespace TuroEzpass.Tests.Api;

/// <summary>The API service upgrades older ledgers when it starts.</summary>
public sealed class LedgerUpgradesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-old-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_ledger_is_upgraded_and_one_that_is_refused_does_not_stop_it()
    {
        var amount = await OldFolder.WriteAsync(folder);
        await OldFolder.AddNewerLedgerAsync(folder, OwnerId.Parse("a-newer-one"));
        await using var world = await ApiWorld.StartAsync($"Storage:DataFolder={folder}", "Logging:LogLevel:Default=None");
        await world.App.Services.GetServices<IHostedService>().OfType<LedgerUpgrades>().Single().ExecuteTask!;

        var notice = (await world.Host.GetFromJsonAsync<Analytics>("/api/analytics", Cancel))!.Upgrade!;

        Assert.Equal((1, new Total(1, amount)), (notice.Changed, notice.ToReview));
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "backups"), "before-upgrade-*.zip"));
        Assert.False(await world.Service<LedgerPool>().UpgradeAsync(ApiWorld.Owner, Cancel));
        await Assert.ThrowsAsync<LedgerDamagedException>(() => world.Service<LedgerPool>().UpgradeAsync(OwnerId.Parse("a-newer-one"), Cancel));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
