using System.Text.Json;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Uploads;

/// <summary>Asks for a stored file to be taken in.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Import">Its id.</param>
public sealed record ImportMessage(string Owner, string Import)
{
    /// <summary>The message as a body.</summary>
    public string ToBody() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Reads a body; false where it is none of these.</summary>
    /// <param name="body">The body.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="import">Its id.</param>
    public static bool TryRead(string body, out OwnerId owner, out string import)
    {
        (owner, import) = (default, "");
        try
        {
            if (JsonSerializer.Deserialize<ImportMessage>(body, JsonSerializerOptions.Web) is not { Owner: { } whose, Import: { } id })
                return false;
            import = id;
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
