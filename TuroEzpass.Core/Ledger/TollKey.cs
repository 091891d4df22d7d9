using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>The key of a toll in the store: its month in UTC, its time, and its id. Its text is the full reference to a
/// toll: <c>20260314T140500Z-0123…</c>, and <c>none-0123…</c> for a row without a time.</summary>
public readonly record struct TollKey
{
    private const string NoMonth = "none";
    private const string NoInstant = "0000-00-00T00:00:00Z";
    private const int IdDigits = 32;
    private static readonly InstantPattern Compact = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private TollKey(string month, string instant, string id) => (Month, InstantText, Id) = (month, instant, id);

    /// <summary>The month in UTC: <c>2026-03</c>; <c>none</c> without a time.</summary>
    public string Month { get; }

    /// <summary>The toll's id, derived from its statement's text.</summary>
    public string Id { get; }

    /// <summary>The sort key in the month's partition and in the indexes.</summary>
    public string Sort => $"{InstantText}#{Id}";

    private string InstantText { get; }

    /// <summary>The key of a toll at a time.</summary>
    public static TollKey At(Instant instant, string id) =>
        new(instant.InUtc().Date.ToString("uuuu-MM", CultureInfo.InvariantCulture), InstantPattern.General.Format(instant), id);

    /// <summary>The key of a row without a time.</summary>
    public static TollKey Timeless(string id) => new(NoMonth, NoInstant, id);

    /// <summary>Parses a sort key.</summary>
    public static TollKey OfSort(string sort)
    {
        ArgumentNullException.ThrowIfNull(sort);
        var (instant, id) = (sort[..NoInstant.Length], sort[(NoInstant.Length + 1)..]);
        return instant == NoInstant ? Timeless(id) : new TollKey(instant[..7], instant, id);
    }

    /// <summary>Parses a reference; false if the text is not a valid one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TollKey key)
    {
        key = default;
        if (text is null || text.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var dash) || text[(dash + 1)..] is not { Length: IdDigits } id
            || !id.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        if (text[..dash] == NoMonth)
        {
            key = Timeless(id);
            return true;
        }

        if (!Compact.Parse(text[..dash]).TryGetValue(default, out var instant))
            return false;
        key = At(instant, id);
        return true;
    }

    /// <summary>The reference as text.</summary>
    public override string ToString() => Month == NoMonth ? $"{NoMonth}-{Id}" : $"{Compact.Format(InstantPattern.General.Parse(InstantText).Value)}-{Id}";

    internal RecordKey Of(OwnerId owner) => new(owner.Partition($"TOLL#{Month}"), Sort);
}
