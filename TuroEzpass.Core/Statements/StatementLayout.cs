using System.Text.RegularExpressions;
using NodaTime.Text;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>How to read an amount's sign.</summary>
public enum SignRule
{
    /// <summary><c>-2.86</c> or <c>(2.86)</c> is a charge (New York, New Jersey).</summary>
    NegativeIsCharge,

    /// <summary><c>1.72</c> is a charge, <c>(3.00)</c> a credit (Pennsylvania's workbook).</summary>
    PositiveIsCharge,

    /// <summary>Every amount is positive; the kind distinguishes charges from credits (Maryland, RiverLink).</summary>
    ByKind,

    /// <summary>Charges and credits are in two columns (SunPass, FasTrak).</summary>
    DebitCredit,
}

/// <summary>Which end of a toll the row's own date and time belong to.</summary>
public enum TimeMeans
{
    /// <summary>The exit; the entry may have a separate time.</summary>
    Exit,

    /// <summary>The entry.</summary>
    Entry,

    /// <summary>The only point of the toll.</summary>
    Barrier,

    /// <summary>One of the two; it is unknown which.</summary>
    Unknown,
}

/// <summary>The content of a statement column.</summary>
public enum StatementField
{
    /// <summary>The agency's id of the transaction.</summary>
    TransactionId,

    /// <summary>Tag or plate in one column.</summary>
    Identifier,

    /// <summary>Transponder.</summary>
    Tag,

    /// <summary>Plate, optionally with its state.</summary>
    Plate,

    /// <summary>The plate's state.</summary>
    PlateState,

    /// <summary>Toll agency.</summary>
    Agency,

    /// <summary>Road or facility; only shown.</summary>
    Facility,

    /// <summary>Type, description or activity: determines the kind.</summary>
    Type,

    /// <summary>Another text that may determine the kind.</summary>
    Memo,

    /// <summary>The account number; never stored.</summary>
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

    /// <summary>Date and time of the exit, if the row's own time may be that of the entry.</summary>
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

    /// <summary>Charges, if they have a separate column.</summary>
    Debit,

    /// <summary>Credits, if they have a separate column.</summary>
    Credit,

    /// <summary>The account's balance after the row.</summary>
    Balance,
}

/// <summary>A statement layout: everything that distinguishes one agency's export from another's, as data.
/// A built-in layout is an embedded YAML file; a user adds one with <c>--layout</c>.</summary>
public sealed class StatementLayout
{
    /// <summary>Short name, such as <c>ezpassnj</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The layout's name.</summary>
    public required string Name { get; init; }

    /// <summary>The agency that keeps the account. Two files of the same issuer may contain the same crossing.</summary>
    public required string Issuer { get; init; }

    /// <summary>The grade of its evidence: REAL, VERIFIED, PARSER, DOC, or USER for a user's own.</summary>
    public required string Grade { get; init; }

    /// <summary>When the evidence was last checked: a year, month or day.</summary>
    public required string Checked { get; init; }

    /// <summary>What the evidence is, and what is unknown.</summary>
    public required string Note { get; init; }

    /// <summary>The pattern of the export's file name; a group <c>account</c> distinguishes accounts.</summary>
    public Regex? FileName { get; init; }

    /// <summary>How to read an amount's sign.</summary>
    public SignRule Sign { get; init; }

    /// <summary>Which end of a toll the date and time belong to.</summary>
    public TimeMeans TimeMeans { get; init; }

    /// <summary>Whether an entry time later than the exit time is on the previous day (New Jersey).</summary>
    public bool EntryCrossesMidnight { get; init; }

    /// <summary>The agency if the file names none.</summary>
    public string DefaultAgency { get; init; } = "";

    /// <summary>Whether the plaza starts with the agency's name (<c>Md Trans Auth - FMT</c>).</summary>
    public bool PlazaNamesAgency { get; init; }

    /// <summary>Whether tolls of an agency that is not in the directory are accepted; otherwise they need review.</summary>
    public bool AcceptsUnknownAgency { get; init; }

    /// <summary>Whether a file is for one vehicle and has no tag or plate column.</summary>
    public bool OneVehicle { get; init; }

    /// <summary>Entry plazas that stand for "no entry", such as <c>***</c>.</summary>
    public IReadOnlyList<string> NoEntryPlaza { get; init; } = [];

    /// <summary>Section titles, which are not rows.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Date formats, tried in turn.</summary>
    public IReadOnlyList<LocalDatePattern> Dates { get; init; } = [];

    /// <summary>Time formats, tried in turn, each with its precision.</summary>
    public IReadOnlyList<(LocalTimePattern Pattern, TimePrecision Precision)> Times { get; init; } = [];

    /// <summary>Formats of date and time in one cell, tried in turn.</summary>
    public IReadOnlyList<(LocalDateTimePattern Pattern, TimePrecision Precision)> DateTimes { get; init; } = [];

    /// <summary>The same formats in two parts, if they are a date, a space and a time.</summary>
    internal (IReadOnlyList<LocalDatePattern> Dates, IReadOnlyList<(LocalTimePattern Pattern, TimePrecision Precision)> Times) DateTimeParts { get; init; } = ([], []);

    /// <summary>The tables of a file; usually one.</summary>
    public required IReadOnlyList<StatementTable> Tables { get; init; }
}

/// <summary>One table of a layout: its columns and the rules for a row's kind.</summary>
public sealed class StatementTable
{
    /// <summary>The header names of each column, the current one first.</summary>
    public required IReadOnlyDictionary<StatementField, IReadOnlyList<string>> Columns { get; init; }

    /// <summary>Columns that are known but not used.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Unused columns that must exist anyway, because they distinguish this layout from another.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The rules for the kind, tried in turn.</summary>
    public required IReadOnlyList<KindRule> Kinds { get; init; }
}

/// <summary>A rule that determines a row's kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="In">The columns whose text is compared; none if only the other conditions apply.</param>
/// <param name="Is">Texts, one of which must be equal (ignoring case); empty for any.</param>
/// <param name="Matches">A pattern that must match; null for any.</param>
/// <param name="Agency">The required agency; empty for any.</param>
/// <param name="Plaza">Plazas, one of which is required; empty for any.</param>
/// <param name="OnlyRead">Whether the rule applies only to rows with a tag or plate.</param>
/// <param name="Credit">For unsigned amounts: whether it is a credit; null to decide by kind.</param>
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
