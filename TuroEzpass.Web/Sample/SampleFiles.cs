using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace TuroEzpass.Web.Sample;

/// <summary>Invented sample files: two cars, seven trips, a statement of three weeks. In their text, <c>{12}</c> stands for the date twelve days
/// ago, so that there is always something to file.</summary>
public static partial class SampleFiles
{
    /// <summary>The trips file, named as Turo would name it today.</summary>
    public static (string Name, byte[] Content) Trips(LocalDate today) =>
        (string.Create(CultureInfo.InvariantCulture, $"trip_earnings_export_{today:uuuuMMdd}.csv"), Read("trips.csv", today, "uuuu-MM-dd"));

    /// <summary>A toll statement in the format of E-ZPass New Jersey.</summary>
    public static (string Name, byte[] Content) Statement(LocalDate today) => ("sample-statement.csv", Read("statement.csv", today, "MM/dd/uuuu"));

    private static byte[] Read(string name, LocalDate today, string date)
    {
        using var stream = typeof(SampleFiles).Assembly.GetManifestResourceStream($"sample/{name}")!;
        using var reader = new StreamReader(stream);
        return Encoding.UTF8.GetBytes(DaysAgo().Replace(reader.ReadToEnd(), found =>
            today.PlusDays(-int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)).ToString(date, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex DaysAgo();
}
