using System.Text.Json.Serialization;

namespace TuroEzpass.Core.Statements;

/// <summary>Why a row can't be read. The names are stored, so they never change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowFaultCode>))]
public enum RowFaultCode : byte
{
    /// <summary>Only the first cell is filled, and it contains no words.</summary>
    FirstCellOnly,

    /// <summary>A toll without a date of travel.</summary>
    NoDate,

    /// <summary>A toll without an amount.</summary>
    NoAmount,

    /// <summary>Not a date in this layout.</summary>
    NotADate,

    /// <summary>Not a time in this layout.</summary>
    NotATime,

    /// <summary>Not a date and time in this layout.</summary>
    NotADateAndTime,

    /// <summary>Not an amount.</summary>
    NotAnAmount,

    /// <summary>A spreadsheet destroyed the tag's digits.</summary>
    TagDestroyed,

    /// <summary>A spreadsheet destroyed the plate's letters.</summary>
    PlateDestroyed,

    /// <summary>A quotation mark is not closed.</summary>
    OpenQuote,

    /// <summary>The file ends in the middle of the row.</summary>
    CutOff,

    /// <summary>More cells than the header has columns.</summary>
    TooManyCells,
}

/// <summary>Why a row can't be read, and the cell that shows it.</summary>
/// <param name="Code">Why.</param>
/// <param name="Text">The cell's text; null if no cell is at fault.</param>
/// <param name="Cells">The number of cells in the row, for <see cref="RowFaultCode.TooManyCells"/>.</param>
/// <param name="Columns">The number of columns in the header, for <see cref="RowFaultCode.TooManyCells"/>.</param>
public sealed record RowFault([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] RowFaultCode Code, string? Text = null, int? Cells = null, int? Columns = null)
{
    internal static RowFault OfCell(RowFaultCode code, ReadOnlySpan<char> text) => new(code, Remarks.RemarkArgs.Cut(text.ToString()));
}
