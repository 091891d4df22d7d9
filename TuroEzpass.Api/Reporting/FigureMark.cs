using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Reporting;

/// <summary>The figures that alerts need, as the reporter took them last: the process that alerts need not be the one that reports.</summary>
internal sealed class FigureMark(IRecordStore store)
{
    private static readonly RecordKey Key = new("SYS#FIGURES", "latest");

    private Expected? expected;

    /// <summary>Keeps them. Who writes them again and again need not read what it wrote.</summary>
    public async Task WriteAsync(Figures figures, CancellationToken cancellation)
    {
        var body = new Body(figures.At.ToUnixTimeSeconds(), figures.Runs24h.Ended, figures.Runs24h.SuccessPercent, figures.Users);
        expected ??= await store.GetAsync(Key, cancellation) is { } there ? Expected.VersionIs(there.Version) : Expected.Nothing;
        // A conflict says that another process reports already; its figures are as good.
        expected = await store.PutAsync(new RecordWrite(Key, JsonSerializer.SerializeToUtf8Bytes(body)), expected.Value, cancellation) is PutResult.Stored stored ? Expected.VersionIs(stored.Version) : null;
    }

    /// <summary>Reads them.</summary>
    /// <param name="since">Older ones count for nothing.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Runs that ended within 24 hours, the complete ones of a hundred, null where none ended, and owners of whom any run ever
    /// ended; null when there are no figures.</returns>
    public async Task<(long Ended, double? SuccessPercent, int Users)?> ReadAsync(Instant since, CancellationToken cancellation) =>
        await store.GetAsync(Key, cancellation) is { } item && JsonSerializer.Deserialize<Body>(item.Body.Span) is { } body && body.At >= since.ToUnixTimeSeconds()
            ? (body.Ended, body.SuccessPercent, body.Users)
            : null;

    private sealed record Body(long At, long Ended, double? SuccessPercent, int Users);
}
