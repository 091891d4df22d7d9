using System.Globalization;

namespace TuroEzpass.Benchmarks.Truth.Files;

/// <summary>Dates, times and amounts as the agencies write them.</summary>
internal static class Texts
{
    /// <summary>What a spreadsheet leaves of an eleven-digit tag.</summary>
    public const string DestroyedTag = "1.29143E+11";

    /// <summary>A day that no month has.</summary>
    public const string ImpossibleDate = "02/30/2025";

    /// <summary>A letter where a digit was.</summary>
    public const string BrokenAmount = "$1l.00";

    public static string Of(DateTime moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);

    /// <summary><c>12.34</c>, without a sign.</summary>
    public static string Dollars(long cents) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(cents) / 100}.{Math.Abs(cents) % 100:00}");

    /// <summary><c>($5.54)</c> for a charge, <c>$5.54</c> for a credit.</summary>
    public static string Parentheses(long cents) => cents > 0 ? $"(${Dollars(cents)})" : $"${Dollars(cents)}";

    /// <summary>A running balance: nobody reads it.</summary>
    public static string Balance(Line line) => $"${Dollars(10_000 + (line.Text * 37 % 90_000))}";

    /// <summary>The tag, or the plate as <paramref name="plate"/> writes it.</summary>
    public static string Identifier(Line line, Func<string, string, string> plate, string none) =>
        line.Damage == Damage.Tag ? DestroyedTag
        : line.Tag ?? (line.Plate is null ? none : line.State.Length == 0 ? line.Plate : plate(line.State, line.Plate));
}
