using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>Stands for the sites, which are not ours: answers as a test says, and notes what it was asked.</summary>
internal sealed class ScriptedCollector : IPortalCollector
{
    private readonly Lock guard = new();
    private readonly List<CollectionOrder> orders = [];

    /// <summary>What it answers; complete and empty unless told.</summary>
    public Func<CollectionOrder, CancellationToken, Task<Collected>> Answer { get; set; } = (_, _) => Task.FromResult<Collected>(Complete());

    /// <summary>What it was asked, in order.</summary>
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
