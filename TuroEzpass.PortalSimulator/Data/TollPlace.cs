using TuroEzpass.PortalSimulator.Access;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>Where a toll is taken, in codes that were seen in real files.</summary>
/// <param name="Agency">The agency's code.</param>
/// <param name="Code">The plaza as the account's rows name it.</param>
/// <param name="Cents">What a car pays.</param>
/// <param name="Entry">Where the ticket was taken; empty at a single point.</param>
internal sealed record TollPlace(string Agency, string Code, int Cents, string Entry = "")
{
    /// <summary>The congestion zone's entry, and the credit for a crossing.</summary>
    public static readonly TollPlace Zone = new("CBDTP", "CRZ", 900);

    public static readonly TollPlace ZoneCredit = new("CBDTP", "CXC", -300);

    private static readonly TollPlace[] NewYork =
    [
        new("MTAB&T", "RKB", 694), new("MTAB&T", "VNB", 694), new("MTAB&T", "TNB", 694), new("MTAB&T", "HHB", 318), new("PANYNJ", "GWU", 1606),
        new("NYSBA", "NBB", 165), new("NYSTA", "YK", 219), new("NYSTA", "19", 286, "15"), new("GSP", "BER", 224), new("NJTP", "18E", 554, "14"),
    ];

    private static readonly TollPlace[] NewJersey =
    [
        new("GSP", "RAS", 217), new("GSP", "UNI", 224), new("GSP", "ESS", 80), new("GSP", "BER", 224), new("SJ", "AWL", 80), new("MTAB&T", "VNB", 694),
        new("PANYNJ", "GWU", 1606), new("NYSTA", "YK", 219), new("NJTP", "18E", 554, "14"), new("NJTP", "11", 191, "13"), new("NJTP", "7A ", 485, "13"),
    ];

    private static readonly TollPlace[] Pennsylvania =
    [
        new("PTC", "T359 E", 840, "T326 E"), new("PTC", "T326 W", 840, "T359 W"), new("PTC", "T340 W", 121), new("PTC", "T349 E", 172), new("PTC", "H43 S", 250),
        new("DRPA", "Del River Port Auth - WWB", 600), new("DelDOT", "Delaware DOT - D95", 500), new("GSP", "Garden State Parkway - GEG", 217),
        new("NJTP", "New Jersey Turnpike - 6  ", 1620, "New Jersey Turnpike - 16E"), new("MdTA", "Md Trans Auth - FMT", 400),
    ];

    /// <summary>The places that an account's cars pass.</summary>
    public static IReadOnlyList<TollPlace> Of(string portal) => portal switch
    {
        PortalIds.NewYork => NewYork,
        PortalIds.NewJersey => NewJersey,
        _ => Pennsylvania,
    };
}
