using System.Diagnostics;

namespace TuroEzpass.Tests.Distributed;

/// <summary>Waits for the effects of other processes.</summary>
internal static class Eventually
{
    /// <summary>Waits until a condition is true.</summary>
    /// <param name="so">Checks the condition.</param>
    /// <param name="within">The longest wait.</param>
    /// <param name="otherwise">The failure message if it does not become true.</param>
    public static async Task IsAsync(Func<Task<bool>> so, TimeSpan within, Func<string> otherwise)
    {
        for (var waited = Stopwatch.StartNew(); !await so(); await Task.Delay(100, TestContext.Current.CancellationToken))
            Assert.True(waited.Elapsed < within, otherwise());
    }
}
