using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary>Items as lines of DynamoDB JSON, the form of <c>aws dynamodb scan</c> and table exports.</summary>
internal static class DynamoJson
{
    /// <summary>Writes an item as one line.</summary>
    public static byte[] Line(Dictionary<string, AttributeValue> item)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in item.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(name);
                if (value.S is { } text)
                    writer.WriteString("S", text);
                else if (value.N is { } number)
                    writer.WriteString("N", number);
                else if (value.B is { } bytes)
                    writer.WriteBase64String("B", bytes.ToArray());
                else
                    throw new InvalidDataException($"The table has an attribute '{name}' of a type that TuroEzpass never writes. Is this the right table?");
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads an item from a line.</summary>
    public static Dictionary<string, AttributeValue> Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => Value(attribute.Value.EnumerateObject().Single()));
    }

    private static AttributeValue Value(JsonProperty typed) => typed.Name switch
    {
        "S" => new AttributeValue { S = typed.Value.GetString() },
        "N" => new AttributeValue { N = typed.Value.GetString() },
        "B" => new AttributeValue { B = new MemoryStream(typed.Value.GetBytesFromBase64(), writable: false) },
        _ => throw new InvalidDataException($"The backup has a value of type '{typed.Name}', which TuroEzpass never writes."),
    };
}
