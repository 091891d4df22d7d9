namespace TuroEzpass.Core.Statements;

/// <summary>Remembers what a text was read as. Statements repeat their dates, tags and plazas thousands of times;
/// this turns a repeated reading into one look-up. Not for several threads at once.</summary>
internal sealed class TextCache<T>
{
    /// <summary>Texts that never repeat must not fill the memory.</summary>
    private const int Most = 200_000;

    private readonly Func<string, T> read;
    private readonly Dictionary<string, T> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public TextCache(Func<string, T> read)
    {
        this.read = read;
        bySpan = known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public T Get(ReadOnlySpan<char> text)
    {
        if (bySpan.TryGetValue(text, out var value))
            return value;
        var key = text.ToString();
        value = read(key);
        if (known.Count < Most)
            known.Add(key, value);
        return value;
    }
}
