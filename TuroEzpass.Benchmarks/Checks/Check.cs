using System.Globalization;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>A limit and the value measured against it.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Measured">The measured value, with its unit.</param>
/// <param name="Bound">The limit, with its unit.</param>
/// <param name="IsMet">Whether the limit is met.</param>
/// <param name="Detail">How it was measured.</param>
internal sealed record Check(string Name, string Measured, string Bound, bool IsMet, string Detail)
{
    /// <summary>Prints the check.</summary>
    public void Print() => Console.WriteLine($"{(IsMet ? "PASS" : "FAIL")}  {Name}: {Measured} (limit {Bound})\n      {Detail}");

    /// <summary>A ratio that must not exceed its limit.</summary>
    public static Check AtMost(string name, double ratio, double bound, string detail) =>
        new(name, ratio.ToString("0.00", CultureInfo.InvariantCulture), bound.ToString("0.00", CultureInfo.InvariantCulture), ratio <= bound, detail);

    /// <summary>A time in milliseconds, formatted.</summary>
    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("#,0", CultureInfo.InvariantCulture) + " ms";
}
