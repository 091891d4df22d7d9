using System.Globalization;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>Which time of a toll with two ends is missing from the statement.</summary>
public enum MissingEnd : byte
{
    /// <summary>None: a barrier, or both ends have a time.</summary>
    None,

    /// <summary>The entry, which was earlier.</summary>
    Entry,

    /// <summary>The exit, which was later.</summary>
    Exit,

    /// <summary>One of the two.</summary>
    Either,
}

/// <summary>An agency's transaction id, compared as text. Ids of digits are stored as a number.</summary>
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

    /// <summary>Whether the row has no id.</summary>
    public bool IsEmpty => digits == 0 && text is null;

    /// <summary>Whether the id distinguishes passages. It does not if it is empty, <c>0</c>, <c>N/A</c> or <c>#####</c>, or if a spreadsheet
    /// rounded it: ten digits or more that end in five zeros.</summary>
    public bool IsReliable => text is null
        ? digits > 1 && !IsOnlyZeros(digits) && (digits < TenDigits || digits % Rounded != 0)
        : text[0] != '#' && !text.Equals("N/A", StringComparison.OrdinalIgnoreCase) && !text.EndsWith("00000", StringComparison.Ordinal);

    /// <summary>Reads an id. Empty text is no id, and neither is a number that a spreadsheet turned into <c>3.32E+10</c>.</summary>
    public static TransactionId Read(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || TagOrPlate.IsDestroyed(text))
            return default;
        if (text.Length >= MostDigits)
            return new TransactionId(0, text.ToString());
        // A leading one preserves leading zeros.
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

    /// <summary>The id as in the statement.</summary>
    public override string ToString() => text ?? (digits == 0 ? "" : digits.ToString(CultureInfo.InvariantCulture)[1..]);
}

/// <summary>A physical row of a statement, read but not matched yet. Every row of the file has one, including
/// unreadable ones.</summary>
public readonly struct StatementRow
{
    private readonly int posted;
    private readonly long cents;
    private readonly bool hasAmount;

    /// <summary>An empty row.</summary>
    public StatementRow()
    {
    }

    /// <summary>The row's physical line in the file, starting at 1 (for a workbook, the sheet's row number).</summary>
    public required int Line { get; init; }

    /// <summary>The kind.</summary>
    public RowKind Kind { get; init; }

    /// <summary>Which end's time is missing.</summary>
    public MissingEnd Missing { get; init; }

    /// <summary>Whether the other end was read as the day before, because it is later on the clock.</summary>
    public bool OtherEndCrossedMidnight { get; init; }

    /// <summary>Why the row can't be read; null if it can.</summary>
    public RowFault? Unreadable { get; init; }

    /// <summary>The statement's own word for the kind; may be empty.</summary>
    public string KindText { get; init; } = "";

    /// <summary>The transponder, if one was read.</summary>
    public TagOrPlate? Tag { get; init; }

    /// <summary>The plate, if one was read.</summary>
    public TagOrPlate? Plate { get; init; }

    /// <summary>The plaza; null only for an unreadable row.</summary>
    public TollPlaza? Plaza { get; init; }

    /// <summary>The entry plaza of a toll with two ends; empty for a barrier.</summary>
    public string EntryPlaza { get; init; } = "";

    /// <summary>The vehicle class in the statement; may be empty.</summary>
    public string VehicleClass { get; init; } = "";

    /// <summary>The row's own local date and time of travel.</summary>
    public TravelTime Travel { get; init; }

    /// <summary>The local time at the other end, if the statement has it.</summary>
    public TravelTime OtherEnd { get; init; }

    /// <summary>Date of posting.</summary>
    public TravelTime Posted
    {
        get => posted == 0 ? TravelTime.None : TravelTime.OnDay(posted);
        init => posted = value.HasDate ? value.Day : 0;
    }

    /// <summary>Signed cost to the host; null for a total, a note, or a missing amount.</summary>
    public Money? Amount
    {
        get => hasAmount ? new Money(cents) : null;
        init
        {
            hasAmount = value is not null;
            cents = value?.Cents ?? 0;
        }
    }

    /// <summary>The cents in the row, also for a total, which is not a separate amount. For keys.</summary>
    internal long ShownCents
    {
        get => cents;
        init => cents = value;
    }

    /// <summary>The agency's id of the transaction.</summary>
    public TransactionId TransactionId { get; init; }

    /// <summary>The digits of the account's balance after the row, as a number; 0 if the statement has none. Two rows with the same
    /// balance are one charge.</summary>
    internal int Balance { get; init; }

    /// <summary>The tag if there is one, otherwise the plate.</summary>
    public TagOrPlate? Identifier => Tag ?? Plate;
}
