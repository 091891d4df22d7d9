using System.Globalization;

namespace TuroEzpass.Benchmarks;

/// <summary>The arguments of a command: <c>--name value</c> and <c>--flag</c>.</summary>
internal sealed class Arguments(IReadOnlyList<string> words)
{
    /// <summary>Whether a flag is given.</summary>
    public bool Has(string name) => words.Contains(name);

    /// <summary>The value of a name; null if it is not given.</summary>
    public string? Text(string name)
    {
        for (var index = 0; index + 1 < words.Count; index++)
        {
            if (words[index] == name)
                return words[index + 1];
        }

        return null;
    }

    /// <summary>The numeric value of a name.</summary>
    public int Number(string name, int otherwise) => Text(name) is { } text
        ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
        : otherwise;
}
