using System.Diagnostics;
using OpenTelemetry;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Removes from every span what can identify a guest, trip, tag or plate: a URL's path and query. Requests are identified by
/// their route (<c>/api/claims/{id}</c>), calls by their host.</summary>
public sealed class PrivateTraces : BaseProcessor<Activity>
{
    /// <inheritdoc />
    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.SetTag("url.path", null);
        data.SetTag("url.query", null);
        if (data.GetTagItem("url.full") is string full)
            data.SetTag("url.full", Uri.TryCreate(full, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : null);
        // Exporters would write the error's message; its type is in the tag error.type.
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
