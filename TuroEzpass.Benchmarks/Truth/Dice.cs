namespace TuroEzpass.Benchmarks.Truth;

/// <summary>Chance that a seed repeats.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A whole number from <paramref name="from"/>, less than <paramref name="to"/>.</summary>
    public int Number(int from, int to) => random.Next(from, to);

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>A whole second in [from, to); null when there is none.</summary>
    public DateTime? Moment(DateTime from, DateTime to)
    {
        var seconds = (long)(to - from).TotalSeconds;
        return seconds <= 0 ? null : from.AddSeconds(random.NextInt64(seconds));
    }

    /// <summary>Shuffles in place.</summary>
    public void Shuffle<T>(T[] items) => random.Shuffle(items);
}
