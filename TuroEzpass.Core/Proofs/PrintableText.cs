using System.Globalization;
using System.Text;
using AnyAscii;

namespace TuroEzpass.Core.Proofs;

/// <summary>Which characters can be drawn, and how wide they are.</summary>
internal interface IGlyphs
{
    /// <summary>Whether the character can be drawn. ASCII from space to tilde always can.</summary>
    bool Has(Rune rune);

    /// <summary>The advance of a character that can be drawn, in ems.</summary>
    double Advance(Rune rune);
}

/// <summary>Turns any text into one line that a font can draw: what the font lacks is written in Latin letters.</summary>
internal static class PrintableText
{
    /// <summary>The drawable form of a text.</summary>
    /// <param name="text">Any text: guests' names and statement cells come from outside.</param>
    /// <param name="glyphs">The font.</param>
    /// <param name="folded">Set if a letter had to be replaced; spaces and invisible characters don't count.</param>
    public static string Of(string text, IGlyphs glyphs, ref bool folded)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return text;

        var printable = new StringBuilder(text.Length);
        // A lone surrogate becomes U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    printable.Append(' ');
                    break;
                case UnicodeCategory.Format:
                case UnicodeCategory.NonSpacingMark when rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF):
                case UnicodeCategory.ModifierSymbol when rune.Value is >= 0x1F3FB and <= 0x1F3FF:
                    break; // zero-width and direction marks, variation selectors, skin tones
                default:
                    if (!NeedsShaping(rune.Value) && glyphs.Has(rune))
                    {
                        printable.Append(rune);
                    }
                    else
                    {
                        printable.Append(Fold(rune));
                        folded = true;
                    }

                    break;
            }
        }

        return printable.ToString();
    }

    private static string Fold(Rune rune)
    {
        var latin = rune.ToString().Transliterate();
        if (latin.Length > 0 && latin.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return latin;
        // An accent or a skin tone alone can be dropped, but a missing letter must be visible.
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.ModifierSymbol ? "" : "?";
    }

    // Scripts written from right to left or with joined letters. Neither renderer orders or joins letters, and a name in
    // Latin letters is better than one that is spelled backwards.
    private static bool NeedsShaping(int code) => code is
        (>= 0x0590 and <= 0x109F) // Hebrew, Arabic, the Indic scripts, Thai, Lao, Tibetan, Myanmar
        or (>= 0x1100 and <= 0x11FF) // loose Hangul letters
        or (>= 0x1780 and <= 0x18AF) // Khmer, Mongolian
        or (>= 0x1A20 and <= 0x1C4F)
        or (>= 0xA800 and <= 0xABFF)
        or (>= 0xFB1D and <= 0xFDFF)
        or (>= 0xFE70 and <= 0xFEFE)
        or (>= 0x10800 and <= 0x11FFF)
        or (>= 0x1E800 and <= 0x1EFFF);
}
