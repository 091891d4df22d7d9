using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>How a file writes charges.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AmountSign>))]
public enum AmountSign
{
    /// <summary><c>-2.86</c> or <c>(2.86)</c> is a charge.</summary>
    NegativeIsCharge,

    /// <summary><c>2.86</c> is a charge.</summary>
    PositiveIsCharge,

    /// <summary>All amounts are positive; the kind distinguishes charges from credits.</summary>
    ByKind,
}

/// <summary>How a file writes dates.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DateForm>))]
public enum DateForm
{
    /// <summary><c>11/24/2026</c>.</summary>
    MonthFirst,

    /// <summary><c>24/11/2026</c>.</summary>
    DayFirst,

    /// <summary><c>2026-11-24</c>.</summary>
    YearFirst,

    /// <summary><c>Nov 24, 2026</c>.</summary>
    MonthName,
}

/// <summary>The end of a toll that a row's time refers to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TollEnd>))]
public enum TollEnd
{
    /// <summary>The exit.</summary>
    Exit,

    /// <summary>The entry.</summary>
    Entry,

    /// <summary>The only toll point.</summary>
    Barrier,

    /// <summary>Either one; not known which.</summary>
    Unknown,
}

/// <summary>The meaning of a statement's columns, for a layout that is not known.</summary>
public sealed record ColumnMapping
{
    /// <summary>The layout's name: usually the agency of the account.</summary>
    public required string Name { get; init; }

    /// <summary>What each column holds, in column order, as named in <c>docs/LAYOUTS.md</c> (<c>date</c>, <c>plaza</c>, …); null or empty if unused.</summary>
    public required IReadOnlyList<string?> Columns { get; init; }

    /// <summary>How charges are written.</summary>
    public AmountSign Sign { get; init; }

    /// <summary>How dates are written.</summary>
    public DateForm Dates { get; init; }

    /// <summary>The end of a toll that the time refers to.</summary>
    public TollEnd Time { get; init; }

    /// <summary>The code of the agency whose roads and local time the file uses, if no column contains it; empty for an unlisted agency.</summary>
    public string Agency { get; init; } = "";

    /// <summary>Comma-separated words that mark a toll in the column of kinds. If empty, every row with a tag or plate counts as a toll unless it is another kind.</summary>
    public string TollWords { get; init; } = "";
}

/// <summary>A known agency.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Zones">Its IANA time zones; several if uncertain.</param>
public sealed record AgencyChoice(string Code, string Name, IReadOnlyList<string> Zones);

/// <summary>The columns of a statement that must be mapped.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Header">The columns' names.</param>
/// <param name="Rows">The first rows.</param>
/// <param name="Suggested">A suggested mapping.</param>
/// <param name="Agencies">The agencies to choose from.</param>
public sealed record ImportColumns(string File, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, ColumnMapping Suggested, IReadOnlyList<AgencyChoice> Agencies);

/// <summary>An error in a column mapping.</summary>
/// <param name="Column">The column's index, from 0; null if a column is missing.</param>
/// <param name="Text">The reason and what to do.</param>
public sealed record ColumnProblem(int? Column, string Text);

/// <summary>A row as it would be imported.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Kind">The kind: <c>Toll</c>, <c>Payment</c>, <c>Fee</c>, …; <c>Unknown</c> rows need review.</param>
/// <param name="At">The time in the road's local time: ISO 8601 without offset, or a day.</param>
/// <param name="Posted">The posting date.</param>
/// <param name="Agency">The agency.</param>
/// <param name="Plaza">The plaza.</param>
/// <param name="Device">The tag or plate.</param>
/// <param name="Amount">The amount; negative for a credit.</param>
/// <param name="Problem">Why the row can't be read.</param>
public sealed record PreviewRow(int Line, string Kind, string? At, string? Posted, string Agency, string Plaza, string? Device, MoneyAmount? Amount, TollReason? Problem);

/// <summary>A statement's first rows as they would be imported.</summary>
/// <param name="Works">Whether the file can be imported with this mapping.</param>
/// <param name="Looked">The number of rows checked.</param>
/// <param name="Tolls">How many of them are tolls.</param>
/// <param name="NeedsVehicle">Whether the car must be given, because no column is a tag or plate.</param>
/// <param name="Rows">The first rows.</param>
/// <param name="Problems">The errors, by column.</param>
public sealed record LayoutPreview(bool Works, int Looked, int Tolls, bool NeedsVehicle, IReadOnlyList<PreviewRow> Rows, IReadOnlyList<ColumnProblem> Problems);

/// <summary>Imports a statement with a column mapping, and saves the mapping for later files with the same header.</summary>
/// <param name="Mapping">The column mapping.</param>
/// <param name="Vehicle">The car, if no column is a tag or plate.</param>
public sealed record SaveLayout(ColumnMapping Mapping, string? Vehicle = null);

/// <summary>Retries a failed import.</summary>
/// <param name="Vehicle">The car for rows without a tag or plate; null keeps the current one.</param>
public sealed record ImportAgain(string? Vehicle = null);
