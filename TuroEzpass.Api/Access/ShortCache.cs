using NodaTime;

namespace TuroEzpass.Api.Access;

/// <summary>Remembers what was read for a few seconds, so that a request costs no read of the store. What this process changes is
/// forgotten at once, also by a read that was under way meanwhile; what another process changed shows after <see cref="Span"/>.</summary>
internal sealed class ShortCache<T>(IClock clock)
    where T : class
{
    private const int Most = 10_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, (T Value, Instant Until)> kept = new(StringComparer.Ordinal);
    private long changes;

    /// <summary>How long a change by another process may go unseen.</summary>
    public static Duration Span { get; } = Duration.FromSeconds(5);

    /// <summary>What was read lately, or what is read now. Absence is not remembered.</summary>
    public async ValueTask<T?> GetAsync(string key, Func<Task<T?>> read)
    {
        long before;
        var now = clock.GetCurrentInstant();
        lock (gate)
        {
            if (kept.TryGetValue(key, out var there) && there.Until > now)
                return there.Value;
            before = changes;
        }

        if (await read() is not { } value)
            return null;
        lock (gate)
        {
            if (before != changes)
                return value;
            if (kept.Count >= Most)
                kept.Clear();
            kept[key] = (value, now + Span);
        }

        return value;
    }

    /// <summary>Forgets one, after it was changed.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            changes++;
            kept.Remove(key);
        }
    }
}
