using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>Replaces the real sites: returns what a test sets, and records its orders.</summary>
internal sealed class ScriptedCollector : IPortalCollector
{
    private readonly Lock guard = new();
    private readonly List<CollectionOrder> orders = [];

    /// <summary>The result; complete and empty by default.</summary>
    public Func<CollectionOrder, CancellationToken, Task<Collected>> Answer { get; set; } = (_, _) => Task.FromResult<Collected>(Complete());

    /// <summary>The orders it received, in order.</summary>
    public IReadOnlyList<CollectionOrder> Orders
    {
        get
        {
            lock (guard)
                return [.. orders];
        }
    }

    public Task<Collected> CollectAsync(CollectionOrder order, CancellationToken cancellation = default)
    {
        lock (guard)
            orders.Add(order);
        return Answer(order, cancellation);
    }

    public void Say(Collected collected) => Answer = (_, _) => Task.FromResult(collected);

    public static Collected.Complete Complete(params CollectedFile[] files) =>
        new() { Files = files, Rows = files.Sum(file => file.Content.Span.Count((byte)'\n') - 1), Summary = "all of it" };

    public static Collected.Failed Failed(RunReason reason, string message = "It did not go.") => new() { Reason = reason, Message = message };
}
