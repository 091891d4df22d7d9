using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Cli;

/// <summary>Parses option values and reports errors that a user can act on.</summary>
internal static class OptionTexts
{
    private const int MostDays = 365;

    /// <summary>A duration: <c>30m</c>, <c>6h</c>, <c>90s</c>, <c>1d</c>, <c>0</c>.</summary>
    public static TimeSpan Length(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var number = text.TrimEnd('s', 'm', 'h', 'd', 'S', 'M', 'H', 'D');
        if (text.Length - number.Length <= 1 && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && Unit(text[number.Length..], amount) is { } unit && amount * unit.TotalDays <= MostDays)
        {
            return amount * unit;
        }

        result.AddError($"'{text}' is not a valid duration. Use for example 30m, 6h or 0, up to {MostDays} days.");
        return TimeSpan.Zero;
    }

    private static TimeSpan? Unit(string letter, double amount) => letter switch
    {
        "s" or "S" => TimeSpan.FromSeconds(1),
        "m" or "M" => TimeSpan.FromMinutes(1),
        "h" or "H" => TimeSpan.FromHours(1),
        "d" or "D" => TimeSpan.FromDays(1),
        // Only 0 may be written without a unit.
        _ => amount == 0 ? TimeSpan.FromMinutes(1) : null,
    };

    /// <summary>A date: <c>2026-03-31</c>.</summary>
    public static LocalDate? Date(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date)
            return date.Value;
        result.AddError($"'{text}' is not a valid date. Use the form 2026-03-31.");
        return null;
    }

    /// <summary>A time in UTC: <c>2026-03-31T14:05Z</c>, or with seconds or an offset.</summary>
    public static Instant? Moment(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        // Without an offset it could be local time, and a restore must not be an hour off.
        if ((text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            && text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return Instant.FromDateTimeOffset(moment);
        }

        result.AddError($"'{text}' is not a valid time. Use UTC in the form 2026-03-31T14:05Z.");
        return null;
    }

    /// <summary>A time zone of the tz database.</summary>
    public static ZoneCalendar? Zone(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var zone = Zones.Find(text);
        if (zone is null)
            result.AddError($"'{text}' is not a time zone of the tz database. Use for example America/New_York.");
        return zone;
    }

    /// <summary>A car and days: <c>1000001=2026-01-01..2026-03-31</c>.</summary>
    public static StatedCoverage[] Coverage(ArgumentResult result)
    {
        var found = new List<StatedCoverage>();
        foreach (var token in result.Tokens)
        {
            var split = token.Value.LastIndexOf('=');
            var days = token.Value[(split + 1)..].Split("..");
            if (split > 0 && days is [var first, var last] && LocalDatePattern.Iso.Parse(first) is { Success: true } from && LocalDatePattern.Iso.Parse(last) is { Success: true } to && from.Value <= to.Value)
                found.Add(new StatedCoverage(token.Value[..split], from.Value, to.Value));
            else
                result.AddError($"'{token.Value}' is not in the form ID=FROM..TO. Use for example 1000001=2026-01-01..2026-03-31.");
        }

        return [.. found];
    }

    /// <summary>A file and its vehicle: <c>FILE=ID</c>.</summary>
    public static KeyValuePair<string, string>[] Assignments(ArgumentResult result)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var token in result.Tokens)
        {
            var split = token.Value.LastIndexOf('=');
            if (split <= 0 || split == token.Value.Length - 1)
                result.AddError($"'{token.Value}' is not in the form FILE=ID. Use for example expresstoll.csv=1000001.");
            else
                pairs.Add(new(token.Value[..split], token.Value[(split + 1)..]));
        }

        return [.. pairs];
    }
}
