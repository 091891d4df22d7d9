namespace TuroEzpass.Web.Ui.Charts;

/// <summary>A row of figures over the same places (months, days).</summary>
/// <param name="Name">What they are; shown in the legend and above the table's column.</param>
/// <param name="Values">A figure for each place.</param>
/// <param name="Tone">1 to 4: which of the chart colours of the style sheet.</param>
public sealed record Series(string Name, IReadOnlyList<long> Values, int Tone = 1);

/// <summary>What a chart's figures are.</summary>
public enum Unit
{
    /// <summary>Whole things.</summary>
    Count,

    /// <summary>Cents.</summary>
    Cents,
}
