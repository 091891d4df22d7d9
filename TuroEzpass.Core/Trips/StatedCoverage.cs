using NodaTime;

namespace TuroEzpass.Core.Trips;

/// <summary>A host's statement that the trips files have all trips of a car for some days, so that a toll outside them is the host's own.</summary>
/// <param name="Vehicle">The car's id.</param>
/// <param name="From">The first day, in the car's time zone.</param>
/// <param name="To">The last day.</param>
/// <param name="IsComplete">False takes an earlier statement about these days back.</param>
public sealed record StatedCoverage(string Vehicle, LocalDate From, LocalDate To, bool IsComplete = true)
{
    /// <summary>The days that are stated to be complete.</summary>
    /// <param name="stated">Statements about one car, in the order in which they were recorded.</param>
    internal static IReadOnlyList<(LocalDate From, LocalDate To)> Days(IEnumerable<StatedCoverage> stated)
    {
        var days = new List<(LocalDate From, LocalDate To)>();
        foreach (var one in stated)
        {
            // Statements about the same days replace each other.
            var left = days.SelectMany(span => new[] { (span.From, To: LocalDate.Min(span.To, one.From.PlusDays(-1))), (From: LocalDate.Max(span.From, one.To.PlusDays(1)), span.To) })
                .Where(span => span.From <= span.To).Distinct().ToList();
            days = left;
            if (one.IsComplete)
                days.Add((one.From, one.To));
        }

        return [.. days.Order()];
    }
}
