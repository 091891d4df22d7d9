using System.Diagnostics.CodeAnalysis;

namespace TuroEzpass.Core.Storage;

/// <summary>The owner of data: the user id of the old system, a Cognito subject, or a name chosen by the user of a single machine.
/// 1–64 lowercase letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, starting and ending with a letter or digit: safe in a
/// key, a file name, an S3 key and a parameter name, and the same on file systems that ignore case.</summary>
public readonly record struct OwnerId
{
    private readonly string? text;

    private OwnerId(string text) => this.text = text;

    /// <summary>The id as text.</summary>
    /// <exception cref="InvalidOperationException">It is <c>default</c>, which is no owner.</exception>
    public string Text => text ?? throw new InvalidOperationException("An owner id was used before it was set.");

    /// <summary>Parses an id.</summary>
    /// <exception cref="FormatException">It is not an owner id.</exception>
    public static OwnerId Parse(string text) => TryParse(text, out var owner)
        ? owner
        : throw new FormatException(
            $"'{text}' is not a valid owner id: use 1 to 64 lowercase letters, digits, '-', '_' or '.', starting and ending with a letter or digit.");

    /// <summary>Parses an id; false if <paramref name="text"/> is not valid.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OwnerId owner)
    {
        owner = StorageNames.IsName(text) ? new OwnerId(text) : default;
        return owner != default;
    }

    /// <summary>The partition <c>U#&lt;owner&gt;#&lt;rest&gt;</c> of this owner, for a given <paramref name="rest"/>.</summary>
    public string Partition(string rest) => $"U#{Text}#{rest}";

    /// <inheritdoc cref="Text" />
    public override string ToString() => text ?? "";
}
