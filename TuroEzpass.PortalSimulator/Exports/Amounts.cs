using System.Globalization;

namespace TuroEzpass.PortalSimulator.Exports;

/// <summary>Money as the sites write it.</summary>
internal static class Amounts
{
    /// <summary><c>5.54</c>, without a sign.</summary>
    public static string Plain(long cents) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(cents) / 100}.{Math.Abs(cents) % 100:00}");

    /// <summary><c>($5.54)</c> below zero, else <c>$5.54</c>.</summary>
    public static string InParentheses(long cents) => cents < 0 ? $"(${Plain(cents)})" : $"${Plain(cents)}";
}
