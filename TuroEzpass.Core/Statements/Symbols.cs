namespace TuroEzpass.Core.Statements;

/// <summary>The names that the statements of one run share — tags, plates, agencies, plazas — each once, with a number,
/// so that rows hold references and matching compares numbers. Several threads may read statements with it at the same time;
/// matching starts when they are finished.</summary>
public sealed class Symbols
{
    private readonly Lock guard = new();
    private readonly Dictionary<TagOrPlate, TagOrPlate> identifiers = [];
    private readonly List<TagOrPlate> identifierList = [];
    private readonly Dictionary<(Agency Agency, string Code), TollPlaza> plazas = [];
    private readonly Dictionary<(string Name, bool IsKnown), int> agencies = [];
    private readonly Dictionary<(int Agency, string Code), int> places = [];
    private readonly Dictionary<(string Code, string Like), Agency> unknownAgencies = [];
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);

    /// <summary>The directory for looking up agencies.</summary>
    public AgencyDirectory Directory { get; } = AgencyDirectory.BuiltIn;

    /// <summary>The tags and plates so far, by number.</summary>
    internal IReadOnlyList<TagOrPlate> Identifiers => identifierList;

    internal TagOrPlate Intern(TagOrPlate identifier)
    {
        lock (guard)
        {
            if (identifiers.TryGetValue(identifier, out var known))
                return known;
            var numbered = identifier with { Index = identifierList.Count };
            identifierList.Add(numbered);
            identifiers.Add(numbered, numbered);
            return numbered;
        }
    }

    internal string Intern(string text)
    {
        lock (guard)
        {
            if (texts.TryGetValue(text, out var known))
                return known;
            texts.Add(text);
            return text;
        }
    }

    /// <summary>A plaza as one file spells it; all spellings share a number.</summary>
    internal TollPlaza Plaza(Agency agency, string code)
    {
        lock (guard)
        {
            if (plazas.TryGetValue((agency, code), out var known))
                return known;
            var agencyIndex = Number(agencies, (agency.IsKnown ? agency.Code : agency.Code.ToUpperInvariant(), agency.IsKnown));
            var plaza = new TollPlaza(agency, code, agencyIndex, Number(places, (agencyIndex, Comparable(code))));
            plazas.Add((agency, code), plaza);
            return plaza;
        }
    }

    private static int Number<TKey>(Dictionary<TKey, int> numbers, TKey key)
        where TKey : notnull
    {
        if (!numbers.TryGetValue(key, out var number))
            numbers.Add(key, number = numbers.Count);
        return number;
    }

    /// <summary>A plaza's code for comparison: spreadsheets remove the zero of <c>07</c>.</summary>
    internal static string Comparable(string code)
    {
        var upper = code.ToUpperInvariant();
        return upper.Length > 1 && upper[0] == '0' && upper.All(char.IsAsciiDigit) ? upper.TrimStart('0') : upper;
    }

    /// <summary>An agency that is not in the directory. It uses the time zones of the layout's default agency, or else
    /// all zones with E-ZPass roads.</summary>
    internal Agency UnknownAgency(string name, string defaultAgency)
    {
        lock (guard)
        {
            var key = (name, defaultAgency);
            if (unknownAgencies.TryGetValue(key, out var known))
                return known;
            var zones = Directory.Find(defaultAgency)?.Zones ?? [Time.Zones.Get("America/New_York"), Time.Zones.Get("America/Chicago")];
            var agency = new Agency(name, name.Length == 0 ? "no agency" : name, known: false, [.. zones]);
            unknownAgencies.Add(key, agency);
            return agency;
        }
    }
}
