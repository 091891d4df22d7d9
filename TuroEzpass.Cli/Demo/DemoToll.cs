using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>What a row of a statement is about.</summary>
internal enum DemoRowKind
{
    Toll,
    Payment,
    Fee,
}

/// <summary>A plaza as the statements of an account name it, with codes that were seen in real files.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Code">Its code.</param>
/// <param name="Cents">What a car pays.</param>
/// <param name="Entry">Where the ticket was taken; empty for a single point.</param>
internal sealed record DemoPlaza(string Agency, string Code, int Cents, string Entry = "")
{
    private static readonly DemoPlaza[] NewJersey =
    [
        new("GSP", "RAS", 217), new("GSP", "UNI", 224), new("GSP", "ESS", 80), new("GSP", "BER", 224), new("SJ", "AWL", 80), new("MTAB&T", "VNB", 694),
        new("PANYNJ", "GWU", 1606), new("PANYNJ", "HT", 1606), new("NYSTA", "YK", 219), new("NJTP", "18E", 554, "14"), new("NJTP", "11", 191, "13"),
        new("NJTP", "7A ", 485, "13"), new("NJTP", "14", 415, "11"), new("CBDTP", "CRZ", 900),
    ];

    private static readonly DemoPlaza[] NewYork =
    [
        new("MTAB&T", "RKB", 694), new("MTAB&T", "VNB", 694), new("MTAB&T", "TNB", 694), new("MTAB&T", "HHB", 318), new("PANYNJ", "GWU", 1606),
        new("NYSBA", "NBB", 165), new("NYSTA", "YK", 219), new("NYSTA", "19", 286, "15"), new("GSP", "BER", 224), new("CBDTP", "CRZ", 900),
    ];

    private static readonly DemoPlaza[] Pennsylvania =
    [
        new("PTC", "T359 E", 840, "T326 E"), new("PTC", "T326 W", 840, "T359 W"), new("PTC", "T340 W", 121, "T343 W"),
        new("DRPA", "Del River Port Auth - WWB", 600), new("DelDOT", "Delaware DOT - D95", 500), new("GSP", "Garden State Parkway - GEG", 217),
    ];

    /// <summary>The plazas that cars of an account pass.</summary>
    public static IReadOnlyList<DemoPlaza> Of(DemoAccount account) => account switch
    {
        DemoAccount.NewJersey => NewJersey,
        DemoAccount.NewYork => NewYork,
        _ => Pennsylvania,
    };

    /// <summary>Those without a ticket.</summary>
    public static IReadOnlyList<DemoPlaza> SinglePointsOf(DemoAccount account) => [.. Of(account).Where(plaza => plaza.Entry.Length == 0 && plaza.Agency != "CBDTP")];
}

/// <summary>A row of an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="At">When it was driven, or paid.</param>
/// <param name="Posted">The day it was posted.</param>
/// <param name="Cents">A charge is positive.</param>
internal sealed record DemoRow(DemoAccount Account, LocalDateTime At, LocalDate Posted, long Cents)
{
    public DemoRowKind Kind { get; init; } = DemoRowKind.Toll;

    public DemoPlaza? Plaza { get; init; }

    /// <summary>When the ticket was taken, where the statement says so.</summary>
    public LocalDateTime? Entry { get; init; }

    /// <summary>The tag that was read; empty when the plate was.</summary>
    public string Tag { get; init; } = "";

    public string Plate { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>The plaza as the row names it: a credit of the congestion zone has a code of its own.</summary>
    public string PlazaCode { get; init; } = "";

    public string VehicleClass { get; init; } = "1";

    /// <summary>New York's number of the row.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the account had after it, in cents.</summary>
    public long BalanceCents { get; init; }

    /// <summary>The trip it belongs to in truth; empty when none.</summary>
    public string Reservation { get; init; } = "";
}
