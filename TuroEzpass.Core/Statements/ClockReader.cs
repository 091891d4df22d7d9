using NodaTime.Text;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>Reads times of day in a layout's formats. The common ones (<c>H:mm:ss</c>, <c>h:mm tt</c>) are read digit by
/// digit, because a large statement has tens of thousands of different times; others use their pattern.</summary>
internal sealed class ClockReader
{
    private const int HalfDay = 12 * 3600;
    private readonly bool[] allowed = new bool[4];
    private readonly List<(LocalTimePattern Pattern, TimePrecision Precision)> others = [];
    private readonly TextCache<(int Second, TimePrecision Precision)?> otherTimes;

    public ClockReader(IEnumerable<(LocalTimePattern Pattern, TimePrecision Precision)> formats)
    {
        foreach (var format in formats)
        {
            switch (format.Pattern.PatternText)
            {
                case "H:mm:ss" or "HH:mm:ss":
                    allowed[Form(halves: false, seconds: true)] = true;
                    break;
                case "H:mm" or "HH:mm":
                    allowed[Form(halves: false, seconds: false)] = true;
                    break;
                case "h:mm:ss tt" or "hh:mm:ss tt":
                    allowed[Form(halves: true, seconds: true)] = true;
                    break;
                case "h:mm tt" or "hh:mm tt":
                    allowed[Form(halves: true, seconds: false)] = true;
                    break;
                default:
                    others.Add(format);
                    break;
            }
        }

        otherTimes = new(ReadOther);
    }

    /// <summary>Reads a time; null if it has none of the formats.</summary>
    public (int Second, TimePrecision Precision)? Read(ReadOnlySpan<char> text) =>
        ReadCommon(text) ?? (others.Count > 0 ? otherTimes.Get(text) : null);

    private static int Form(bool halves, bool seconds) => (halves ? 2 : 0) + (seconds ? 1 : 0);

    private (int Second, TimePrecision Precision)? ReadCommon(ReadOnlySpan<char> text)
    {
        var rest = text;
        if (!TryNumber(ref rest, 1, out var hour) || !TryLetter(ref rest, ':') || !TryNumber(ref rest, 2, out var minute))
            return null;
        var second = 0;
        var hasSeconds = TryLetter(ref rest, ':');
        if (hasSeconds && !TryNumber(ref rest, 2, out second))
            return null;
        var hasHalves = TryLetter(ref rest, ' ');
        var total = (hour * 3600) + (minute * 60) + second;
        if (hasHalves)
        {
            var isAfternoon = rest.Equals("PM", StringComparison.OrdinalIgnoreCase);
            if (hour is < 1 or > 12 || !(isAfternoon || rest.Equals("AM", StringComparison.OrdinalIgnoreCase)))
                return null;
            total = (total % HalfDay) + (isAfternoon ? HalfDay : 0);
        }

        return (hasHalves || rest.IsEmpty) && hour < 24 && minute < 60 && second < 60 && allowed[Form(hasHalves, hasSeconds)]
            ? (total, hasSeconds ? TimePrecision.Second : TimePrecision.Minute)
            : null;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> rest, int least, out int number)
    {
        number = 0;
        var length = 0;
        while (length < 2 && length < rest.Length && char.IsAsciiDigit(rest[length]))
            number = (number * 10) + (rest[length++] - '0');
        rest = rest[length..];
        return length >= least;
    }

    private static bool TryLetter(ref ReadOnlySpan<char> rest, char letter)
    {
        if (rest.IsEmpty || rest[0] != letter)
            return false;
        rest = rest[1..];
        return true;
    }

    private (int Second, TimePrecision Precision)? ReadOther(string text)
    {
        foreach (var (pattern, precision) in others)
        {
            if (pattern.Parse(text) is { Success: true } time)
                return ((int)(time.Value.NanosecondOfDay / 1_000_000_000), precision);
        }

        return null;
    }
}
