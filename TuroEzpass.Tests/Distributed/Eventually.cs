using System.Diagnostics;

namespace TuroEzpass.Tests.Distributed;

/// <summary>Waiting for what another process does.</summary>
internal static class Eventually
{
    /// <summary>Waits until something is so.</summary>
    /// <param name="so">Looks.</param>
    /// <param name="within">For how long at most.</param>
    /// <param name="otherwise">What is wrong when it did not become so.</param>
    public static async Task IsAsync(Func<Task<bool>> so, TimeSpan within, Func<string> otherwise)
    {
        for (var waited = Stopwatch.StartNew(); !await so(); await Task.Delay(100, TestContext.Current.CancellationToken))
            Assert.True(waited.Elapsed < within, otherwise());
    }
}
