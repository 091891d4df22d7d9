using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace TuroEzpass.Core.Statements;

/// <summary>How a toll was recorded.</summary>
public enum ReadBy
{
    /// <summary>A transponder.</summary>
    Tag,

    /// <summary>A license plate.</summary>
    Plate,
}

/// <summary>The content of a tag or plate cell.</summary>
public enum IdentifierReading
{
    /// <summary>Nothing, or a dash.</summary>
    None,

    /// <summary>A tag or a plate.</summary>
    Found,

    /// <summary>A number that a spreadsheet turned into <c>1.29E+11</c>: the digits are lost and never guessed.</summary>
    Destroyed,
}

/// <summary>A transponder number or a license plate in normalized form: a tag as its digits without
/// leading zeros, a plate as its letters and digits in upper case with its state, which is part of it.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">The normalized digits, or letters and digits.</param>
/// <param name="State">Two letters of the plate's state or province; empty for a tag or if the file has none.</param>
public sealed record TagOrPlate(ReadBy Kind, string Value, string State)
{
    /// <summary>The fewest digits of a tag, including leading zeros (E-PASS 7, RiverLink 8, E-ZPass 11, or 9
    /// after a spreadsheet has removed the zeros).</summary>
    public const int LeastTagDigits = 7;

    private static readonly FrozenSet<string> States = FrozenSet.Create(
        StringComparer.Ordinal,
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
        "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR",
        "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
        "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT");

    private static readonly SearchValues<char> TagLetters = SearchValues.Create("0123456789 ");
    private static readonly SearchValues<char> MantissaLetters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Its index in the symbol table of a run; −1 outside one.</summary>
    internal int Index { get; init; } = -1;

    /// <summary>Equal if kind, value and state are equal.</summary>
    public bool Equals(TagOrPlate? other) =>
        other is not null && Kind == other.Kind && Value == other.Value && State == other.State;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Value, State);

    /// <summary>Readable text: <c>tag 499000111</c>, <c>plate NY ABC1234</c>.</summary>
    public override string ToString() => Kind == ReadBy.Tag ? $"tag {Value}" : $"plate {PlateText}";

    /// <summary>Only the value: the digits of a tag, <c>NY ABC1234</c> for a plate.</summary>
    public string Text => Kind == ReadBy.Tag ? Value : PlateText;

    private string PlateText => State.Length == 0 ? Value : $"{State} {Value}";

    /// <summary>Whether a text is a state or province whose plates are recognized.</summary>
    public static bool IsState(string text) => States.Contains(text);

    /// <summary>Reads a cell that may contain a tag or a plate. Known forms: <c>NY ABC1234</c>, <c>ABC12D-NJ</c>, <c>ABC1234    PA</c>,
    /// <c>TX - ABC1234</c>, eleven digits, <c>006 00000011</c>.</summary>
    public static IdentifierReading Read(ReadOnlySpan<char> cell, out TagOrPlate? identifier)
    {
        identifier = null;
        var text = cell.Trim();
        if (text.IsEmpty || text.IndexOfAnyExcept("- ") < 0)
            return IdentifierReading.None;
        if (IsDestroyed(text))
            return IdentifierReading.Destroyed;
        if (text.IndexOfAnyExcept(TagLetters) < 0 && Tag(text) is { } tag)
        {
            identifier = tag;
            return IdentifierReading.Found;
        }

        return ReadPlate(text, "", out identifier);
    }

    /// <summary>Reads a cell of a plate column.</summary>
    /// <param name="cell">The plate, with or without its state.</param>
    /// <param name="state">The state's own column; empty if there is none.</param>
    /// <param name="identifier">The plate.</param>
    public static IdentifierReading ReadPlate(ReadOnlySpan<char> cell, ReadOnlySpan<char> state, out TagOrPlate? identifier)
    {
        identifier = null;
        var text = cell.Trim();
        if (text.IsEmpty || text.IndexOfAnyExcept("- ") < 0)
            return IdentifierReading.None;
        if (IsDestroyed(text))
            return IdentifierReading.Destroyed;
        var stateText = state.Trim().ToString().ToUpperInvariant();
        var plate = text.ToString().ToUpperInvariant();
        if (stateText.Length == 0)
            (stateText, plate) = SplitState(plate);
        var value = LettersAndDigits(plate);
        if (value.Length == 0)
            return IdentifierReading.None;
        identifier = new TagOrPlate(ReadBy.Plate, value, stateText);
        return IdentifierReading.Found;
    }

    private static TagOrPlate? Tag(ReadOnlySpan<char> text)
    {
        var digits = text.ToString().Replace(" ", "", StringComparison.Ordinal);
        return digits.Length >= LeastTagDigits ? new TagOrPlate(ReadBy.Tag, digits.TrimStart('0') is { Length: > 0 } value ? value : "0", "") : null;
    }

    private static (string State, string Plate) SplitState(string plate)
    {
        if (plate.Length > 3 && States.Contains(plate[..2]) && plate[2] is ' ' or '-' && HasLetterOrDigit(plate.AsSpan(3)))
            return (plate[..2], plate[3..]);
        if (plate.Length > 3 && States.Contains(plate[^2..]) && plate[^3] is ' ' or '-')
            return (plate[^2..], plate[..^3]);
        return ("", plate);
    }

    private static bool HasLetterOrDigit(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
                return true;
        }

        return false;
    }

    private static string LettersAndDigits(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
                kept.Append(letter);
        }

        return kept.ToString();
    }

    /// <summary>A spreadsheet's scientific notation always has the sign of its exponent; a plate never has a plus.</summary>
    internal static bool IsDestroyed(ReadOnlySpan<char> text)
    {
        if (!text.Contains('+'))
            return false;
        var exponent = text.IndexOf("E+", StringComparison.OrdinalIgnoreCase);
        return exponent > 0
            && text[..exponent].IndexOfAnyExcept(MantissaLetters) < 0
            && text.Length > exponent + 2
            && text[(exponent + 2)..].IndexOfAnyExcept(Digits) < 0;
    }
}
