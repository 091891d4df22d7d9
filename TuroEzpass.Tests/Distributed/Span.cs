using Google.Protobuf;

namespace TuroEzpass.Tests.Distributed;

/// <summary>A span, as a service exported it.</summary>
/// <param name="Trace">The trace's id.</param>
/// <param name="Id">Its own.</param>
/// <param name="Parent">That of the span it is part of; empty for the first.</param>
/// <param name="Service">The <c>service.name</c>.</param>
/// <param name="Name">What was done.</param>
internal sealed record Span(string Trace, string Id, string Parent, string Service, string Name)
{
    /// <summary>Reads an <c>ExportTraceServiceRequest</c>. The numbers are those of opentelemetry-proto 1.x
    /// (<c>trace/v1/trace.proto</c>); its contracts are in no package of the feed.</summary>
    public static IEnumerable<Span> Read(byte[] message) => Fields(message, 1).SelectMany(ofResource =>
    {
        var attributes = Fields(ofResource, 1).SelectMany(resource => Fields(resource, 1));
        var service = attributes.Where(attribute => Text(attribute, 1) == "service.name").SelectMany(attribute => Fields(attribute, 2)).Select(value => Text(value, 1)).FirstOrDefault() ?? "";
        return Fields(ofResource, 2).SelectMany(ofScope => Fields(ofScope, 2))
            .Select(span => new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), service, Text(span, 5)));
    });

    private static string Text(byte[] message, int number) => Fields(message, number).Select(System.Text.Encoding.UTF8.GetString).FirstOrDefault() ?? "";

    private static string Hex(byte[] message, int number) => Fields(message, number).Select(Convert.ToHexStringLower).FirstOrDefault() ?? "";

    /// <summary>The fields of this number that hold a message, a text or bytes.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag && tag != 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == number && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                found.Add(input.ReadBytes().ToByteArray());
            else
                input.SkipLastField();
        }

        return found;
    }
}
