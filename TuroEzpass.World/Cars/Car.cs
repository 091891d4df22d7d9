using NodaTime;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Cars;

/// <summary>The account to which a car's tolls are posted.</summary>
internal enum Home
{
    NewYork,
    NewYorkSecondAccount,
    Business,
    NewJersey,
    Pennsylvania,
    Maryland,
    Florida,
}

/// <summary>A time in which no guest had the car, from the end of a trip to the start of the next.</summary>
internal sealed record Gap(Car Car, LocalDateTime From, LocalDateTime To)
{
    /// <summary>From this time on, no guest can still be returning late (6 h).</summary>
    public LocalDateTime ClearFrom => From.PlusHours(6);

    /// <summary>Until this time, no guest can be picking up early (60 min).</summary>
    public LocalDateTime ClearTo => To.PlusHours(-1);
}

/// <summary>An invented host's car. IDs, plates and tags are invented.</summary>
internal sealed class Car
{
    /// <summary>Turo's vehicle ID.</summary>
    public required string Id { get; init; }

    public string Make { get; init; } = "Honda";

    /// <summary>The car's name at Turo.</summary>
    public string Name { get; init; } = "Honda Civic 2020";

    public Home Home { get; init; }

    public required string State { get; init; }

    /// <summary>The current plate.</summary>
    public required string Plate { get; set; }

    /// <summary>The previous plate; null if it was never changed.</summary>
    public string? OldPlate { get; init; }

    /// <summary>The first day with <see cref="Plate"/>, if it was changed.</summary>
    public LocalDate PlateChangedOn { get; init; }

    /// <summary>The original tag.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether the host's fleet file contains its tag.</summary>
    public bool IsTagListed { get; init; } = true;

    /// <summary>The price per day, in dollars.</summary>
    public int DollarsADay { get; init; } = 68;

    /// <summary>The day of its first trip, if it matters.</summary>
    public LocalDate JoinedOn { get; init; }

    /// <summary>Whether its trips and its home are in Central time; otherwise Eastern.</summary>
    public bool IsCentral { get; init; }

    /// <summary>The car it swaps tags with; null if it never does.</summary>
    public Car? SwapsWith { get; set; }

    public LocalDateTime SwapAt { get; set; }

    /// <summary>Whether the fleet file contains only the day of the swap; then the whole day is uncertain.</summary>
    public bool SwapIsDay { get; set; }

    /// <summary>A second tag that was in the car for a time; empty if there was none.</summary>
    public string SpareTag { get; set; } = "";

    public LocalDateTime SpareFrom { get; set; }

    /// <summary>The last day of the spare tag.</summary>
    public LocalDateTime SpareTo { get; set; }

    /// <summary>Whether a car of another state has the same letters and digits on its plate.</summary>
    public bool HasTwin { get; set; }

    /// <summary>Whether it is in the fleet file but in no trips file.</summary>
    public bool HasNoTrips { get; init; }

    public List<GuestTrip> Trips { get; } = [];

    public List<Gap> Gaps { get; } = [];

    /// <summary>The tag in the car at a time; null on a day for which the fleet file leaves it open.</summary>
    public string? TagAt(LocalDateTime moment)
    {
        if (SwapsWith is null)
            return Tag;
        if (SwapIsDay && moment.Date == SwapAt.Date)
            return null;
        return moment < SwapAt ? Tag : SwapsWith.Tag;
    }

    /// <summary>The plate on a day.</summary>
    public string PlateOn(LocalDate day) => OldPlate is not null && day < PlateChangedOn ? OldPlate : Plate;
}
