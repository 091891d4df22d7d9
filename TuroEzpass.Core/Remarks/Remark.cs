using System.Text.Json.Serialization;

namespace TuroEzpass.Core.Remarks;

/// <summary>A reason, warning or flag as it is stored and sent: a code and what it is about. It holds no words: each edge
/// (page, command line, CSV) makes its own.</summary>
/// <typeparam name="TCode">The codes; their names are stored, so they never change.</typeparam>
/// <param name="Code">The code.</param>
/// <param name="Args">What it is about; null for a code that needs nothing.</param>
public sealed record Remark<TCode>([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TCode Code, RemarkArgs? Args = null)
    where TCode : struct, Enum;

/// <summary>What a remark is about. A code fills only what its words need; the rest is null.</summary>
public sealed record RemarkArgs
{
    /// <summary>Longest text from a file that a remark repeats, in characters.</summary>
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

    /// <summary>The plate, with its state where the file has one.</summary>
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

    /// <summary>Text of the file, cut to <see cref="LongestText"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Which case of the code holds: the name of a <see cref="Statements.RowFaultCode"/>, a
    /// <see cref="Statements.MissingEnd"/> or a <see cref="Matching.EndsDiffer"/>.</summary>
    public string? Case { get; init; }

    /// <summary>A toll's id.</summary>
    public string? Toll { get; init; }

    /// <summary>An amount in cents; may be below zero.</summary>
    public long? Cents { get; init; }

    /// <summary>The amount before, in cents.</summary>
    public long? CentsBefore { get; init; }

    /// <summary>How many.</summary>
    public int? Count { get; init; }

    /// <summary>Of how many.</summary>
    public int? Of { get; init; }

    /// <summary>A day: <c>2026-03-31</c>.</summary>
    public string? Date { get; init; }

    /// <summary>The last day: <c>2026-03-31</c>.</summary>
    public string? By { get; init; }

    /// <summary>A file's text, no longer than a remark holds; null for an empty one.</summary>
    public static string? Cut(string? text) =>
        string.IsNullOrEmpty(text) ? null : text.Length <= LongestText ? text : $"{text.AsSpan(0, LongestText - 1)}…";
}
