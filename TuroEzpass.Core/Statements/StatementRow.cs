using System.Globalization;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>Which time of a toll with two ends the statement leaves out.</summary>
public enum MissingEnd : byte
{
    /// <summary>None: a barrier, or both ends have their time.</summary>
    None,

    /// <summary>The entry's: it was before.</summary>
    Entry,

    /// <summary>The exit's: it was after.</summary>
    Exit,

    /// <summary>One of the two.</summary>
    Either,
}

/// <summary>An agency's id of a transaction, compared as text. Ids of digits are kept as a number.</summary>
public readonly record struct TransactionId
{
    private const int MostDigits = 18;
    private const long Rounded = 100_000;

    /// <summary>The least number of ten digits, with the one before them.</summary>
    private const long TenDigits = 10_000_000_000;
    private readonly long digits;
    private readonly string? text;

    private TransactionId(long digits, string? text)
    {
        this.digits = digits;
        this.text = text;
    }

    /// <summary>Whether the row has none.</summary>
    public bool IsEmpty => digits == 0 && text is null;

    /// <summary>Whether it tells one passage from another. It does not where it is empty, <c>0</c>, <c>N/A</c> or <c>#####</c>, or where
    /// a spreadsheet rounded it: ten digits or more that end in five zeros.</summary>
    public bool IsReliable => text is null
        ? digits > 1 && !IsOnlyZeros(digits) && (digits < TenDigits || digits % Rounded != 0)
        : text[0] != '#' && !text.Equals("N/A", StringComparison.OrdinalIgnoreCase) && !text.EndsWith("00000", StringComparison.Ordinal);

    /// <summary>Reads one; empty text is none, and neither is a number that a spreadsheet turned into <c>3.32E+10</c>.</summary>
    public static TransactionId Read(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || TagOrPlate.IsDestroyed(text))
            return default;
        if (text.Length >= MostDigits)
            return new TransactionId(0, text.ToString());
        // A one before the digits keeps the leading zeros apart.
        var number = 1L;
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
                return new TransactionId(0, text.ToString());
            number = (number * 10) + (letter - '0');
        }

        return new TransactionId(number, null);
    }

    private static bool IsOnlyZeros(long number)
    {
        while (number >= 10 && number % 10 == 0)
            number /= 10;
        return number == 1;
    }

    /// <summary>The id as the statement has it.</summary>
    public override string ToString() => text ?? (digits == 0 ? "" : digits.ToString(CultureInfo.InvariantCulture)[1..]);
}

/// <summary>A physical row of a statement, read but not yet judged. Every row of the file has one, also the ones
/// that cannot be read.</summary>
public readonly struct StatementRow
{
    private readonly int posted;
    private readonly long cents;
    private readonly bool hasAmount;

    /// <summary>An empty row.</summary>
    public StatementRow()
    {
    }

    /// <summary>The row's physical line in the file: the first line is 1 (a sheet's row number for a workbook).</summary>
    public required int Line { get; init; }

    /// <summary>What it is about.</summary>
    public RowKind Kind { get; init; }

    /// <summary>Which end's time is left out.</summary>
    public MissingEnd Missing { get; init; }

    /// <summary>The other end was read as the day before, since it is later on the clock.</summary>
    public bool OtherEndCrossedMidnight { get; init; }

    /// <summary>Why the row cannot be read, for people; null when it can.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The statement's own word for the kind; may be empty.</summary>
    public string KindText { get; init; } = "";

    /// <summary>The transponder, if one was read.</summary>
    public TagOrPlate? Tag { get; init; }

    /// <summary>The plate, if one was read.</summary>
    public TagOrPlate? Plate { get; init; }

    /// <summary>Where it was taken; null only for a row that cannot be read.</summary>
    public TollPlaza? Plaza { get; init; }

    /// <summary>The entry plaza of a toll with two ends; empty for a barrier.</summary>
    public string EntryPlaza { get; init; } = "";

    /// <summary>Vehicle class as the statement has it; may be empty.</summary>
    public string VehicleClass { get; init; } = "";

    /// <summary>The row's own local date and time of travel.</summary>
    public TravelTime Travel { get; init; }

    /// <summary>The local time at the other end, where the statement tells it.</summary>
    public TravelTime OtherEnd { get; init; }

    /// <summary>Date of posting.</summary>
    public TravelTime Posted
    {
        get => posted == 0 ? TravelTime.None : TravelTime.OnDay(posted);
        init => posted = value.HasDate ? value.Day : 0;
    }

    /// <summary>Signed cost to the host; null for a total, a note, and where the file has no amount.</summary>
    public Money? Amount
    {
        get => hasAmount ? new Money(cents) : null;
        init
        {
            hasAmount = value is not null;
            cents = value?.Cents ?? 0;
        }
    }

    /// <summary>The cents that the row shows, also those of a total, which are no money of its own. For keys.</summary>
    internal long ShownCents
    {
        get => cents;
        init => cents = value;
    }

    /// <summary>The agency's id of the transaction.</summary>
    public TransactionId TransactionId { get; init; }

    /// <summary>The digits of the account's balance after the row, as a number; 0 where the statement has none. Two rows with one
    /// balance are one charge.</summary>
    internal int Balance { get; init; }

    /// <summary>The tag if there is one, else the plate: what tells two rows of one crossing from others.</summary>
    public TagOrPlate? Identifier => Tag ?? Plate;
}
