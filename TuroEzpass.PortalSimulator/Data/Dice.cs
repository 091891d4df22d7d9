namespace TuroEzpass.PortalSimulator.Data;

/// <summary>Chance that repeats: splitmix64, so that every version of .NET throws the same.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    /// <summary>Of a seed and what is thrown for: each row has dice of its own, so that rows do not change when others are added.</summary>
    public static Dice Of(int seed, string of, long number)
    {
        var mixed = (ulong)seed * 0x9E3779B97F4A7C15;
        foreach (var letter in of)
            mixed = (mixed ^ letter) * 0x100000001B3;
        return new Dice(mixed ^ ((ulong)number * 0xD6E8FEB86659FD93));
    }

    /// <summary>A whole number from <paramref name="from"/>, less than <paramref name="to"/>.</summary>
    public int Number(int from, int to)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return from + (int)((mixed ^ (mixed >> 31)) % (ulong)(to - from));
    }

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Percent(int percent) => Number(0, 100) < percent;

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Number(0, choices.Count)];
}
