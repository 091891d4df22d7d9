using System.Text.Json;
using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>Reads an enum in a request by its name only. The default converter also accepts numbers and combined names, so that a
/// value no one chose could be stored.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class OnlyNames<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Names = Enum.GetNames<T>().ToDictionary(name => name, Enum.Parse<T>, StringComparer.Ordinal);

    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Names.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"The value must be one of \"{string.Join("\", \"", Names.Keys)}\".");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
