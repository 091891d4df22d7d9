namespace TuroEzpass.Tests;

/// <summary>The number of random rounds: few in every run, many with <c>./test --full</c>.</summary>
internal static class Rounds
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1";

    public static int Of(int usual, int full) => IsFull ? full : usual;
}
