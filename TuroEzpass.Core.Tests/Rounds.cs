namespace TuroEzpass.Tests;

/// <summary>The number of random rounds: few in every run, many with <c>./test --full</c>.</summary>
internal static class Rounds
{
    /// <summary>Whether this is a run of all long tests.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1";

    public static int Of(int usual, int full) => IsFull ? full : usual;
}
