using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Web.Keys;

/// <summary>The Data Protection key ring in the store, so that every replica reads every replica's cookies. This is all that the Web uses
/// the store for. At rest the keys are as safe as the store is; a backup leaves them out.</summary>
public sealed class RecordXmlRepository(IRecordStore records) : IXmlRepository
{
    private const string Partition = "SYS#KEYRING";

    // The interface is synchronous. It is called at the start and about once a day, never by a request that others wait for.

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var body = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        // A conflict is this very write, repeated: names hold the key's random id.
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
