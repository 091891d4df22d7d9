using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Web.Keys;

/// <summary>Keeps the Data Protection key ring in the store, so that every replica can read the others' cookies. The Web uses the store only for
/// this. The store is responsible for encrypting the keys at rest. Backups omit them.</summary>
public sealed class RecordXmlRepository(IRecordStore records) : IXmlRepository
{
    private const string Partition = "SYS#KEYRING";

    // The interface is synchronous. It is called at startup and about once a day, not on each request.

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var body = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        // A conflict means the same write was repeated: names contain the key's random ID.
        records.PutAsync(new RecordWrite(new RecordKey(Partition, friendlyName), body), Expected.Nothing).GetAwaiter().GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var all = new List<XElement>();
        await foreach (var item in records.ReadAllAsync(new RecordQuery(RecordSource.Partition, Partition)).ConfigureAwait(false))
            all.Add(XElement.Parse(Encoding.UTF8.GetString(item.Body.Span)));
        return all;
    }
}
