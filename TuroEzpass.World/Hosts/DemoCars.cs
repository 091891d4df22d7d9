using NodaTime;
using TuroEzpass.World.Cars;

namespace TuroEzpass.World.Hosts;

/// <summary>The demo host's ten cars.</summary>
internal static class DemoCars
{
    /// <summary>The number of days in the demo: half a year.</summary>
    public const int Days = 190;

    /// <summary>The number of days since the third car's plate was changed.</summary>
    public const int PlateChangedDaysAgo = 70;

    /// <summary>The cars on a given day. For any day, they joined the same number of days earlier.</summary>
    public static IReadOnlyList<Car> Of(LocalDate today)
    {
        return
        [
            Of("2000001", "Toyota", "Toyota RAV4 2023", "NJ ABC1234", "00500000201", Home.NewJersey, Days, 68),
            Of("2000002", "Honda", "Honda Civic 2022", "NJ XYZ9876", "00500000202", Home.NewJersey, Days, 52),
            Of("2000003", "Tesla", "Tesla Model 3 2023", "NJ E12ABC", "00500000203", Home.NewJersey, Days, 79, oldPlate: "D34EFG"),
            Of("2000004", "Jeep", "Jeep Wrangler 2021", "NJ HJK4567", "00500000204", Home.NewJersey, 150, 84),
            Of("2000005", "Subaru", "Subaru Outback 2022", "NJ LMN7890", "00500000205", Home.NewJersey, 120, 64),
            Of("2000006", "Hyundai", "Hyundai Tucson 2024", "NY KLM1234", "00499000206", Home.NewYork, Days, 61),
            Of("2000007", "Ford", "Ford Bronco Sport 2022", "NY PQR5678", "00499000207", Home.NewYork, Days, 73),
            Of("2000008", "Kia", "Kia Telluride 2023", "NY TUV2468", "00499000208", Home.NewYork, 135, 92),
            Of("2000009", "Chevrolet", "Chevrolet Suburban 2021", "PA MNP1357", "00600000209", Home.Pennsylvania, 165, 105),
            // The newest car's tag is missing from the fleet file.
            Of("2000010", "Volkswagen", "Volkswagen ID.4 2023", "NJ VWX8642", "00500000210", Home.NewJersey, 26, 66, isTagListed: false),
        ];

        Car Of(string id, string make, string name, string plate, string tag, Home home, int joinedDaysAgo, int dollarsADay, string? oldPlate = null, bool isTagListed = true) => new()
        {
            Id = id,
            Make = make,
            Name = name,
            State = plate[..2],
            Plate = plate[3..],
            OldPlate = oldPlate,
            PlateChangedOn = today.PlusDays(-PlateChangedDaysAgo),
            Tag = tag,
            IsTagListed = isTagListed,
            Home = home,
            JoinedOn = today.PlusDays(1 - joinedDaysAgo),
            DollarsADay = dollarsADay,
        };
    }
}
