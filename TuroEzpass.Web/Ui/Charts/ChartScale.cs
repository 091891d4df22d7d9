namespace TuroEzpass.Web.Ui.Charts;

/// <summary>Round numbers for a chart's axis.</summary>
internal static class ChartScale
{
    /// <summary>The top of the axis: at least the largest figure, with quarters that are round numbers too.</summary>
    public static long TopOf(long largest)
    {
        if (largest <= 4)
            return 4;
        for (var power = 1L; ; power *= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[4, 8, 12, 16, 20])
            {
                if (step * power >= largest)
                    return step * power;
            }
        }
    }
}
