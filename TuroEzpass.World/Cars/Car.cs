using NodaTime;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Cars;

/// <summary>Which account a car's tolls are posted to.</summary>
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

/// <summary>A time in which no guest had the car, from the end of one trip to the start of the next.</summary>
internal sealed record Gap(Car Car, LocalDateTime From, LocalDateTime To)
{
    /// <summary>From here on nobody returns late any more (6 h).</summary>
    public LocalDateTime ClearFrom => From.PlusHours(6);

    /// <summary>Up to here nobody picks up early yet (60 min).</summary>
    public LocalDateTime ClearTo => To.PlusHours(-1);
}

/// <summary>A car of an invented host. Ids, plates and tags are invented.</summary>
internal sealed class Car
{
    /// <summary>Turo's vehicle id.</summary>
    public required string Id { get; init; }

    public string Make { get; init; } = "Honda";

    /// <summary>The car's name at Turo.</summary>
    public string Name { get; init; } = "Honda Civic 2020";

    public Home Home { get; init; }

    public required string State { get; init; }

    /// <summary>The plate it has now.</summary>
    public required string Plate { get; set; }

    /// <summary>The plate before it was changed; null when it never was.</summary>
    public string? OldPlate { get; init; }

    /// <summary>The first day with <see cref="Plate"/>, when it was changed.</summary>
    public LocalDate PlateChangedOn { get; init; }

    /// <summary>The tag it starts out with.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether the host's fleet file names its tag.</summary>
    public bool IsTagListed { get; init; } = true;

    /// <summary>What a day of it costs, in dollars.</summary>
    public int DollarsADay { get; init; } = 68;

    /// <summary>The day of its first trip, where that matters.</summary>
    public LocalDate JoinedOn { get; init; }

    /// <summary>Its trips and its home are in Central time; else Eastern.</summary>
    public bool IsCentral { get; init; }

    /// <summary>The car it swaps tags with; null when it never does.</summary>
    public Car? SwapsWith { get; set; }

    public LocalDateTime SwapAt { get; set; }

    /// <summary>The fleet file tells the day only: then the whole day is in doubt.</summary>
    public bool SwapIsDay { get; set; }

    /// <summary>A second tag that lay in it for a while; empty when it never had one.</summary>
    public string SpareTag { get; set; } = "";

    public LocalDateTime SpareFrom { get; set; }

    /// <summary>The last day of the spare tag.</summary>
    public LocalDateTime SpareTo { get; set; }

    /// <summary>A car of another state has the same letters and digits on its plate.</summary>
    public bool HasTwin { get; set; }

    /// <summary>It is in the fleet file and in no trips file.</summary>
    public bool HasNoTrips { get; init; }

    public List<GuestTrip> Trips { get; } = [];

    public List<Gap> Gaps { get; } = [];

    /// <summary>The tag in the car at a time; null on a day of which the fleet file cannot tell.</summary>
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
