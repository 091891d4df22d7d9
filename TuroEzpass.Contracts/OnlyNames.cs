using System.Text.Json;
using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A choice in a request, by its name alone. The usual converter also takes numbers, and several names at once as their sum:
/// a choice that nobody made would be stored for good.</summary>
/// <typeparam name="T">The choices.</typeparam>
public sealed class OnlyNames<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Names = Enum.GetNames<T>().ToDictionary(name => name, Enum.Parse<T>, StringComparer.Ordinal);

    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Names.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"It takes one of \"{string.Join("\", \"", Names.Keys)}\".");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
