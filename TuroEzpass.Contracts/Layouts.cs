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

    /// <summary>All are written positive; the kind tells a charge from a credit.</summary>
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

/// <summary>Which end of a toll a row's time is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TollEnd>))]
public enum TollEnd
{
    /// <summary>The exit.</summary>
    Exit,

    /// <summary>The entry.</summary>
    Entry,

    /// <summary>The only point there is.</summary>
    Barrier,

    /// <summary>One of the two; nobody knows which.</summary>
    Unknown,
}

/// <summary>What the columns of a statement hold whose layout is not known.</summary>
public sealed record ColumnMapping
{
    /// <summary>What the layout is called: usually the agency whose account it is.</summary>
    public required string Name { get; init; }

    /// <summary>What each column holds, by its place, in the words of <c>docs/LAYOUTS.md</c> (<c>date</c>, <c>plaza</c>, …); null or empty where it is not used.</summary>
    public required IReadOnlyList<string?> Columns { get; init; }

    /// <summary>How charges are written.</summary>
    public AmountSign Sign { get; init; }

    /// <summary>How dates are written.</summary>
    public DateForm Dates { get; init; }

    /// <summary>Which end of a toll the time is.</summary>
    public TollEnd Time { get; init; }

    /// <summary>The code of the agency whose roads and clock it is, where no column tells; empty for none of the directory.</summary>
    public string Agency { get; init; } = "";

    /// <summary>Words that mark a toll in the column of kinds, with commas between; empty: each row with a tag or plate that is nothing else.</summary>
    public string TollWords { get; init; } = "";
}

/// <summary>An agency of the directory.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Zones">The IANA zones of its clock; several where that is unsure.</param>
public sealed record AgencyChoice(string Code, string Name, IReadOnlyList<string> Zones);

/// <summary>The columns of a statement that waits for somebody to say what they hold.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Header">The columns' names.</param>
/// <param name="Rows">The first rows.</param>
/// <param name="Suggested">A guess to begin with.</param>
/// <param name="Agencies">The agencies to choose from.</param>
public sealed record ImportColumns(string File, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, ColumnMapping Suggested, IReadOnlyList<AgencyChoice> Agencies);

/// <summary>What is wrong with what was said of a column.</summary>
/// <param name="Column">Its place, counted from 0; null where a column is missing.</param>
/// <param name="Text">Why, and what to do.</param>
public sealed record ColumnProblem(int? Column, string Text);

/// <summary>A row as it would be taken in.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Kind">What it is: <c>Toll</c>, <c>Payment</c>, <c>Fee</c>, …; <c>Unknown</c> is a person's to judge.</param>
/// <param name="At">When, by the road's clock: ISO 8601 without offset, or a day.</param>
/// <param name="Posted">The day it was posted.</param>
/// <param name="Agency">Whose road.</param>
/// <param name="Plaza">Where.</param>
/// <param name="Device">Tag or plate.</param>
/// <param name="Amount">What it costs; below zero for money back.</param>
/// <param name="Problem">Why it can't be read.</param>
public sealed record PreviewRow(int Line, string Kind, string? At, string? Posted, string Agency, string Plaza, string? Device, MoneyAmount? Amount, TollReason? Problem);

/// <summary>A statement's first rows as they would be taken in.</summary>
/// <param name="Works">Whether it can be taken in so.</param>
/// <param name="Looked">How many rows were looked at.</param>
/// <param name="Tolls">How many of them are tolls.</param>
/// <param name="NeedsVehicle">No column is a tag or plate: whose car it is must be said.</param>
/// <param name="Rows">The first of them.</param>
/// <param name="Problems">What is wrong, by column.</param>
public sealed record LayoutPreview(bool Works, int Looked, int Tolls, bool NeedsVehicle, IReadOnlyList<PreviewRow> Rows, IReadOnlyList<ColumnProblem> Problems);

/// <summary>Takes a statement in with what was said of its columns, and keeps that for the next file with the same header.</summary>
/// <param name="Mapping">What its columns hold.</param>
/// <param name="Vehicle">Whose car it is of, where no column is a tag or plate.</param>
public sealed record SaveLayout(ColumnMapping Mapping, string? Vehicle = null);

/// <summary>Has a file that failed taken in once more.</summary>
/// <param name="Vehicle">Whose car rows without tag or plate are of; null leaves it as it was said.</param>
public sealed record ImportAgain(string? Vehicle = null);
