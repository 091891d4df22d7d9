using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>Which time of a toll with two ends the statement leaves out.</summary>
public enum MissingEnd
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

/// <summary>A physical row of a statement, read but not yet judged. Every row of the file has one, also the ones
/// that cannot be read.</summary>
public sealed class StatementRow
{
    /// <summary>The row's physical line in the file: the first line is 1 (a sheet's row number for a workbook).</summary>
    public required int Line { get; init; }

    /// <summary>Why the row cannot be read, for people; null when it can.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What it is about.</summary>
    public RowKind Kind { get; init; }

    /// <summary>The statement's own word for the kind; may be empty.</summary>
    public string KindText { get; init; } = "";

    /// <summary>The transponder, if one was read.</summary>
    public TagOrPlate? Tag { get; init; }

    /// <summary>The plate, if one was read.</summary>
    public TagOrPlate? Plate { get; init; }

    /// <summary>Where it was taken.</summary>
    public TollPlaza? Plaza { get; init; }

    /// <summary>The entry plaza of a toll with two ends; empty for a barrier.</summary>
    public string EntryPlaza { get; init; } = "";

    /// <summary>The row's own local date and time of travel.</summary>
    public TravelTime Travel { get; init; }

    /// <summary>The local time at the other end, where the statement tells it.</summary>
    public TravelTime OtherEnd { get; init; }

    /// <summary>The other end was read as the day before, since it is later on the clock.</summary>
    public bool OtherEndCrossedMidnight { get; init; }

    /// <summary>Which end's time is left out.</summary>
    public MissingEnd Missing { get; init; }

    /// <summary>Date of posting.</summary>
    public TravelTime Posted { get; init; }

    /// <summary>Signed cost to the host; null for a total, a note, and where the file has no amount.</summary>
    public Money? Amount { get; init; }

    /// <summary>The agency's id of the transaction; empty when the file has none.</summary>
    public string TransactionId { get; init; } = "";

    /// <summary>Vehicle class as the statement has it; may be empty.</summary>
    public string VehicleClass { get; init; } = "";

    /// <summary>The tag if there is one, else the plate: what tells two rows of one crossing from others.</summary>
    public TagOrPlate? Identifier => Tag ?? Plate;
}
