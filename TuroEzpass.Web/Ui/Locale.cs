using System.Globalization;
using NodaTime;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>Formats numbers, money and dates for the browser's language. The words stay English. Written by hand because ICU is not installed
/// everywhere, and <c>turoezpass serve</c> runs without it (<c>InvariantGlobalization</c> is set by the program, not the library).</summary>
/// <param name="Tag">The language tag, such as <c>en-US</c>.</param>
/// <param name="DecimalMark">The decimal separator.</param>
/// <param name="GroupMark">The thousands separator.</param>
/// <param name="SymbolAfter">Whether the currency follows the number.</param>
/// <param name="Dates">The order of a date.</param>
/// <param name="Is24Hour">Whether times use the 24-hour clock.</param>
public sealed record Locale(string Tag, string DecimalMark, string GroupMark, bool SymbolAfter, DateOrder Dates, bool Is24Hour)
{
    private const string Thin = "\u202f";
    private const string NoBreak = "\u00a0";
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly Locale American = new("en-US", ".", ",", false, DateOrder.MonthDayYear, false);

    // CLDR's separators for the languages that a host in the United States is likely to use.
    private static readonly Locale[] Known =
    [
        American, new("en-CA", ".", ",", false, DateOrder.MonthDayYear, false), new("en-GB", ".", ",", false, DateOrder.DayMonthYear, true), new("en", ".", ",", false, DateOrder.DayMonthYear, true),
        new("es-US", ".", ",", false, DateOrder.DayMonthYear, false), new("es-MX", ".", ",", false, DateOrder.DayMonthYear, true), new("es", ",", ".", true, DateOrder.DayMonthYear, true),
        new("de-CH", ".", "’", false, DateOrder.DayMonthYear, true), new("de", ",", ".", true, DateOrder.DayMonthYear, true), new("fr", ",", Thin, true, DateOrder.DayMonthYear, true),
        new("pt-BR", ",", ".", false, DateOrder.DayMonthYear, true), new("pt", ",", NoBreak, true, DateOrder.DayMonthYear, true), new("it", ",", ".", true, DateOrder.DayMonthYear, true),
        new("nl", ",", ".", false, DateOrder.DayMonthYear, true), new("pl", ",", NoBreak, true, DateOrder.DayMonthYear, true), new("ru", ",", NoBreak, true, DateOrder.DayMonthYear, true),
        new("uk", ",", NoBreak, true, DateOrder.DayMonthYear, true), new("sv", ",", NoBreak, true, DateOrder.YearMonthDay, true), new("zh", ".", ",", false, DateOrder.YearMonthDay, true),
        new("ja", ".", ",", false, DateOrder.YearMonthDay, true), new("ko", ".", ",", false, DateOrder.YearMonthDay, false), new("vi", ",", ".", true, DateOrder.DayMonthYear, true),
        new("hi", ".", ",", false, DateOrder.DayMonthYear, false),
    ];

    /// <summary>The first known language of <c>Accept-Language</c>; en-US if none is known.</summary>
    public static Locale Of(string? acceptLanguage)
    {
        if (string.IsNullOrEmpty(acceptLanguage) || acceptLanguage.Length > 500)
            return American;
        var wanted = acceptLanguage.Split(',').Select(one => one.Split(';')).OrderByDescending(one => WeightOf(one)).Select(one => one[0].Trim());
        return wanted.Select(Find).FirstOrDefault(found => found is not null) ?? American;
    }

    /// <summary>A whole number.</summary>
    public string Number(long value) => Math.Abs(value) < 1000 ? Sign(value) + Math.Abs(value).ToString(CultureInfo.InvariantCulture) : Sign(value) + Grouped(Math.Abs((decimal)value));

    /// <summary>A number with a noun: <c>1 claim</c>, <c>1,200 claims</c>.</summary>
    public string Count(long value, string one, string? many = null) => $"{Number(value)}{NoBreak}{(value == 1 ? one : many ?? one + "s")}";

    /// <summary>An amount, to the cent.</summary>
    public string Money(MoneyAmount amount)
    {
        ArgumentNullException.ThrowIfNull(amount);
        var cents = Math.Abs((decimal)amount.Cents);
        var (whole, part) = (decimal.Truncate(cents / 100), cents % 100);
        var number = string.Create(CultureInfo.InvariantCulture, $"{Grouped(whole)}{DecimalMark}{part:00}");
        var symbol = amount.Currency == "USD" ? "$" : amount.Currency;
        return Sign(amount.Cents) + (SymbolAfter ? number + NoBreak + symbol : symbol + (symbol.Length > 1 ? NoBreak : "") + number);
    }

    /// <summary>A day: <c>Mar 5, 2026</c>, <c>5 Mar 2026</c> or <c>2026-03-05</c>.</summary>
    public string Date(LocalDate day)
    {
        var month = Months[day.Month - 1];
        return Dates switch
        {
            DateOrder.MonthDayYear => string.Create(CultureInfo.InvariantCulture, $"{month} {day.Day}, {day.Year}"),
            DateOrder.DayMonthYear => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {month} {day.Year}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}"),
        };
    }

    /// <summary>A day without its year: <c>Mar 5</c>, <c>5 Mar</c>.</summary>
    public string Day(LocalDate day) => Dates == DateOrder.DayMonthYear
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]}")
        : string.Create(CultureInfo.InvariantCulture, $"{Months[day.Month - 1]} {day.Day}");

    /// <summary>A time of day, to the minute.</summary>
    public string Time(LocalTime time) => Is24Hour
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Hour:00}:{time.Minute:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{(time.Hour + 11) % 12 + 1}:{time.Minute:00}{NoBreak}{(time.Hour < 12 ? "AM" : "PM")}");

    /// <summary>A month such as <c>2026-03</c>: <c>Mar 2026</c>. Text that is not a month is returned unchanged.</summary>
    public static string Month(string month, bool withYear = true) =>
        month is { Length: 7 } && int.TryParse(month.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 12
            ? withYear ? $"{Months[number - 1]} {month[..4]}" : Months[number - 1]
            : month == "none" ? "No date" : month;

    private static string Sign(long value) => value < 0 ? "\u2212" : "";

    private string Grouped(decimal value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", GroupMark, StringComparison.Ordinal);

    private static Locale? Find(string tag) =>
        Known.FirstOrDefault(one => one.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase)) ?? Known.FirstOrDefault(one => one.Tag.Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase));

    private static double WeightOf(string[] one) =>
        one.Length > 1 && one[1].Trim() is ['q', '=', .. var weight] && double.TryParse(weight, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 1;
}

/// <summary>The order of a date's parts.</summary>
public enum DateOrder
{
    /// <summary>Month, day, year: the United States.</summary>
    MonthDayYear,

    /// <summary>Day, month, year: most other countries.</summary>
    DayMonthYear,

    /// <summary>Year, month, day: ISO 8601.</summary>
    YearMonthDay,
}
