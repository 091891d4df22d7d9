using System.Text.Json;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>The right to do something that only one process may do at a time. It is one item that says who holds it and until
/// when; every later holder has a higher epoch. The item never expires by itself: a deleted one would lose its epoch.</summary>
/// <param name="store">The store.</param>
/// <param name="key">The item.</param>
/// <param name="clock">The clock.</param>
/// <param name="holder">Who asks: machine, process and when the process began.</param>
/// <param name="length">How long it is held from each time it is taken or kept.</param>
public sealed class Lease(IRecordStore store, RecordKey key, IClock clock, string holder, Duration length)
{
    private long version;

    /// <summary>The number of this holding; every later one's is higher.</summary>
    public long Epoch { get; private set; }

    /// <summary>Until when it is held, unless it is kept.</summary>
    public Instant Until { get; private set; } = Instant.MinValue;

    /// <summary>Whether it is held, as far as the clock tells: another holder can only have come after that time.</summary>
    public bool IsHeld => clock.GetCurrentInstant() < Until;

    /// <summary>Takes it, if nobody holds it.</summary>
    /// <param name="isGone">Whether another holder is known not to run any more; then there is no waiting for its time to end.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Null when it is held from now on; else who holds it.</returns>
    public async Task<string?> TryTakeAsync(Func<string, bool> isGone, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(isGone);
        var now = clock.GetCurrentInstant();
        var there = await store.GetAsync(key, cancellation).ConfigureAwait(false);
        var held = there is null ? null : JsonSerializer.Deserialize<Body>(there.Body.Span);
        if (held is not null && held.Until > now.ToUnixTimeMilliseconds() && !isGone(held.Holder))
            return held.Holder;
        Epoch = (held?.Epoch ?? 0) + 1;
        var taken = await TryWriteAsync(now + length, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false);
        return taken ? null : held?.Holder ?? "just begun";
    }

    /// <summary>Holds on to it, if half of its time is over.</summary>
    /// <returns>False when another holder took it over.</returns>
    public async Task<bool> TryKeepAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetCurrentInstant();
        return now + (length / 2) < Until || await TryWriteAsync(now + length, Expected.VersionIs(version), cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets it go, unless another holder took it over. The item stays, so that the next epoch is higher.</summary>
    public Task ReleaseAsync(CancellationToken cancellation = default) => TryWriteAsync(Instant.MinValue, Expected.VersionIs(version), cancellation);

    private async Task<bool> TryWriteAsync(Instant end, Expected expected, CancellationToken cancellation)
    {
        var body = new Body(holder, Epoch, end == Instant.MinValue ? 0 : end.ToUnixTimeMilliseconds());
        var result = await store.PutAsync(new RecordWrite(key, JsonSerializer.SerializeToUtf8Bytes(body)), expected, cancellation).ConfigureAwait(false);
        if (result is not PutResult.Stored stored)
            return false;
        (version, Until) = (stored.Version, end);
        return true;
    }

    private sealed record Body(string Holder, long Epoch, long Until);
}
