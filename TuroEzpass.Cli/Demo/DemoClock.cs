using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>The clock of the invented half year: it stands still between what happens, and never goes back.</summary>
internal sealed class DemoClock(Instant start) : IClock
{
    private Instant now = start;

    /// <inheritdoc />
    public Instant GetCurrentInstant() => now;

    /// <summary>Goes on to an instant; one that is over already changes nothing.</summary>
    public void GoTo(Instant instant) => now = Instant.Max(now, instant);

    /// <summary>Time passes.</summary>
    public void Pass(Duration time) => now += time;
}

/// <summary>What is to happen, by time; what happens may put down more.</summary>
internal sealed class DemoAgenda(DemoClock clock)
{
    private readonly PriorityQueue<Func<Task>, (Instant At, int Order)> entries = new();
    private int order;

    /// <summary>Puts something down. Of two at one instant the first put down comes first.</summary>
    public void Add(Instant at, Func<Task> happens) => entries.Enqueue(happens, (at, order++));

    /// <summary>Lets it all happen.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (entries.TryDequeue(out var happens, out var at))
        {
            cancellation.ThrowIfCancellationRequested();
            clock.GoTo(at.At);
            await happens().ConfigureAwait(false);
        }
    }
}
