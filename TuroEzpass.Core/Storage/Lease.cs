using System.Text.Json;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>A lease: at most one process holds it at a time. It is one item with the holder and the expiry time;
/// every later holder has a higher epoch. The item itself is never deleted, because the epoch would be lost.</summary>
/// <param name="store">The store.</param>
/// <param name="key">The item.</param>
/// <param name="clock">The clock.</param>
/// <param name="holder">The new holder: machine, process, and when it started.</param>
/// <param name="length">How long it is held after it is acquired or renewed.</param>
public sealed class Lease(IRecordStore store, RecordKey key, IClock clock, string holder, Duration length)
{
    private long version;

    /// <summary>The epoch of this holder; later holders have higher ones.</summary>
    public long Epoch { get; private set; }

    /// <summary>When it expires unless it is renewed.</summary>
    public Instant Until { get; private set; } = Instant.MinValue;

    /// <summary>Whether it is held according to the clock: another holder can only have taken it after the expiry.</summary>
    public bool IsHeld => clock.GetCurrentInstant() < Until;

    /// <summary>Acquires the lease if it is free.</summary>
    /// <param name="isGone">Whether another holder is known to have ended; then its lease is taken over immediately.</param>
    /// <returns>Null if it was acquired; otherwise the current holder.</returns>
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

    /// <summary>Renews the lease if half of its time has passed.</summary>
    /// <returns>False if another holder took it over.</returns>
    public async Task<bool> TryKeepAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetCurrentInstant();
        return now + (length / 2) < Until || await TryWriteAsync(now + length, Expected.VersionIs(version), cancellation).ConfigureAwait(false);
    }

    /// <summary>Releases the lease, unless another holder took it over. The item stays, so that the next epoch is higher.</summary>
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
