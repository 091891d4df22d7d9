using System.Text.RegularExpressions;
using TuroEzpass.Core.Time;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TuroEzpass.Core.Statements;

/// <summary>A toll agency: the operator of the road, bridge or zone that was crossed.</summary>
public sealed class Agency
{
    private readonly (Regex Plaza, ZoneCalendar[] Zones)[] exceptions;

    internal Agency(string code, string name, bool known, ZoneCalendar[] zones, (Regex, ZoneCalendar[])[]? exceptions = null)
    {
        Code = code;
        Name = name;
        IsKnown = known;
        Zones = zones;
        this.exceptions = exceptions ?? [];
    }

    /// <summary>The industry's short code: <c>PANYNJ</c>.</summary>
    public string Code { get; }

    /// <summary>The agency's name.</summary>
    public string Name { get; }

    /// <summary>Whether the directory has it. A row of an unknown agency may be parking, so it needs review.</summary>
    public bool IsKnown { get; }

    /// <summary>The time zone of its facilities; several if uncertain.</summary>
    public IReadOnlyList<ZoneCalendar> Zones { get; }

    /// <summary>Manhattan's congestion zone: its credits have other plaza codes than the charge
    /// (CRZ; CXC, CX1, CX2, CC1), so the plaza does not distinguish its crossings.</summary>
    public bool NetsAcrossPlazas => Code == "CBDTP";

    /// <summary>The time zones of one of its plazas.</summary>
    internal IReadOnlyList<ZoneCalendar> ZonesAt(string plaza)
    {
        foreach (var (pattern, zones) in exceptions)
        {
            if (pattern.IsMatch(plaza))
                return zones;
        }

        return Zones;
    }
}

/// <summary>The toll agencies that statements name, by every known spelling. Data: <c>agencies.yaml</c>.</summary>
public sealed class AgencyDirectory
{
    private readonly Dictionary<string, Agency> bySpelling = new(StringComparer.OrdinalIgnoreCase);

    private AgencyDirectory(IEnumerable<AgencyEntry> entries)
    {
        foreach (var entry in entries)
        {
            var zones = entry.Zones.Select(Time.Zones.Get).ToArray();
            var exceptions = entry.Plazas.Select(plaza => (
                new Regex(plaza.Match, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant),
                plaza.Zones.Select(Time.Zones.Get).ToArray())).ToArray();
            var agency = new Agency(entry.Code, entry.Name, known: true, zones, exceptions);
            foreach (var spelling in entry.Names.Append(entry.Code))
                bySpelling.TryAdd(spelling, agency);
        }
    }

    /// <summary>The built-in directory.</summary>
    public static AgencyDirectory BuiltIn { get; } = Load();

    /// <summary>Every agency, once.</summary>
    public IEnumerable<Agency> All => bySpelling.Values.Distinct();

    /// <summary>Finds an agency by a spelling; null if it is unknown.</summary>
    public Agency? Find(string spelling) => bySpelling.GetValueOrDefault(spelling.Trim());

    private static AgencyDirectory Load()
    {
        using var stream = typeof(AgencyDirectory).Assembly.GetManifestResourceStream("agencies.yaml")!;
        using var reader = new StreamReader(stream);
        var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        return new AgencyDirectory(yaml.Deserialize<List<AgencyEntry>>(reader));
    }

    private sealed class AgencyEntry
    {
        public string Code { get; set; } = "";

        public string Name { get; set; } = "";

        public List<string> Names { get; set; } = [];

        public List<string> Zones { get; set; } = [];

        public List<PlazaEntry> Plazas { get; set; } = [];
    }

    private sealed class PlazaEntry
    {
        public string Match { get; set; } = "";

        public List<string> Zones { get; set; } = [];
    }
}
