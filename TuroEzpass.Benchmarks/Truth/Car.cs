namespace TuroEzpass.Benchmarks.Truth;

/// <summary>Whose statement a car's tolls stand on.</summary>
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
internal sealed record Gap(Car Car, DateTime From, DateTime To)
{
    /// <summary>From here on nobody returns late any more (6 h).</summary>
    public DateTime ClearFrom => From.AddHours(6);

    /// <summary>Up to here nobody picks up early yet (60 min).</summary>
    public DateTime ClearTo => To.AddHours(-1);
}

/// <summary>A car of the invented fleet, with its life.</summary>
internal sealed class Car
{
    public required string Id { get; init; }

    public required Home Home { get; init; }

    public required string State { get; init; }

    public required string Plate { get; set; }

    /// <summary>The tag it starts out with.</summary>
    public required string Tag { get; init; }

    /// <summary>Its trips and its home are in Central time; else Eastern.</summary>
    public bool IsCentral { get; init; }

    /// <summary>The car it swaps tags with; null when it never does.</summary>
    public Car? SwapsWith { get; set; }

    public DateTime SwapAt { get; set; }

    /// <summary>The fleet file tells the day only: then the whole day is in doubt.</summary>
    public bool SwapIsDay { get; set; }

    /// <summary>A second tag that lay in it for a while; empty when it never had one.</summary>
    public string SpareTag { get; set; } = "";

    public DateTime SpareFrom { get; set; }

    /// <summary>The last day of the spare tag.</summary>
    public DateTime SpareTo { get; set; }

    /// <summary>A car of another state has the same letters and digits on its plate.</summary>
    public bool HasTwin { get; set; }

    /// <summary>It is in the fleet file and in no trips file.</summary>
    public bool HasNoTrips { get; init; }

    public List<Rental> Rentals { get; } = [];

    public List<Gap> Gaps { get; } = [];

    /// <summary>The tag in the car at a time; null on a day of which the fleet file cannot tell.</summary>
    public string? TagAt(DateTime moment)
    {
        if (SwapsWith is null)
            return Tag;
        if (SwapIsDay && moment.Date == SwapAt.Date)
            return null;
        return moment < SwapAt ? Tag : SwapsWith.Tag;
    }
}

/// <summary>A trip as Turo knows it.</summary>
internal sealed class Rental
{
    public required string Id { get; init; }

    public required Car Car { get; init; }

    public required DateTime Start { get; init; }

    public required DateTime End { get; init; }

    public string Status { get; init; } = "Completed";

    /// <summary>Driven and paid for, whatever the status says.</summary>
    public bool WasDriven { get; init; } = true;

    /// <summary>The end that the older trips file still had.</summary>
    public DateTime? OlderEnd { get; init; }

    /// <summary>From here on a toll is certainly this guest's.</summary>
    public DateTime CertainFrom { get; set; }

    /// <summary>Up to here a toll is certainly this guest's.</summary>
    public DateTime CertainTo { get; set; }

    public bool IsCancelled => Status.EndsWith("cancellation", StringComparison.Ordinal);
}
