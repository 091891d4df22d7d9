using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Uploads;

/// <summary>A request to import a stored file.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Import">Its id.</param>
public sealed record ImportMessage(string Owner, string Import)
{
    /// <summary>The span of the upload (W3C <c>traceparent</c>), whose trace the import continues; null without tracing and
    /// in messages of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <summary>The message as a body.</summary>
    public string ToBody() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Parses a body; false if it is not valid.</summary>
    /// <param name="body">The body.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="import">Its id.</param>
    public static bool TryRead(string body, out OwnerId owner, out string import) => TryRead(body, out owner, out import, out _);

    /// <summary>Parses a body; false if it is not valid.</summary>
    /// <param name="body">The body.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="import">Its id.</param>
    /// <param name="traceParent">The span of the upload, if the message has it.</param>
    public static bool TryRead(string body, out OwnerId owner, out string import, out string? traceParent)
    {
        (owner, import, traceParent) = (default, "", null);
        try
        {
            if (JsonSerializer.Deserialize<ImportMessage>(body, JsonSerializerOptions.Web) is not { Owner: { } whose, Import: { } id } message)
                return false;
            (import, traceParent) = (id, message.TraceParent);
            return OwnerId.TryParse(whose, out owner) && IsId(id);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the text can be an import's id: a SHA-256.</summary>
    public static bool IsId(string text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
