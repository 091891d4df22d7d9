using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>The clock of the invented half year. It moves only from event to event and never back.</summary>
internal sealed class DemoClock(Instant start) : IClock
{
    private Instant now = start;

    /// <inheritdoc />
    public Instant GetCurrentInstant() => now;

    /// <summary>Moves the clock to an instant; an earlier one changes nothing.</summary>
    public void GoTo(Instant instant) => now = Instant.Max(now, instant);

    /// <summary>Moves the clock forward.</summary>
    public void Pass(Duration time) => now += time;
}

/// <summary>The demo's events in order of time. An event may schedule more.</summary>
internal sealed class DemoAgenda(DemoClock clock)
{
    private readonly PriorityQueue<Func<Task>, (Instant At, int Order)> entries = new();
    private int order;

    /// <summary>Schedules an event. Events at the same instant run in the order in which they were scheduled.</summary>
    public void Add(Instant at, Func<Task> happens) => entries.Enqueue(happens, (at, order++));

    /// <summary>Runs all events.</summary>
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
