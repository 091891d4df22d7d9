using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Reporting;

/// <summary>The latest metrics that alerts need, shared through the store: the process that sends alerts need not be the one that reports.</summary>
internal sealed class FigureMark(IRecordStore store)
{
    private static readonly RecordKey Key = new("SYS#FIGURES", "latest");

    private Expected? expected;

    /// <summary>Stores the metrics. A process that writes repeatedly need not read what it wrote.</summary>
    public async Task WriteAsync(Figures figures, CancellationToken cancellation)
    {
        var body = new Body(figures.At.ToUnixTimeSeconds(), figures.Runs24h.Ended, figures.Runs24h.SuccessPercent, figures.Users);
        expected ??= await store.GetAsync(Key, cancellation) is { } there ? Expected.VersionIs(there.Version) : Expected.Nothing;
        // A conflict means that another process already reports; its metrics are just as good.
        expected = await store.PutAsync(new RecordWrite(Key, JsonSerializer.SerializeToUtf8Bytes(body)), expected.Value, cancellation) is PutResult.Stored stored ? Expected.VersionIs(stored.Version) : null;
    }

    /// <summary>Reads the metrics.</summary>
    /// <param name="since">Older metrics are ignored.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The number of runs that ended within 24 hours, the percentage of complete ones (null if none ended), and the number of owners with
    /// at least one ended run; null if there are no metrics.</returns>
    public async Task<(long Ended, double? SuccessPercent, int Users)?> ReadAsync(Instant since, CancellationToken cancellation) =>
        await store.GetAsync(Key, cancellation) is { } item && JsonSerializer.Deserialize<Body>(item.Body.Span) is { } body && body.At >= since.ToUnixTimeSeconds()
            ? (body.Ended, body.SuccessPercent, body.Users)
            : null;

    private sealed record Body(long At, long Ended, double? SuccessPercent, int Users);
}
