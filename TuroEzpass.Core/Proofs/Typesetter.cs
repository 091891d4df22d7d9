using System.Text;

namespace TuroEzpass.Core.Proofs;

/// <summary>The font weight.</summary>
internal enum Weight
{
    Regular,
    Bold,
}

/// <summary>Makes text drawable, measures it and breaks it into lines. One for each document.</summary>
internal sealed class Typesetter(IGlyphs regular, IGlyphs bold)
{
    private const string Ellipsis = "...";
    private bool folded;

    /// <summary>Whether a letter had to be replaced so far.</summary>
    public bool Folded => folded;

    /// <summary>The text as the font can draw it, on one line.</summary>
    public string Printable(string text, Weight weight) => PrintableText.Of(text, Glyphs(weight), ref folded);

    /// <summary>The width of printable text in points.</summary>
    public double Width(ReadOnlySpan<char> printable, double size, Weight weight)
    {
        var glyphs = Glyphs(weight);
        var ems = 0.0;
        foreach (var rune in printable.EnumerateRunes())
            ems += glyphs.Advance(rune);
        return ems * size;
    }

    /// <summary>Breaks printable text at spaces, and words that are too long between their letters.</summary>
    /// <returns>At least one line. None is wider than requested, unless a single letter is.</returns>
    public List<string> Wrap(string printable, double size, Weight weight, double width)
    {
        if (Width(printable, size, weight) <= width)
            return [printable];

        var glyphs = Glyphs(weight);
        var room = width / size;
        var lines = new List<string>();
        // start: of the line; blank: the last space in it, or -1.
        var (start, blank, used, usedToBlank) = (0, -1, 0.0, 0.0);
        for (var at = 0; at < printable.Length;)
        {
            Rune.DecodeFromUtf16(printable.AsSpan(at), out var rune, out var length);
            var advance = glyphs.Advance(rune);
            if (rune.Value == ' ')
            {
                (blank, usedToBlank) = (at, used + advance);
            }
            else if (used + advance > room && at > start && advance > 0)
            {
                if (blank > start)
                {
                    lines.Add(printable[start..blank].TrimEnd(' '));
                    (start, used) = (blank + 1, used - usedToBlank);
                }
                else
                {
                    lines.Add(printable[start..at]);
                    (start, used) = (at, 0);
                }

                blank = -1;
                continue; // the same letter once more, on the new line
            }

            used += advance;
            at += length;
        }

        lines.Add(printable[start..]);
        return lines;
    }

    /// <summary>Cuts printable text to one line; three dots show that something is missing.</summary>
    public string Cut(string printable, double size, Weight weight, double width)
    {
        if (Width(printable, size, weight) <= width)
            return printable;
        var room = width - Width(Ellipsis, size, weight);
        var end = 0;
        foreach (var rune in printable.EnumerateRunes())
        {
            room -= Glyphs(weight).Advance(rune) * size;
            if (room < 0)
                break;
            end += rune.Utf16SequenceLength;
        }

        return printable[..end] + Ellipsis;
    }

    private IGlyphs Glyphs(Weight weight) => weight == Weight.Bold ? bold : regular;
}
