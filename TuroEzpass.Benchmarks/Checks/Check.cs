using System.Globalization;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>A bound and what was measured against it.</summary>
/// <param name="Name">What is bounded.</param>
/// <param name="Measured">The value, with its unit.</param>
/// <param name="Bound">The bound, with its unit.</param>
/// <param name="IsMet">Whether it holds.</param>
/// <param name="Detail">How it was measured.</param>
internal sealed record Check(string Name, string Measured, string Bound, bool IsMet, string Detail)
{
    /// <summary>Prints it.</summary>
    public void Print() => Console.WriteLine($"{(IsMet ? "PASS" : "FAIL")}  {Name}: {Measured} (bound {Bound})\n      {Detail}");

    /// <summary>A ratio that must not be larger than its bound.</summary>
    public static Check AtMost(string name, double ratio, double bound, string detail) =>
        new(name, ratio.ToString("0.00", CultureInfo.InvariantCulture), bound.ToString("0.00", CultureInfo.InvariantCulture), ratio <= bound, detail);

    /// <summary>Milliseconds for people.</summary>
    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("#,0", CultureInfo.InvariantCulture) + " ms";
}
