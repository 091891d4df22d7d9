using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TuroEzpass.Core.Statements;

/// <summary>Caches parsed texts. Statements repeat their dates, tags and plazas thousands of times;
/// this turns a repeated parse into one lookup. Short texts are their own key, without a reference to a string.
/// Not thread-safe.</summary>
internal sealed class TextCache<T>(Func<string, T> read)
{
    /// <summary>Texts that never repeat must not fill the memory.</summary>
    private const int Most = 200_000;

    private readonly Dictionary<UInt128, T> shortTexts = [];
    private readonly Dictionary<string, T> longTexts = new(StringComparer.Ordinal);

    public T Get(ReadOnlySpan<char> text)
    {
        if (TryPack(text, out var key))
        {
            if (shortTexts.TryGetValue(key, out var known))
                return known;
            known = read(text.ToString());
            if (shortTexts.Count < Most)
                shortTexts.Add(key, known);
            return known;
        }

        if (longTexts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var value))
            return value;
        value = read(text.ToString());
        if (longTexts.Count < Most)
            longTexts.Add(text.ToString(), value);
        return value;
    }

    /// <summary>Up to sixteen ASCII letters fit into a number. Texts contain no NUL, so the number includes the length.</summary>
    private static bool TryPack(ReadOnlySpan<char> text, out UInt128 packed)
    {
        packed = default;
        if (text.Length > Unsafe.SizeOf<UInt128>())
            return false;
        var bytes = MemoryMarshal.AsBytes(new Span<UInt128>(ref packed));
        return Ascii.FromUtf16(text, bytes, out _) == OperationStatus.Done && !text.Contains('\0');
    }
}
