using System.Diagnostics;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A process that works on a ledger is killed at random times: nothing that it acknowledged is lost or duplicated.</summary>
public sealed class CrashTests
{
    private const int Seed = 20251120;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ledger_whose_process_is_killed_keeps_every_acknowledged_operation_once()
    {
        var kills = Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1" ? 200 : 20;
        var random = new Random(Seed);
        var acknowledged = new List<string>();
        var seen = 0;
        var engine = new LocalEngine();
        try
        {
            for (var round = 0; round < kills; round++)
            {
                // The folder is replaced before it gets large, because the last rounds would take too long.
                if (round % 25 == 24)
                {
                    await engine.DisposeAsync();
                    engine = new LocalEngine();
                    acknowledged.Clear();
                }

                acknowledged.AddRange(await RunAndKillAsync(engine.Folder, Seed + round, random));
                seen += await CheckAsync(engine.Folder, acknowledged);
            }
        }
        finally
        {
            await engine.DisposeAsync();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {seen} facts checked");
        Assert.True(seen > kills * 5, $"only {seen} facts in {kills} rounds: the process did not get to work");
    }

    /// <summary>Kills it during an operation: after some acknowledged ones, and a part of the time that one of them took on this machine.</summary>
    private static async Task<List<string>> RunAndKillAsync(string folder, int seed, Random random)
    {
        using var child = SqliteChild.Start(LedgerChild.Verb, folder, $"{seed}", "0");
        var errors = child.StandardError.ReadToEndAsync(Cancel);
        var first = await child.StandardOutput.ReadLineAsync(Cancel);
        Assert.True(first == "ready", first is null ? await errors : first);
        var lines = new List<string>();
        var watch = Stopwatch.StartNew();
        for (var left = random.Next(0, 8); left > 0; left--)
            lines.Add(await child.StandardOutput.ReadLineAsync(Cancel) ?? throw new InvalidOperationException($"It ended before it was killed: {await errors}"));
        var one = lines.Count > 0 ? watch.Elapsed / lines.Count : TimeSpan.FromMilliseconds(50);
        await Task.Delay(one * random.NextDouble(), Cancel);
        Assert.False(child.HasExited, "it ended before it was killed");
        child.Kill();
        // Output that was still in the pipe counts too; a last line may be cut off.
        lines.AddRange((await child.StandardOutput.ReadToEndAsync(Cancel)).Split('\n')[..^1]);
        await child.WaitForExitAsync(Cancel);
        return lines;
    }

    private static async Task<int> CheckAsync(string folder, List<string> acknowledged)
    {
        var (database, ledger) = await LedgerChild.OpenAsync(folder, Cancel);
        using (database)
        {
            Assert.All(acknowledged, line => Assert.True(LedgerChild.IsKept(ledger.State.Facts, line), line));
            Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
            LedgerWorld.Sound(ledger.State);
            Assert.Equal("ok", database.Read(session => (string)session.Prepare("PRAGMA integrity_check").ExecuteScalar()!));
            return ledger.State.Facts.Count;
        }
    }
}
