using System.Text.RegularExpressions;
using NodaTime.Text;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>How an amount's sign reads.</summary>
public enum SignRule
{
    /// <summary><c>-2.86</c> or <c>(2.86)</c> is a charge (New York, New Jersey).</summary>
    NegativeIsCharge,

    /// <summary><c>1.72</c> is a charge, <c>(3.00)</c> a credit (Pennsylvania's workbook).</summary>
    PositiveIsCharge,

    /// <summary>Every amount is written positive; the kind tells a charge from a credit (Maryland, RiverLink).</summary>
    ByKind,

    /// <summary>Charges and credits stand in two columns (SunPass, FasTrak).</summary>
    DebitCredit,
}

/// <summary>Which end of a toll the row's own date and time mean.</summary>
public enum TimeMeans
{
    /// <summary>The exit; an entry may have a time of its own.</summary>
    Exit,

    /// <summary>The entry.</summary>
    Entry,

    /// <summary>The only point there is.</summary>
    Barrier,

    /// <summary>One of the two; which was never seen.</summary>
    Unknown,
}

/// <summary>A column of a statement, by what it holds.</summary>
public enum StatementField
{
    /// <summary>The agency's id of the transaction.</summary>
    TransactionId,

    /// <summary>Tag or plate in one column.</summary>
    Identifier,

    /// <summary>Transponder.</summary>
    Tag,

    /// <summary>Plate, perhaps with its state.</summary>
    Plate,

    /// <summary>The plate's state.</summary>
    PlateState,

    /// <summary>Toll agency.</summary>
    Agency,

    /// <summary>Road or facility; shown only.</summary>
    Facility,

    /// <summary>Type, description or activity: tells the kind.</summary>
    Type,

    /// <summary>Another text that may tell the kind.</summary>
    Memo,

    /// <summary>The account's number; never kept.</summary>
    Account,

    /// <summary>Date of travel.</summary>
    Date,

    /// <summary>Time of travel.</summary>
    Time,

    /// <summary>Date and time of travel in one column.</summary>
    DateTime,

    /// <summary>Time of the entry, on the date of travel.</summary>
    EntryTime,

    /// <summary>Date and time of the entry.</summary>
    EntryDateTime,

    /// <summary>Date and time of the exit, where the row's own time may be the entry's.</summary>
    ExitDateTime,

    /// <summary>Entry plaza.</summary>
    EntryPlaza,

    /// <summary>Exit plaza, or the only one.</summary>
    Plaza,

    /// <summary>Date of posting.</summary>
    Posted,

    /// <summary>Vehicle class.</summary>
    Class,

    /// <summary>Amount.</summary>
    Amount,

    /// <summary>Charges, where they have a column of their own.</summary>
    Debit,

    /// <summary>Credits, where they have a column of their own.</summary>
    Credit,

    /// <summary>The account's balance after the row.</summary>
    Balance,
}

/// <summary>A statement layout: everything that tells one agency's export from another's, as data.
/// A built-in layout is an embedded YAML file; a user adds one with <c>--layout</c>.</summary>
public sealed class StatementLayout
{
    /// <summary>Short name, such as <c>ezpassnj</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The agency that keeps the account. Two files of one issuer may tell of the same crossing.</summary>
    public required string Issuer { get; init; }

    /// <summary>How good the evidence for it is: REAL, VERIFIED, PARSER, DOC, or USER for one's own.</summary>
    public required string Grade { get; init; }

    /// <summary>When the evidence was last seen: a year, month or day.</summary>
    public required string Checked { get; init; }

    /// <summary>What the evidence is, and what is not known.</summary>
    public required string Note { get; init; }

    /// <summary>The export's file name; a group <c>account</c> tells two accounts apart.</summary>
    public Regex? FileName { get; init; }

    /// <summary>How an amount's sign reads.</summary>
    public SignRule Sign { get; init; }

    /// <summary>Which end of a toll the date and time mean.</summary>
    public TimeMeans TimeMeans { get; init; }

    /// <summary>An entry time later than the exit's was the day before (New Jersey).</summary>
    public bool EntryCrossesMidnight { get; init; }

    /// <summary>The agency where the file names none.</summary>
    public string DefaultAgency { get; init; } = "";

    /// <summary>Whether the plaza starts with the agency's name (<c>Md Trans Auth - FMT</c>).</summary>
    public bool PlazaNamesAgency { get; init; }

    /// <summary>Whether tolls of an agency that the directory does not know are taken; else they are a person's to judge.</summary>
    public bool AcceptsUnknownAgency { get; init; }

    /// <summary>Whether a file is of one vehicle and names no tag or plate.</summary>
    public bool OneVehicle { get; init; }

    /// <summary>Entry plazas that mean "no entry", such as <c>***</c>.</summary>
    public IReadOnlyList<string> NoEntryPlaza { get; init; } = [];

    /// <summary>Lines that title a section and are not rows.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Date formats, tried in turn.</summary>
    public IReadOnlyList<LocalDatePattern> Dates { get; init; } = [];

    /// <summary>Time formats, tried in turn, each with the precision it gives.</summary>
    public IReadOnlyList<(LocalTimePattern Pattern, TimePrecision Precision)> Times { get; init; } = [];

    /// <summary>Formats of date and time in one cell, tried in turn.</summary>
    public IReadOnlyList<(LocalDateTimePattern Pattern, TimePrecision Precision)> DateTimes { get; init; } = [];

    /// <summary>The same formats in two parts, where they are a date, a blank and a time.</summary>
    internal (IReadOnlyList<LocalDatePattern> Dates, IReadOnlyList<(LocalTimePattern Pattern, TimePrecision Precision)> Times) DateTimeParts { get; init; } = ([], []);

    /// <summary>The tables of a file; most have one.</summary>
    public required IReadOnlyList<StatementTable> Tables { get; init; }
}

/// <summary>One table of a layout: its columns and how a row's kind is told.</summary>
public sealed class StatementTable
{
    /// <summary>The header names of each column, the first being today's.</summary>
    public required IReadOnlyDictionary<StatementField, IReadOnlyList<string>> Columns { get; init; }

    /// <summary>Columns that are known and not used.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Unused columns that must be there all the same, since they tell this layout from another.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The rules for the kind, tried in turn.</summary>
    public required IReadOnlyList<KindRule> Kinds { get; init; }
}

/// <summary>A rule that tells a row's kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="In">The columns whose text is looked at; none: the rule fits by its other conditions.</param>
/// <param name="Is">Texts, any of which it must equal (case aside); empty: not asked.</param>
/// <param name="Matches">A pattern it must match; null: not asked.</param>
/// <param name="Agency">The agency it must be; empty: any.</param>
/// <param name="Plaza">Plazas, any of which it must be; empty: any.</param>
/// <param name="OnlyRead">Whether it fits only a row with a tag or plate.</param>
/// <param name="Credit">For unsigned amounts: whether it is money back; null: by the kind.</param>
public sealed record KindRule(
    RowKind Kind,
    IReadOnlyList<StatementField> In,
    IReadOnlyList<string> Is,
    Regex? Matches,
    string Agency,
    IReadOnlyList<string> Plaza,
    bool OnlyRead,
    bool? Credit)
{
    /// <summary>Whether an unsigned amount of this rule is a credit to the host.</summary>
    public bool IsCredit => Credit ?? Kind is RowKind.Payment or RowKind.Discount;
}
