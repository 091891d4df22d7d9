using NodaTime;

namespace TuroEzpass.Core.Time;

/// <summary>The precision of a statement's time.</summary>
public enum TimePrecision
{
    /// <summary>No date and no time.</summary>
    None,

    /// <summary>A date without a time.</summary>
    Day,

    /// <summary>Date, hour and minute.</summary>
    Minute,

    /// <summary>Date, hour, minute and second.</summary>
    Second,
}

/// <summary>The local wall-clock time of a statement row, with the file's precision. It has no zone:
/// the zone belongs to the toll facility. Fractions of a second are dropped. Not before 1970.</summary>
public readonly record struct TravelTime : IComparable<TravelTime>
{
    private const int PrecisionBits = 2;
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private readonly long packed;

    private TravelTime(long localSeconds, TimePrecision precision) => packed = (localSeconds << PrecisionBits) | (long)precision;

    /// <summary>No date and no time.</summary>
    public static readonly TravelTime None;

    /// <summary>The precision.</summary>
    public TimePrecision Precision => (TimePrecision)(packed & ((1 << PrecisionBits) - 1));

    /// <summary>Whether there is at least a date.</summary>
    public bool HasDate => Precision != TimePrecision.None;

    /// <summary>Whether there is a time of day.</summary>
    public bool HasTime => Precision >= TimePrecision.Minute;

    /// <summary>Seconds on a local clock since 1970-01-01T00:00:00 of the same clock.</summary>
    public long LocalSeconds => packed >> PrecisionBits;

    /// <summary>Whole days on the calendar since 1970-01-01.</summary>
    public int Day => (int)(LocalSeconds / 86400);

    /// <summary>The second of the local day, 0 to 86,399.</summary>
    public int SecondOfDay => (int)(LocalSeconds - (Day * 86400L));

    /// <summary>The date.</summary>
    public LocalDate Date => Epoch.PlusDays(Day);

    /// <summary>Date and time of day; midnight if there is only a date.</summary>
    public LocalDateTime LocalDateTime => Date.AtMidnight().PlusSeconds(SecondOfDay);

    /// <summary>A date without a time.</summary>
    public static TravelTime OnDay(LocalDate date) => OnDay(DayNumber(date));

    /// <summary>A date without a time, by its day number since 1970-01-01.</summary>
    public static TravelTime OnDay(int day) => new(day * 86400L, TimePrecision.Day);

    /// <summary>A date and a time of day.</summary>
    /// <param name="day">Whole days since 1970-01-01.</param>
    /// <param name="secondOfDay">0 to 86,399.</param>
    /// <param name="precision">Minute or second.</param>
    public static TravelTime At(int day, int secondOfDay, TimePrecision precision) => new((day * 86400L) + secondOfDay, precision);

    /// <summary>A local date and time.</summary>
    public static TravelTime At(LocalDateTime local, TimePrecision precision) =>
        At(DayNumber(local.Date), (int)(local.NanosecondOfDay / NodaConstants.NanosecondsPerSecond), precision);

    /// <summary>Whole days since 1970-01-01.</summary>
    public static int DayNumber(LocalDate date) => Period.DaysBetween(Epoch, date);

    /// <summary>The same time of day on another day.</summary>
    public TravelTime PlusDays(int days) => new(LocalSeconds + (days * 86400L), Precision);

    /// <summary>Minutes on the local clock since 1970-01-01T00:00 of the same clock.</summary>
    public long LocalMinute => LocalSeconds / 60;

    /// <inheritdoc />
    public int CompareTo(TravelTime other) => packed.CompareTo(other.packed);

    /// <summary>Whether the left time is earlier.</summary>
    public static bool operator <(TravelTime left, TravelTime right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left time is later.</summary>
    public static bool operator >(TravelTime left, TravelTime right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left time is not later.</summary>
    public static bool operator <=(TravelTime left, TravelTime right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left time is not earlier.</summary>
    public static bool operator >=(TravelTime left, TravelTime right) => left.CompareTo(right) >= 0;

    /// <summary>The packed value: equal for equal time and precision. For keys.</summary>
    internal long Packed => packed;
}
