using System.Diagnostics.CodeAnalysis;

namespace TuroEzpass.Core.Storage;

/// <summary>Whose data it is: the user id of the old system, a Cognito subject, or a name chosen on one's own machine.
/// 1–64 small letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, beginning and ending with a letter or digit: safe in a
/// key, a file name, an S3 key and a parameter name, and the same on file systems that ignore case.</summary>
public readonly record struct OwnerId
{
    private readonly string? text;

    private OwnerId(string text) => this.text = text;

    /// <summary>The id as text.</summary>
    /// <exception cref="InvalidOperationException">It is <c>default</c>, which names nobody.</exception>
    public string Text => text ?? throw new InvalidOperationException("An owner id was used before it was set.");

    /// <summary>The id that <paramref name="text"/> spells.</summary>
    /// <exception cref="FormatException">It is not an owner id.</exception>
    public static OwnerId Parse(string text) => TryParse(text, out var owner)
        ? owner
        : throw new FormatException(
            $"'{text}' is not an owner id: use 1 to 64 small letters, digits, '-', '_' or '.', beginning and ending with a letter or digit.");

    /// <summary>Reads an id; false where <paramref name="text"/> is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OwnerId owner)
    {
        owner = StorageNames.IsName(text) ? new OwnerId(text) : default;
        return owner != default;
    }

    /// <summary>The partition of this owner that <paramref name="rest"/> names: <c>U#&lt;owner&gt;#&lt;rest&gt;</c>.</summary>
    public string Partition(string rest) => $"U#{Text}#{rest}";

    /// <inheritdoc cref="Text" />
    public override string ToString() => text ?? "";
}
