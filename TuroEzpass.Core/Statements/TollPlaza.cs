using System.Text.RegularExpressions;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>A toll location: a plaza of an agency. The same code stands for different places at different agencies.</summary>
public sealed partial class TollPlaza
{
    internal TollPlaza(Agency agency, string code, int agencyIndex, int index)
    {
        Agency = agency;
        Code = code;
        Zones = agency.ZonesAt(code);
        FirstZone = Zones[0];
        HasOneZone = Zones.Count == 1;
        AgencyIndex = agencyIndex;
        Index = index;
        NamesNoToll = OtherThings().IsMatch(code);
    }

    /// <summary>The agency.</summary>
    public Agency Agency { get; }

    /// <summary>The plaza's code or name in the statement, trimmed; may be empty.</summary>
    public string Code { get; }

    /// <summary>The time zone; several if uncertain.</summary>
    public IReadOnlyList<ZoneCalendar> Zones { get; }

    /// <summary>Whether the name is that of a garage, a purchase or a fee: some files list them among the tolls, with the tag.</summary>
    internal bool NamesNoToll { get; }

    /// <summary>The first zone, and whether it is the only one: enough for most tolls.</summary>
    internal ZoneCalendar FirstZone { get; }

    internal bool HasOneZone { get; }

    /// <summary>The number of its agency, the same for all spellings.</summary>
    internal int AgencyIndex { get; }

    /// <summary>The number of the place, the same for all spellings.</summary>
    internal int Index { get; }

    [GeneratedRegex(@"\b(GARAGE|PARKING|VALET|PURCHASE|FEES?|DEPOSIT|TRANSPONDERS?|INVOICE|PENALTY|FINE|REPLENISH\w*|SHIPPING|SURCHARGE|SALES TAX)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherThings();
}
