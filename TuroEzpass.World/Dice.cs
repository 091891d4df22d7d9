using NodaTime;

namespace TuroEzpass.World;

/// <summary>Repeatable random numbers from its own generator (xorshift), so that every version of .NET gives the same numbers.</summary>
/// <param name="seed">Any number but 0.</param>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    /// <summary>Creates a generator for a seed and a purpose. Each purpose has its own, so that they do not affect each other.</summary>
    public static Dice Of(int seed, string purpose, long number = 0)
    {
        var mixed = (ulong)seed * 0x9E3779B97F4A7C15;
        foreach (var letter in purpose)
            mixed = (mixed ^ letter) * 0x100000001B3;
        mixed ^= (ulong)number * 0xD6E8FEB86659FD93;
        // Neighboring numbers must not give similar results: this is the last step of splitmix64.
        mixed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return new Dice(mixed == 0 ? 1 : mixed);
    }

    /// <summary>A whole number from <paramref name="from"/>, less than <paramref name="to"/>.</summary>
    public int Number(int from, int to) => from + (int)(Next() % (ulong)(to - from));

    /// <summary>True with a probability in percent.</summary>
    public bool Percent(int percent) => Number(0, 100) < percent;

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Number(0, 1_000_000) < probability * 1e6;

    /// <summary>A random choice.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Number(0, choices.Count)];

    /// <summary>A whole second in [from, to); null if there is none.</summary>
    public LocalDateTime? Moment(LocalDateTime from, LocalDateTime to)
    {
        var seconds = (long)from.Until(to).TotalSeconds;
        return seconds <= 0 ? null : from.PlusSeconds((long)(Next() % (ulong)seconds));
    }

    /// <summary>Shuffles in place.</summary>
    public void Shuffle<T>(T[] items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Number(0, last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong Next()
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state >> 16;
    }
}
