using TuroEzpass.World.Cars;

namespace TuroEzpass.World.Roads;

/// <summary>The plazas in each statement: codes from the samples and the format documentation.</summary>
internal static class Plazas
{
    public static readonly string[] Interchanges = ["1", "6", "7A ", "11", "13", "14", "15X", "18E", "18W"];

    private static readonly Plaza[] NewYork =
    [
        new("MTAB&T", "RKB", 694), new("MTAB&T", "VNB", 911), new("MTAB&T", "TNB", 694), new("MTAB&T", "HHB", 318),
        new("PANYNJ", "GWU", 1606), new("PANYNJ", "LNT", 1831), new("GSP", "BER", 224), new("NYSBA", "NBB", 165), new("NYSTA", "YK", 219),
        new("NYSTA", "19", 286, Ends.EntryUntimed), new("NJTP", "18W", 871, Ends.EntryUntimed), new("NJTP", "11", 415, Ends.EntryUntimed),
    ];

    private static readonly Plaza[] NewJersey =
    [
        new("GSP", "RAS", 217), new("GSP", "UNI", 224), new("GSP", "ESS", 80), new("SJ", "AWL", 80), new("MTAB&T", "VNB", 694),
        new("PANYNJ", "GWU", 1606), new("PANYNJ", "BB ", 1831), new("NJTP", "7A ", 285), new("DelDOT", "D95", 500), new("NYSTA", "YK", 219),
        new("NJTP", "18E", 554, Ends.Both), new("NJTP", "11", 191, Ends.Both), new("PTC", "H43", 1240, Ends.Both),
        new("DRJTBC", "I78", 150, Ends.Placeholder), new("DRPA", "BRB", 500, Ends.Placeholder),
        new("ILTOLL", "17", 190, Clock: Clock.Central), new("ITRCC", "EPT", 1406, Ends.Both, Clock.Unsure),
    ];

    private static readonly Plaza[] Pennsylvania =
    [
        new("PTC", "T349 E", 172), new("PTC", "T340 W", 121), new("PTC", "H43 S", 240), new("MdTA", "Md Trans Auth - FMT", 400),
        new("DelDOT", "Delaware DOT - D95", 500), new("DRJTBC", "DRJT Bridge Comm - SF ", 150), new("GSP", "Garden State Parkway - GEG", 217),
        new("NJTP", "New Jersey Turnpike - 6  ", 1620, Ends.Both), new("NJTP", "New Jersey Turnpike - 14C", 1634, Ends.Both),
    ];

    private static readonly Plaza[] Maryland =
    [
        new("MDTA", "I-95 JFK Memorial Highway", 600), new("MDTA", "Fort McHenry Tunnel", 400), new("DelDOT", "Newark Plaza", 500),
        new("PTC", "T 326", 172), new("PANYNJ", "Goethals Br", 1606), new("MTABT", "Verrazano Narrows Br", 694),
        new("MDTA", "I-95N ETL/MD 152", 245, Ends.Both), new("PTC", "T 333", 890, Ends.ExitUntimed), new("NJTP", "PA Turnpike/Florence", 1051, Ends.ExitUntimed),
    ];

    private static readonly Plaza[] Florida =
    [
        new("Florida Turnpike Enterprise", "SR91 THREE LAKES MAIN SB MP236", 413), new("Florida Turnpike Enterprise", "SR91 THREE LAKES MAIN NB MP236", 413),
        new("Florida Turnpike Enterprise", "SR528 BEACHLINE WEST", 142), new("Florida Turnpike Enterprise", "GARCON POINT BRIDGE", 275, Clock: Clock.Central),
    ];

    private static readonly Plaza[] EverydayNewJersey =
    [
        new("GSP", "RAS", 217), new("GSP", "UNI", 224), new("GSP", "ESS", 80), new("GSP", "BER", 224), new("SJ", "AWL", 80), new("MTAB&T", "VNB", 694),
        new("PANYNJ", "GWU", 1606), new("PANYNJ", "HT", 1606), new("NYSTA", "YK", 219), Ticket("NJTP", "18E", 554, "14"), Ticket("NJTP", "11", 191, "13"),
        Ticket("NJTP", "7A ", 485, "13"), Ticket("NJTP", "14", 415, "11"), new("CBDTP", "CRZ", 900),
    ];

    private static readonly Plaza[] EverydayNewYork =
    [
        new("MTAB&T", "RKB", 694), new("MTAB&T", "VNB", 694), new("MTAB&T", "TNB", 694), new("MTAB&T", "HHB", 318), new("PANYNJ", "GWU", 1606),
        new("NYSBA", "NBB", 165), new("NYSTA", "YK", 219), Ticket("NYSTA", "19", 286, "15"), new("GSP", "BER", 224), new("CBDTP", "CRZ", 900),
    ];

    private static readonly Plaza[] EverydayPennsylvania =
    [
        Ticket("PTC", "T359 E", 840, "T326 E"), Ticket("PTC", "T326 W", 840, "T359 W"), Ticket("PTC", "T340 W", 121, "T343 W"),
        new("DRPA", "Del River Port Auth - WWB", 600), new("DelDOT", "Delaware DOT - D95", 500), new("GSP", "Garden State Parkway - GEG", 217),
    ];

    private static readonly Plaza[] CentralTime = [new("ILTOLL", "17", 190, Clock: Clock.Central), new("ILTOLL", "33", 75, Clock: Clock.Central)];

    /// <summary>The plazas on a car's statement.</summary>
    public static IReadOnlyList<Plaza> Of(Car car) => car.IsCentral ? CentralTime : Of(car.Home);

    private static Plaza[] Of(Home home) => home switch
    {
        Home.NewJersey => NewJersey,
        Home.Pennsylvania => Pennsylvania,
        Home.Maryland => Maryland,
        Home.Florida => Florida,
        _ => NewYork,
    };

    /// <summary>The everyday plazas of an account, with the entry plaza of each ticket road.</summary>
    public static IReadOnlyList<Plaza> Everyday(Home home) => home switch
    {
        Home.NewJersey => EverydayNewJersey,
        Home.Pennsylvania => EverydayPennsylvania,
        _ => EverydayNewYork,
    };

    /// <summary>Manhattan's congestion zone.</summary>
    public static Plaza CongestionZone(Home home) => home == Home.Pennsylvania
        ? new("CBDTP", "Central Bus. Dist. - CRZ", 900)
        : new("CBDTP", "CRZ", 900);

    private static Plaza Ticket(string agency, string code, int cents, string entry) => new(agency, code, cents, Ends.Both) { Entry = entry };
}
