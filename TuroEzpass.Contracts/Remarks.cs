namespace TuroEzpass.Contracts;

/// <summary>The reason for a toll's outcome: a code with arguments. The client formats the text.</summary>
/// <param name="Code">The code. A newer server may send codes that a client does not know.</param>
/// <param name="Args">The arguments.</param>
public sealed record TollReason(string Code, RemarkArgs Args);

/// <summary>A warning to check before acting on a claim: a code with arguments.</summary>
/// <param name="Code">The code. A newer server may send codes that a client does not know.</param>
/// <param name="Args">The arguments.</param>
public sealed record ClaimWarning(string Code, RemarkArgs Args);

/// <summary>The arguments of a code. Each code sets only the ones that it uses.</summary>
public sealed record RemarkArgs
{
    /// <summary>The trip's reservation ID.</summary>
    public string? Trip { get; init; }

    /// <summary>The other trip's reservation ID.</summary>
    public string? OtherTrip { get; init; }

    /// <summary>Whole minutes between the toll and the start or end of the trip.</summary>
    public long? Minutes { get; init; }

    /// <summary>Whole minutes to the start or end of the other trip.</summary>
    public long? OtherMinutes { get; init; }

    /// <summary>The transponder's digits.</summary>
    public string? Tag { get; init; }

    /// <summary>The plate, with its state if the file has one.</summary>
    public string? Plate { get; init; }

    /// <summary>The car's ID.</summary>
    public string? Vehicle { get; init; }

    /// <summary>The agency's code.</summary>
    public string? Agency { get; init; }

    /// <summary>The plaza.</summary>
    public string? Plaza { get; init; }

    /// <summary>The vehicle class on the statement.</summary>
    public string? VehicleClass { get; init; }

    /// <summary>The row's kind: <c>payment</c>, <c>fee</c> …</summary>
    public string? Kind { get; init; }

    /// <summary>Text from the file, at most 120 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The variant of the code: <c>NotADate</c>, <c>Entry</c>, <c>TimeZone</c> …</summary>
    public string? Case { get; init; }

    /// <summary>A toll's ID, without its instant.</summary>
    public string? Toll { get; init; }

    /// <summary>An amount; may be negative.</summary>
    public MoneyAmount? Amount { get; init; }

    /// <summary>The amount before.</summary>
    public MoneyAmount? AmountBefore { get; init; }

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

    /// <summary>A deadline: <c>2026-03-31</c>.</summary>
    public string? By { get; init; }
}
