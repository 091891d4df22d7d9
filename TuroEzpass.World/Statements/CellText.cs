using System.Globalization;
using NodaTime;
using TuroEzpass.World.Accounts;

namespace TuroEzpass.World.Statements;

/// <summary>Dates, times and amounts as the sites write them.</summary>
internal static class CellText
{
    public static string Of(LocalDateTime moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);

    public static string Of(LocalDate day, string format) => day.ToString(format, CultureInfo.InvariantCulture);

    /// <summary><c>12.34</c>, without a sign.</summary>
    public static string Plain(long cents) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(cents) / 100}.{Math.Abs(cents) % 100:00}");

    /// <summary><c>($5.54)</c> if negative, otherwise <c>$5.54</c>.</summary>
    public static string InParentheses(long cents) => cents < 0 ? $"(${Plain(cents)})" : $"${Plain(cents)}";

    /// <summary>A line with every cell in quotes.</summary>
    public static string AllQuoted(string[] cells) => $"\"{string.Join("\",\"", cells)}\"";

    /// <summary>The tag, or the plate formatted by <paramref name="plate"/> from state and plate.</summary>
    public static string Identifier(StatementLine line, Func<string, string, string> plate, string none) =>
        line.IdentifierText ?? line.Tag ?? (line.Plate is null ? none : line.State.Length == 0 ? line.Plate : plate(line.State, line.Plate));
}
