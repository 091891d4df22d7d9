using System.Text.RegularExpressions;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>Whether two spellings may be of one plaza.</summary>
internal static partial class PlaceNames
{
    /// <summary>True for one agency (or an unknown one) and one plaza; for a plaza that is missing or that a spreadsheet turned
    /// into a number or a day; and for a name that begins with the whole words of the other: <c>San Mateo</c>,
    /// <c>San Mateo-Hayward Bridge</c>.</summary>
    public static bool MayBeOne(TollPlaza one, TollPlaza other) =>
        one.Index == other.Index || (MayBeOneAgency(one, other) && (Spoilt().IsMatch(one.Code) || Spoilt().IsMatch(other.Code) || Begins(one.Code, other.Code) || Begins(other.Code, one.Code)));

    /// <summary>True unless both agencies are known and differ.</summary>
    public static bool MayBeOneAgency(TollPlaza one, TollPlaza other) =>
        one.AgencyIndex == other.AgencyIndex || !one.Agency.IsKnown || !other.Agency.IsKnown;

    /// <summary>The words of a shorter name are the first words of a longer one.</summary>
    private static bool Begins(string longer, string shorter)
    {
        var (all, first) = (Words().Matches(longer), Words().Matches(shorter));
        for (var index = 0; index < first.Count; index++)
        {
            if (index >= all.Count || !Symbols.Comparable(all[index].Value).Equals(Symbols.Comparable(first[index].Value), StringComparison.Ordinal))
                return false;
        }

        return first.Count > 0;
    }

    [GeneratedRegex(@"^\W*$|^[\d.]+E\+\d+$|^\d{1,2}-[A-Z]{3}(-\d+)?$|^[A-Z]{3}-\d{1,2}$|^\d{1,2}/\d{1,2}/\d{2,4}$|^#", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spoilt();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
