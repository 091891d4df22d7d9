using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Cli;

/// <summary>Reads the values of options, with errors for people.</summary>
internal static class OptionTexts
{
    private const int MostDays = 365;

    /// <summary>A length of time: <c>30m</c>, <c>6h</c>, <c>90s</c>, <c>1d</c>, <c>0</c>.</summary>
    public static TimeSpan Length(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var number = text.TrimEnd('s', 'm', 'h', 'd', 'S', 'M', 'H', 'D');
        if (text.Length - number.Length <= 1 && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && Unit(text[number.Length..], amount) is { } unit && amount * unit.TotalDays <= MostDays)
        {
            return amount * unit;
        }

        result.AddError($"'{text}' is not a length of time up to {MostDays} days; write 30m, 6h or 0.");
        return TimeSpan.Zero;
    }

    private static TimeSpan? Unit(string letter, double amount) => letter switch
    {
        "s" or "S" => TimeSpan.FromSeconds(1),
        "m" or "M" => TimeSpan.FromMinutes(1),
        "h" or "H" => TimeSpan.FromHours(1),
        "d" or "D" => TimeSpan.FromDays(1),
        // Only nothing needs no unit.
        _ => amount == 0 ? TimeSpan.FromMinutes(1) : null,
    };

    /// <summary>A date: <c>2026-03-31</c>.</summary>
    public static LocalDate? Date(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date)
            return date.Value;
        result.AddError($"'{text}' is not a date; write it as 2026-03-31.");
        return null;
    }

    /// <summary>A moment in UTC: <c>2026-03-31T14:05Z</c>, or with seconds or an offset.</summary>
    public static Instant? Moment(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        // Without an offset it could be anybody's local time: an hour off is what a restore must not be.
        if ((text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            && text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return Instant.FromDateTimeOffset(moment);
        }

        result.AddError($"'{text}' is not a moment; write it in UTC as 2026-03-31T14:05Z.");
        return null;
    }

    /// <summary>A time zone of the tz database.</summary>
    public static ZoneCalendar? Zone(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var zone = Zones.Find(text);
        if (zone is null)
            result.AddError($"'{text}' is not a time zone of the tz database; write one like America/New_York.");
        return zone;
    }

    /// <summary>A file and the vehicle it is of: <c>FILE=ID</c>.</summary>
    public static KeyValuePair<string, string>[] Assignments(ArgumentResult result)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var token in result.Tokens)
        {
            var split = token.Value.LastIndexOf('=');
            if (split <= 0 || split == token.Value.Length - 1)
                result.AddError($"'{token.Value}' is not FILE=ID; write for instance expresstoll.csv=1000001.");
            else
                pairs.Add(new(token.Value[..split], token.Value[(split + 1)..]));
        }

        return [.. pairs];
    }
}
