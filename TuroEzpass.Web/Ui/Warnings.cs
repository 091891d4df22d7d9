using System.Text.RegularExpressions;
using NodaTime.Text;

namespace TuroEzpass.Web.Ui;

/// <summary>The API's warnings about a claim as sentences: with a capital, a full stop, and days as the viewer writes them.</summary>
public static partial class Warnings
{
    /// <summary>The sentence.</summary>
    public static string Sentence(string warning, Locale locale)
    {
        ArgumentException.ThrowIfNullOrEmpty(warning);
        ArgumentNullException.ThrowIfNull(locale);
        var text = Days().Replace(warning, day => LocalDatePattern.Iso.Parse(day.Value) is { Success: true } read ? locale.Date(read.Value) : day.Value);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}{(text[^1] is '.' or '?' or '!' ? "" : ".")}";
    }

    /// <summary>Whether it asks for money to be paid back.</summary>
    public static bool IsRefund(string warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return warning.StartsWith("refund the guest", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether it is about tolls that were read by their tag alone.</summary>
    public static bool IsTagOnly(string warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return warning.Contains("read by tag only", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Days();
}
