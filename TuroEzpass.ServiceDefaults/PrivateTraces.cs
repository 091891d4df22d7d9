using System.Diagnostics;
using OpenTelemetry;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Takes out of every span what can name a guest, a trip, a tag or a plate: a URL's path and query. A request is known by
/// its route (<c>/api/claims/{id}</c>), a call by its host.</summary>
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
        // An exporter writes the words of an error; its type stands in the tag error.type.
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
