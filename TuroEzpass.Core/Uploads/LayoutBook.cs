using System.Text.Json;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Uploads;

/// <summary>A layout that somebody made for files with one header.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Yaml">The layout; here as well as beside the originals, where it goes with the file that was first read with it.</param>
/// <param name="At">When it was made, in UTC.</param>
/// <param name="By">Who made it.</param>
public sealed record SavedLayout(string Name, string Yaml, string At, string By);

/// <summary>An owner's own layouts, by the header of the files that they are for: the next file with the same header needs no words.</summary>
public sealed class LayoutBook(IRecordStore store, OwnerId owner)
{
    /// <summary>The layout for a header; null when there is none.</summary>
    /// <param name="header">The header's hash.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<SavedLayout?> GetAsync(string header, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(header), cancellation).ConfigureAwait(false) is { } item ? JsonSerializer.Deserialize<SavedLayout>(item.Body.Span, JsonSerializerOptions.Web) : null;

    /// <summary>Keeps a layout in place of an earlier one for the same header: the last word counts, files that were taken in keep theirs.</summary>
    public async Task PutAsync(string header, SavedLayout layout, CancellationToken cancellation = default)
    {
        var write = new RecordWrite(Key(header), JsonSerializer.SerializeToUtf8Bytes(layout, JsonSerializerOptions.Web));
        while (true)
        {
            var there = await store.GetAsync(write.Key, cancellation).ConfigureAwait(false);
            if (await store.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is PutResult.Stored)
                return;
        }
    }

    private RecordKey Key(string header) => new(owner.Partition("LAYOUT"), header);
}
