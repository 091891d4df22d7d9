namespace TuroEzpass.Web.Ui.Charts;

/// <summary>A series of figures over the same labels (months, days).</summary>
/// <param name="Name">The name in the legend and in the table's header.</param>
/// <param name="Values">A figure for each label.</param>
/// <param name="Tone">The chart color in the style sheet, 1 to 4.</param>
public sealed record Series(string Name, IReadOnlyList<long> Values, int Tone = 1);

/// <summary>The unit of a chart's figures.</summary>
public enum Unit
{
    /// <summary>Whole numbers.</summary>
    Count,

    /// <summary>Cents.</summary>
    Cents,
}
