using System.Text.Json.Serialization;

namespace TuroEzpass.Core.Remarks;

/// <summary>A reason, warning or flag as it is stored and sent: a code with arguments. It contains no words: each front end
/// (page, command line, CSV) makes its own.</summary>
/// <typeparam name="TCode">The codes; their names are stored, so they never change.</typeparam>
/// <param name="Code">The code.</param>
/// <param name="Args">The arguments; null for a code that needs none.</param>
public sealed record Remark<TCode>([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TCode Code, RemarkArgs? Args = null)
    where TCode : struct, Enum;

/// <summary>The arguments of a remark. A code sets only those that its words need; the rest are null.</summary>
public sealed record RemarkArgs
{
    /// <summary>The longest text from a file that a remark quotes, in characters.</summary>
    public const int LongestText = 120;

    /// <summary>The trip's reservation id; of two trips, the one that starts first unless the code says otherwise.</summary>
    public string? Trip { get; init; }

    /// <summary>The other trip's reservation id.</summary>
    public string? OtherTrip { get; init; }

    /// <summary>Whole minutes between the toll and the trip's boundary.</summary>
    public long? Minutes { get; init; }

    /// <summary>Whole minutes to the other trip's boundary.</summary>
    public long? OtherMinutes { get; init; }

    /// <summary>The transponder's digits.</summary>
    public string? Tag { get; init; }

    /// <summary>The plate, with its state if the file has one.</summary>
    public string? Plate { get; init; }

    /// <summary>The car's id.</summary>
    public string? Vehicle { get; init; }

    /// <summary>The agency's code.</summary>
    public string? Agency { get; init; }

    /// <summary>The plaza.</summary>
    public string? Plaza { get; init; }

    /// <summary>The vehicle class on the statement.</summary>
    public string? VehicleClass { get; init; }

    /// <summary>The row's kind: <c>payment</c>, <c>fee</c> …</summary>
    public string? Kind { get; init; }

    /// <summary>Text from the file, cut to <see cref="LongestText"/>.</summary>
    public string? Text { get; init; }

    /// <summary>The case of the code: the name of a <see cref="Statements.RowFaultCode"/>, a
    /// <see cref="Statements.MissingEnd"/> or a <see cref="Matching.EndsDiffer"/>.</summary>
    public string? Case { get; init; }

    /// <summary>A toll's id.</summary>
    public string? Toll { get; init; }

    /// <summary>An amount in cents; may be below zero.</summary>
    public long? Cents { get; init; }

    /// <summary>The amount before, in cents.</summary>
    public long? CentsBefore { get; init; }

    /// <summary>A count.</summary>
    public int? Count { get; init; }

    /// <summary>The total that the count is part of.</summary>
    public int? Of { get; init; }

    /// <summary>The file of the other row that the remark is about.</summary>
    public string? OtherFile { get; init; }

    /// <summary>The line of the other row in its file.</summary>
    public int? OtherLine { get; init; }

    /// <summary>A day: <c>2026-03-31</c>.</summary>
    public string? Date { get; init; }

    /// <summary>The last day: <c>2026-03-31</c>.</summary>
    public string? By { get; init; }

    /// <summary>Text from a file, cut to the longest that a remark may quote; null for empty text.</summary>
    public static string? Cut(string? text) =>
        string.IsNullOrEmpty(text) ? null : text.Length <= LongestText ? text : $"{text.AsSpan(0, LongestText - 1)}…";
}
