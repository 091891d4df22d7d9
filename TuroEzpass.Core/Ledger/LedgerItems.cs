namespace TuroEzpass.Core.Ledger;

/// <summary>A toll, or another row of a statement, as the store holds it.</summary>
public sealed record TollItem
{
    /// <summary>Its id, which derives from what the statement says.</summary>
    public required string Id { get; init; }

    /// <summary>The crossing it belongs to; null for what is no toll.</summary>
    public string? Crossing { get; init; }

    /// <summary>The import that brought it.</summary>
    public required string Import { get; init; }

    /// <summary>The statement's file name.</summary>
    public required string File { get; init; }

    /// <summary>The row's physical line.</summary>
    public required int Line { get; init; }

    /// <summary>Toll, payment, fee …</summary>
    public required string Kind { get; init; }

    /// <summary>How it ends.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>The trip it is matched to.</summary>
    public string? Reservation { get; init; }

    /// <summary>The car.</summary>
    public string? Vehicle { get; init; }

    /// <summary>Signed cost to the host, in cents.</summary>
    public long? Cents { get; init; }

    /// <summary>Local time with offset.</summary>
    public string At { get; init; } = "";

    /// <summary>The facility's time zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The transponder.</summary>
    public string? Tag { get; init; }

    /// <summary>The plate.</summary>
    public string? Plate { get; init; }

    /// <summary>The agency.</summary>
    public string? Agency { get; init; }

    /// <summary>The plaza.</summary>
    public string? Plaza { get; init; }

    /// <summary>The entry plaza.</summary>
    public string EntryPlaza { get; init; } = "";

    /// <summary>The vehicle class.</summary>
    public string Class { get; init; } = "";

    /// <summary>The claim that holds it.</summary>
    public string? Claim { get; init; }

    /// <summary>Who decided it, when a person did.</summary>
    public string? DecidedBy { get; init; }
}

/// <summary>A statement that was imported.</summary>
/// <param name="Id">SHA-256 of the original.</param>
/// <param name="File">The file's name.</param>
/// <param name="Layout">Its layout.</param>
/// <param name="Rows">Its data rows.</param>
/// <param name="Outcomes">How its rows end now.</param>
/// <param name="At">When it was imported, in UTC.</param>
/// <param name="By">By whom.</param>
public sealed record ImportItem(string Id, string File, string Layout, int Rows, IReadOnlyDictionary<string, int> Outcomes, string At, string By);

/// <summary>A trip.</summary>
/// <param name="Reservation">Turo's reservation id.</param>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's id.</param>
/// <param name="VehicleText">The car for people.</param>
/// <param name="Start">Booked start, local with offset.</param>
/// <param name="End">Booked end, local with offset.</param>
/// <param name="Status">Status.</param>
/// <param name="TurosTollsCents">What Turo charged for tolls and tickets, in cents.</param>
/// <param name="FileDate">The day of the trips file that told of it.</param>
public sealed record TripItem(
    string Reservation, string Guest, string Vehicle, string VehicleText, string Start, string End, string Status, long TurosTollsCents, string FileDate);

/// <summary>What one trips file told of a trip.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's id.</param>
/// <param name="Start">Booked start, local.</param>
/// <param name="End">Booked end, local.</param>
/// <param name="Status">Status in Turo's words.</param>
/// <param name="TurosTollsCents">Tolls and tickets; null when the cell was blank.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
public sealed record TripVersionItem(
    string Guest, string Vehicle, string Start, string End, string Status, long? TurosTollsCents, string File, int Line);

/// <summary>A claim, draft or approved.</summary>
/// <param name="Id">Reservation and number.</param>
/// <param name="Reservation">The trip.</param>
/// <param name="Guest">The guest.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Lines">Its tolls.</param>
/// <param name="Cents">Their sum.</param>
/// <param name="FileBy">Last day to file it in the app.</param>
/// <param name="Steps">What happened to it.</param>
/// <param name="Flags">What a person should look at.</param>
public sealed record ClaimItem(
    string Id, string Reservation, string Guest, string State, IReadOnlyList<ClaimLine> Lines, long Cents, string FileBy,
    IReadOnlyList<ClaimStep> Steps, IReadOnlyList<string> Flags);

/// <summary>A tag or plate on a car.</summary>
/// <param name="Device">The tag or plate.</param>
/// <param name="Vehicle">The car.</param>
/// <param name="From">Unix seconds, inclusive.</param>
/// <param name="To">Unix seconds, exclusive.</param>
public sealed record FleetItem(string Device, string Vehicle, long From, long To);

/// <summary>The rows of one outcome in a month.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Cents">What they cost the host.</param>
public sealed record TotalEntry(int Rows, long Cents);
