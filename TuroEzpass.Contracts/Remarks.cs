namespace TuroEzpass.Contracts;

/// <summary>Why a toll ends as it does: a code, and what it is about. The words are the client's.</summary>
/// <param name="Code">The code. A newer server may send codes that a client does not know.</param>
/// <param name="Args">What it is about.</param>
public sealed record TollReason(string Code, RemarkArgs Args);

/// <summary>What a person should look at before acting on a claim: a code, and what it is about.</summary>
/// <param name="Code">The code. A newer server may send codes that a client does not know.</param>
/// <param name="Args">What it is about.</param>
public sealed record ClaimWarning(string Code, RemarkArgs Args);

/// <summary>What a code is about. Each code fills only what it needs; the rest is left out.</summary>
public sealed record RemarkArgs
{
    /// <summary>The trip's reservation id.</summary>
    public string? Trip { get; init; }

    /// <summary>The other trip's reservation id.</summary>
    public string? OtherTrip { get; init; }

    /// <summary>Whole minutes between the toll and the start or end of the trip.</summary>
    public long? Minutes { get; init; }

    /// <summary>Whole minutes to the start or end of the other trip.</summary>
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

    /// <summary>Text of the file, at most 120 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Which case of the code holds: <c>NotADate</c>, <c>Entry</c>, <c>TimeZone</c> …</summary>
    public string? Case { get; init; }

    /// <summary>A toll's id, without its instant.</summary>
    public string? Toll { get; init; }

    /// <summary>An amount; may be below zero.</summary>
    public MoneyAmount? Amount { get; init; }

    /// <summary>The amount before.</summary>
    public MoneyAmount? AmountBefore { get; init; }

    /// <summary>How many.</summary>
    public int? Count { get; init; }

    /// <summary>Of how many.</summary>
    public int? Of { get; init; }

    /// <summary>A day: <c>2026-03-31</c>.</summary>
    public string? Date { get; init; }

    /// <summary>The last day: <c>2026-03-31</c>.</summary>
    public string? By { get; init; }
}
