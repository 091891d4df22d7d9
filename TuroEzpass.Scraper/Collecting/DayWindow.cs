using NodaTime;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Days that are asked for at once.</summary>
/// <param name="From">The first.</param>
/// <param name="Through">The last.</param>
internal sealed record DayWindow(LocalDate From, LocalDate Through)
{
    /// <summary>A span in windows of at most so many days, which touch and do not overlap.</summary>
    public static IReadOnlyList<DayWindow> Of(LocalDate from, LocalDate through, int days)
    {
        var windows = new List<DayWindow>();
        for (var start = from; start <= through; start = start.PlusDays(days))
            windows.Add(new DayWindow(start, LocalDate.Min(through, start.PlusDays(days - 1))));
        return windows;
    }

    /// <summary>Whether a day lies within.</summary>
    public bool Has(LocalDate day) => day >= From && day <= Through;

    /// <summary>For people.</summary>
    public override string ToString() => $"{From:yyyy-MM-dd} to {Through:yyyy-MM-dd}";
}
