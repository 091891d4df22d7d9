using TuroEzpass.Tests.ServiceDefaults;

namespace TuroEzpass.Tests.Distributed;

/// <summary>A span, as a service exported it.</summary>
/// <param name="Trace">The trace's id.</param>
/// <param name="Id">Its own.</param>
/// <param name="Parent">That of the span it is part of; empty for the first.</param>
/// <param name="Service">The <c>service.name</c>.</param>
/// <param name="Name">The operation.</param>
internal sealed record Span(string Trace, string Id, string Parent, string Service, string Name)
{
    /// <summary>The string attributes.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; }

    /// <summary>Reads an <c>ExportTraceServiceRequest</c> (<c>trace/v1/trace.proto</c>).</summary>
    public static IEnumerable<Span> Read(byte[] message) =>
        from service in Otlp.ByService(message)
        from ofScope in Otlp.Fields(service.Content, 2)
        from span in Otlp.Fields(ofScope, 2)
        select new Span(Otlp.Hex(span, 1), Otlp.Hex(span, 2), Otlp.Hex(span, 4), service.Service, Otlp.Text(span, 5)) { Attributes = [.. Otlp.Attributes(span, 9)] };
}
