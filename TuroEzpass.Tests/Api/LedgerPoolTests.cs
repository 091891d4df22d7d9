using NodaTime;
using TuroEzpass.Api.Ledgers;

namespace TuroEzpass.Tests.Api;

public sealed class LedgerPoolTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unused_ledger_is_released_and_reopened()
    {
        await using var world = await ApiWorld.StartAsync();
        var pool = world.Service<LedgerPool>();
        var first = await pool.UseAsync(ApiWorld.Owner, Task.FromResult, Cancel);
        Assert.Same(first, await pool.UseAsync(ApiWorld.Owner, Task.FromResult, Cancel));
        Assert.False(pool.CloseIdle());

        world.Clock.Advance(Duration.FromMinutes(6));

        Assert.True(pool.CloseIdle());
        Assert.False(pool.CloseIdle());
        Assert.NotSame(first, await pool.UseAsync(ApiWorld.Owner, Task.FromResult, Cancel));
    }

    [Fact]
    public async Task A_ledger_in_use_is_not_released()
    {
        await using var world = await ApiWorld.StartAsync();
        var pool = world.Service<LedgerPool>();

        Assert.False(await pool.UseAsync(ApiWorld.Owner, _ =>
        {
            world.Clock.Advance(Duration.FromMinutes(6));
            return Task.FromResult(pool.CloseIdle());
        }, Cancel));
    }
}
