using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>On whose statement a car's tolls stand.</summary>
internal enum DemoAccount
{
    NewJersey,
    NewYork,
    Pennsylvania,
}

/// <summary>A car of the invented host. Ids, plates and tags are invented.</summary>
/// <param name="Id">Turo's vehicle id.</param>
/// <param name="Make">The make, as Turo's label has it.</param>
/// <param name="Name">The car's name at Turo.</param>
/// <param name="State">The plate's state.</param>
/// <param name="Plate">The plate it has now.</param>
/// <param name="Tag">The tag in it.</param>
/// <param name="Account">Whose statement shows its tolls.</param>
/// <param name="JoinedDaysAgo">Days from its first trip to today: the fleet grew.</param>
/// <param name="DollarsADay">What a day of it costs.</param>
internal sealed record DemoCar(
    string Id, string Make, string Name, string State, string Plate, string Tag, DemoAccount Account, int JoinedDaysAgo, int DollarsADay)
{
    /// <summary>The days that the demo shows: half a year.</summary>
    public const int Days = 190;

    /// <summary>Days from the change of the third car's plate to today.</summary>
    public const int PlateChangedDaysAgo = 70;

    /// <summary>The fleet.</summary>
    public static readonly IReadOnlyList<DemoCar> All =
    [
        new("2000001", "Toyota", "Toyota RAV4 2023", "NJ", "ABC1234", "00500000201", DemoAccount.NewJersey, Days, 68),
        new("2000002", "Honda", "Honda Civic 2022", "NJ", "XYZ9876", "00500000202", DemoAccount.NewJersey, Days, 52),
        new("2000003", "Tesla", "Tesla Model 3 2023", "NJ", "E12ABC", "00500000203", DemoAccount.NewJersey, Days, 79) { OldPlate = "D34EFG" },
        new("2000004", "Jeep", "Jeep Wrangler 2021", "NJ", "HJK4567", "00500000204", DemoAccount.NewJersey, 150, 84),
        new("2000005", "Subaru", "Subaru Outback 2022", "NJ", "LMN7890", "00500000205", DemoAccount.NewJersey, 120, 64),
        new("2000006", "Hyundai", "Hyundai Tucson 2024", "NY", "KLM1234", "00499000206", DemoAccount.NewYork, Days, 61),
        new("2000007", "Ford", "Ford Bronco Sport 2022", "NY", "PQR5678", "00499000207", DemoAccount.NewYork, Days, 73),
        new("2000008", "Kia", "Kia Telluride 2023", "NY", "TUV2468", "00499000208", DemoAccount.NewYork, 135, 92),
        new("2000009", "Chevrolet", "Chevrolet Suburban 2021", "PA", "MNP1357", "00600000209", DemoAccount.Pennsylvania, 165, 105),
        new("2000010", "Volkswagen", "Volkswagen ID.4 2023", "NJ", "VWX8642", "00500000210", DemoAccount.NewJersey, 26, 66) { TagIsNamed = false },
    ];

    /// <summary>The plate before it was changed; null when it never was.</summary>
    public string? OldPlate { get; init; }

    /// <summary>Whether the fleet file has its tag: the newest car's was forgotten.</summary>
    public bool TagIsNamed { get; init; } = true;

    /// <summary>The plate on a day.</summary>
    public string PlateOn(LocalDate day, LocalDate today) => OldPlate is not null && day < today.PlusDays(-PlateChangedDaysAgo) ? OldPlate : Plate;
}

/// <summary>A trip of the invented host.</summary>
/// <param name="Id">Turo's reservation id.</param>
/// <param name="Guest">A first name and an initial.</param>
/// <param name="Car">The car.</param>
/// <param name="Start">Booked start.</param>
/// <param name="End">Booked end.</param>
internal sealed record DemoTrip(string Id, string Guest, DemoCar Car, LocalDateTime Start, LocalDateTime End)
{
    /// <summary>Cancelled by the guest before it began.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The end before the guest asked for another day; null when they did not.</summary>
    public LocalDateTime? FirstEnd { get; init; }

    /// <summary>What Turo charged for tolls by itself, in cents.</summary>
    public long TurosTollsCents { get; init; }

    /// <summary>The end as an export of that moment tells it.</summary>
    public LocalDateTime EndAsOf(LocalDateTime moment) => FirstEnd is { } first && moment < first ? first : End;
}
