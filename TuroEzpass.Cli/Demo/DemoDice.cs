using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>Chance that repeats: its own generator (xorshift), so that every version of .NET throws the same.</summary>
/// <param name="seed">Any number but 0.</param>
internal sealed class DemoDice(ulong seed)
{
    private ulong state = seed;

    /// <summary>A whole number from <paramref name="from"/>, less than <paramref name="to"/>.</summary>
    public int Number(int from, int to)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return from + (int)((state >> 16) % (ulong)(to - from));
    }

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Percent(int percent) => Number(0, 100) < percent;

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Number(0, choices.Count)];

    /// <summary>A whole second in [from, to).</summary>
    public LocalDateTime Moment(LocalDateTime from, LocalDateTime to) =>
        from.PlusSeconds(Number(0, (int)Period.Between(from, to, PeriodUnits.Seconds).Seconds));
}
