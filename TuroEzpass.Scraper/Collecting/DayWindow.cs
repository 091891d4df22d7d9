using NodaTime;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>A range of days that is requested at once.</summary>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day.</param>
internal sealed record DayWindow(LocalDate From, LocalDate Through)
{
    /// <summary>Splits a range into consecutive windows of at most the given number of days.</summary>
    public static IReadOnlyList<DayWindow> Of(LocalDate from, LocalDate through, int days)
    {
        var windows = new List<DayWindow>();
        for (var start = from; start <= through; start = start.PlusDays(days))
            windows.Add(new DayWindow(start, LocalDate.Min(through, start.PlusDays(days - 1))));
        return windows;
    }

    /// <summary>Whether the window contains a day.</summary>
    public bool Has(LocalDate day) => day >= From && day <= Through;

    /// <summary>The range for display.</summary>
    public override string ToString() => $"{From:yyyy-MM-dd} to {Through:yyyy-MM-dd}";
}
