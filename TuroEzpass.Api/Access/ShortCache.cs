using NodaTime;

namespace TuroEzpass.Api.Access;

/// <summary>Caches reads for a few seconds, so that a request needs no read of the store. Changes by this process take effect at
/// once, even for a read that is in progress; changes by another process show after <see cref="Span"/>.</summary>
internal sealed class ShortCache<T>(IClock clock)
    where T : class
{
    private const int Most = 10_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, (T Value, Instant Until)> kept = new(StringComparer.Ordinal);
    private long changes;

    /// <summary>How long a change by another process can go unseen.</summary>
    public static Duration Span { get; } = Duration.FromSeconds(5);

    /// <summary>The cached value, or a new read. A missing value is not cached.</summary>
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

    /// <summary>Removes an entry after a change.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            changes++;
            kept.Remove(key);
        }
    }
}
