using System.Text.Json;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Uploads;

/// <summary>A user's layout for files with a certain header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Yaml">The layout. It is also stored with the originals, for the file that was first read with it.</param>
/// <param name="At">When it was created, in UTC.</param>
/// <param name="By">Who created it.</param>
public sealed record SavedLayout(string Name, string Yaml, string At, string By);

/// <summary>An owner's own layouts, by the header of their files: the next file with the same header is read automatically.</summary>
public sealed class LayoutBook(IRecordStore store, OwnerId owner)
{
    /// <summary>Finds the layout for a header; null if there is none.</summary>
    /// <param name="header">The header's hash.</param>
    public async Task<SavedLayout?> GetAsync(string header, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(header), cancellation).ConfigureAwait(false) is { } item ? JsonSerializer.Deserialize<SavedLayout>(item.Body.Span, JsonSerializerOptions.Web) : null;

    /// <summary>Stores a layout, replacing an earlier one for the same header. Files that were already imported keep theirs.</summary>
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
