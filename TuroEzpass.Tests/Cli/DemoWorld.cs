using NodaTime;
using TuroEzpass.Cli.Demo;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Cli;

/// <summary>A ledger on the embedded engine, filled with the demo.</summary>
public sealed class DemoWorld : IAsyncDisposable, IProgress<string>
{
    private readonly LocalEngine engine = new();

    private DemoWorld()
    {
    }

    public static OwnerId Owner { get; } = OwnerId.Parse("demo");

    public ICollection<string> Said { get; } = [];

    public IRecordStore Records { get; private set; } = null!;

    public OwnerLedger Ledger { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<DemoWorld> FilledAsync(LocalDate today)
    {
        var world = new DemoWorld();
        world.Records = await world.engine.RecordsAsync();
        await world.FillAsync(today);
        var host = new LedgerHost(world.Records, await world.engine.ProofsAsync(), world.engine.Clock, "test", _ => true);
        world.Ledger = await OwnerLedger.OpenAsync(host, Owner, Cancel);
        return world;
    }

    public async Task FillAsync(LocalDate today) => await DemoLedger.FillAsync(Records, await engine.ProofsAsync(), Owner, today, this, Cancel);

    public void Report(string value) => Said.Add(value);

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}

/// <summary>The demo of each day, filled once; the tests only read it.</summary>
public sealed class DemoWorlds : IAsyncDisposable
{
    private readonly Dictionary<LocalDate, DemoWorld> worlds = [];

    public async Task<DemoWorld> OfAsync(LocalDate today) =>
        worlds.TryGetValue(today, out var known) ? known : worlds[today] = await DemoWorld.FilledAsync(today);

    public async ValueTask DisposeAsync()
    {
        foreach (var world in worlds.Values)
            await world.DisposeAsync();
    }
}
