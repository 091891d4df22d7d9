using Google.Protobuf;

namespace TuroEzpass.Tests.ServiceDefaults;

/// <summary>Reads what services export. Field numbers are from opentelemetry-proto 1.x, whose contracts are in no available package.</summary>
internal static class Otlp
{
    /// <summary>The content of a message of any signal, by service.</summary>
    public static IEnumerable<(string Service, byte[] Content)> ByService(byte[] message) => Fields(message, 1).Select(ofResource =>
        (Fields(ofResource, 1).SelectMany(resource => Attributes(resource, 1)).FirstOrDefault(attribute => attribute.Key == "service.name").Value ?? "", ofResource));

    /// <summary>The metrics of a message: service, meter and name.</summary>
    public static IEnumerable<(string Service, string Meter, string Name)> Metrics(byte[] message) =>
        from service in ByService(message)
        from ofMeter in Fields(service.Content, 2)
        let meter = Fields(ofMeter, 1).Select(scope => Text(scope, 1)).FirstOrDefault() ?? ""
        from metric in Fields(ofMeter, 2)
        select (service.Service, meter, Text(metric, 1));

    /// <summary>The lines of a message: category, text and trace id.</summary>
    public static IEnumerable<(string Category, string Text, string Trace)> Lines(byte[] message) =>
        from service in ByService(message)
        from ofCategory in Fields(service.Content, 2)
        let category = Fields(ofCategory, 1).Select(scope => Text(scope, 1)).FirstOrDefault() ?? ""
        from line in Fields(ofCategory, 2)
        select (category, Fields(line, 5).Select(body => Text(body, 1)).FirstOrDefault() ?? "", Hex(line, 9));

    /// <summary>The string attributes.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Attributes(byte[] message, int number) =>
        from attribute in Fields(message, number)
        from value in Fields(attribute, 2)
        select KeyValuePair.Create(Text(attribute, 1), Text(value, 1));

    public static string Text(byte[] message, int number) => Fields(message, number).Select(System.Text.Encoding.UTF8.GetString).FirstOrDefault() ?? "";

    public static string Hex(byte[] message, int number) => Fields(message, number).Select(Convert.ToHexStringLower).FirstOrDefault() ?? "";

    /// <summary>The fields with this number that contain a message, a string or bytes.</summary>
    public static List<byte[]> Fields(byte[] message, int number)
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
