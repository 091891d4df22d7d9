using TuroEzpass.Core.Statements;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TuroEzpass.Core.Matching;

/// <summary>Where the plazas of an agency lie, as a box on the map. Data: <c>agency-regions.yaml</c>.</summary>
internal static class AgencyRegions
{
    /// <summary>Miles of one degree of latitude, a little less than there are.</summary>
    private const double MilesOfDegree = 68.7;
    private static readonly Dictionary<string, double[]> Boxes = Load();

    /// <summary>The miles that lie between two agencies' plazas at least; 0 where a region is not known.</summary>
    public static double MilesBetween(Agency one, Agency other)
    {
        if (!Boxes.TryGetValue(one.Code, out var a) || !Boxes.TryGetValue(other.Code, out var b))
            return 0;
        var north = Math.Max(0, Math.Max(a[0] - b[2], b[0] - a[2])) * MilesOfDegree;
        // A degree of longitude is shortest at the most northern place of the two.
        var east = Math.Max(0, Math.Max(a[1] - b[3], b[1] - a[3])) * MilesOfDegree * Math.Cos(Math.Max(a[2], b[2]) * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }

    private static Dictionary<string, double[]> Load()
    {
        using var reader = new StreamReader(typeof(AgencyRegions).Assembly.GetManifestResourceStream("agency-regions.yaml")!);
        var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        return yaml.Deserialize<List<Region>>(reader)
            .SelectMany(region => region.Agencies.Select(code => (Code: code, region.Box)))
            .ToDictionary(pair => pair.Code, pair => pair.Box, StringComparer.Ordinal);
    }

    private sealed class Region
    {
        public List<string> Agencies { get; set; } = [];

        public double[] Box { get; set; } = [];
    }
}
