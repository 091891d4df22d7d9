using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;

namespace TuroEzpass.Core.Ledger;

/// <summary>A toll, or another row of a statement, in the store.</summary>
public sealed record TollItem
{
    /// <summary>The id, derived from the statement's text.</summary>
    public required string Id { get; init; }

    /// <summary>The crossing it belongs to; null for a row that is not a toll.</summary>
    public string? Crossing { get; init; }

    /// <summary>The import that it came from.</summary>
    public required string Import { get; init; }

    /// <summary>The statement's file name.</summary>
    public required string File { get; init; }

    /// <summary>The row's physical line.</summary>
    public required int Line { get; init; }

    /// <summary>Toll, payment, fee …</summary>
    public required string Kind { get; init; }

    /// <summary>The outcome.</summary>
    public required string Outcome { get; init; }

    /// <summary>The reason.</summary>
    public required Remark<Reason> Reason { get; init; }

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

    /// <summary>Who decided it, if a person did.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The trips that it may belong to, if it needs review; null if there are none.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>The nearest trip of its car, if it needs review.</summary>
    public string? Nearest { get; init; }

    /// <summary>Whole minutes between that trip and the toll; 0 during the trip.</summary>
    public long? GapMinutes { get; init; }

    /// <summary>For a credit without its charge: the tolls that it may refund, as texts of their <see cref="TollKey"/>.</summary>
    public IReadOnlyList<string>? Charges { get; init; }
}

/// <summary>An imported file.</summary>
/// <param name="Id">SHA-256 of the original.</param>
/// <param name="Kind"><c>statement</c>, <c>trips</c>, <c>handovers</c> or <c>fleet</c>.</param>
/// <param name="File">The file's name.</param>
/// <param name="Layout">A statement's layout.</param>
/// <param name="Rows">The number of data rows.</param>
/// <param name="Outcomes">The current outcomes of a statement's rows.</param>
/// <param name="At">When it was imported, in UTC.</param>
/// <param name="By">Who imported it.</param>
public sealed record ImportItem(string Id, string Kind, string File, string Layout, int Rows, IReadOnlyDictionary<string, int> Outcomes, string At, string By)
{
    /// <summary>When it was withdrawn, in UTC; null if it counts.</summary>
    public string? WithdrawnAt { get; init; }

    /// <summary>Who withdrew it.</summary>
    public string? WithdrawnBy { get; init; }
}

/// <summary>A trip.</summary>
/// <param name="Reservation">Turo's reservation id.</param>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's id.</param>
/// <param name="VehicleText">The car's description.</param>
/// <param name="Start">Booked start, local with offset.</param>
/// <param name="End">Booked end, local with offset.</param>
/// <param name="Status">The status.</param>
/// <param name="TurosTollsCents">What Turo charged for tolls and tickets, in cents.</param>
/// <param name="FileDate">The date of the trips file that this comes from.</param>
public sealed record TripItem(
    string Reservation, string Guest, string Vehicle, string VehicleText, string Start, string End, string Status, long TurosTollsCents, string FileDate)
{
    /// <summary>When the guest picked up the car, as the host stated it; null if unknown.</summary>
    public StatedTimeItem? PickedUp { get; init; }

    /// <summary>When the guest returned the car, as the host stated it; null if unknown.</summary>
    public StatedTimeItem? Returned { get; init; }
}

/// <summary>A real start or end of a trip that the host stated.</summary>
/// <param name="At">Local with offset.</param>
/// <param name="OnTime">Whether it is the booked time.</param>
public sealed record StatedTimeItem(string At, bool OnTime);

/// <summary>A question about a handover: when did the guest pick up or return the car?</summary>
public sealed record HandoverItem
{
    /// <summary>The trip.</summary>
    public required string Reservation { get; init; }

    /// <summary>The name of a <see cref="HandoverEnd"/>.</summary>
    public required string End { get; init; }

    /// <summary>The guest.</summary>
    public string Guest { get; init; } = "";

    /// <summary>The car's id.</summary>
    public required string Vehicle { get; init; }

    /// <summary>The car's description.</summary>
    public string VehicleText { get; init; } = "";

    /// <summary>The booked time, local with offset.</summary>
    public required string Booked { get; init; }

    /// <summary>The booked time, local: what "on time" confirms.</summary>
    public required string BookedLocal { get; init; }

    /// <summary>The number of tolls that wait for the answer.</summary>
    public required int Tolls { get; init; }

    /// <summary>Their sum.</summary>
    public required long Cents { get; init; }

    /// <summary>The first of these tolls, as texts of their <see cref="TollKey"/>.</summary>
    public IReadOnlyList<string> Listed { get; init; } = [];
}

/// <summary>A trip as one trips file has it.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's id.</param>
/// <param name="Start">Booked start, local.</param>
/// <param name="End">Booked end, local.</param>
/// <param name="Status">The status in Turo's words.</param>
/// <param name="TurosTollsCents">Tolls and tickets; null if the cell was blank.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
public sealed record TripVersionItem(
    string Guest, string Vehicle, string Start, string End, string Status, long? TurosTollsCents, string File, int Line);

/// <summary>A toll of a claim.</summary>
/// <param name="TollId">The toll that is the charge of the crossing.</param>
/// <param name="Cents">The net amount of the crossing when the claim was made.</param>
/// <param name="Row">The text of its <see cref="TollKey"/>; null if no statement has it any more.</param>
public sealed record ClaimItemLine(string TollId, long Cents, string? Row);

/// <summary>A claim, draft or approved.</summary>
public sealed record ClaimItem
{
    /// <summary>Reservation and number.</summary>
    public required string Id { get; init; }

    /// <summary>The trip.</summary>
    public required string Reservation { get; init; }

    /// <summary>The guest.</summary>
    public string Guest { get; init; } = "";

    /// <summary>The car's id; empty if its trip is no longer known.</summary>
    public string Vehicle { get; init; } = "";

    /// <summary>The car's description.</summary>
    public string VehicleText { get; init; } = "";

    /// <summary>Booked start of the trip, ISO 8601 with offset.</summary>
    public string? Start { get; init; }

    /// <summary>Booked end of the trip.</summary>
    public string? End { get; init; }

    /// <summary>The state. A ready draft is stored as a draft, because readiness depends on the day.</summary>
    public required string State { get; init; }

    /// <summary>Its tolls.</summary>
    public required IReadOnlyList<ClaimItemLine> Lines { get; init; }

    /// <summary>Their sum.</summary>
    public required long Cents { get; init; }

    /// <summary>The day from which most tolls have posted; null if its trip is no longer known.</summary>
    public string? ReadyOn { get; init; }

    /// <summary>Last day to file it in the app; <c>0000-00-00</c> if its trip is no longer known.</summary>
    public required string FileBy { get; init; }

    /// <summary>Last day to file it through Turo's support.</summary>
    public string? SupportUntil { get; init; }

    /// <summary>Its changes.</summary>
    public IReadOnlyList<ClaimStep> Steps { get; init; } = [];

    /// <summary>What to check. Warnings that depend on the day or on how far the statements reach are added when it is read.</summary>
    public IReadOnlyList<Remark<ClaimCode>> Flags { get; init; } = [];
}

/// <summary>A car.</summary>
/// <param name="Id">Turo's vehicle id, or the name that the host uses.</param>
/// <param name="Name">The car's description.</param>
/// <param name="Zone">The time zone of its trips, if the fleet file sets one.</param>
/// <param name="Trips">The number of trips.</param>
/// <param name="LabelPlates">The plates in Turo's labels for it, as <c>PLATE#state#plate</c>.</param>
public sealed record VehicleItem(string Id, string Name, string? Zone, int Trips, IReadOnlyList<string> LabelPlates)
{
    /// <summary>Days for which the host stated that the trips files are complete, as <c>2026-03-01/2026-03-31</c>.</summary>
    public IReadOnlyList<string>? Complete { get; init; }

    /// <summary>Turo's older ids for the car, which was listed again.</summary>
    public IReadOnlyList<string>? OlderIds { get; init; }

    /// <summary>The last six characters of its VIN; null if unknown.</summary>
    public string? Vin { get; init; }
}

/// <summary>A tag or plate on a car.</summary>
/// <param name="Device">The tag or plate.</param>
/// <param name="Vehicle">The car.</param>
/// <param name="From">Unix seconds, inclusive.</param>
/// <param name="To">Unix seconds, exclusive.</param>
public sealed record FleetItem(string Device, string Vehicle, long From, long To);

/// <summary>The totals of a month.</summary>
public sealed record TotalItem
{
    /// <summary>Rows by outcome, for the month of the toll.</summary>
    public SortedDictionary<string, TotalEntry> Outcomes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Rows by agency.</summary>
    public SortedDictionary<string, SortedDictionary<string, TotalEntry>> Agencies { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Rows by car.</summary>
    public SortedDictionary<string, SortedDictionary<string, TotalEntry>> Vehicles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Claims that were paid in this month.</summary>
    public TotalEntry Paid { get; set; } = new(0, 0);
}

/// <summary>How far the statements reach.</summary>
/// <param name="Through">The last day on which a row was posted or driven: <c>2026-03-31</c>.</param>
public sealed record ReachItem(string Through);

/// <summary>A number of rows or claims, and their sum.</summary>
/// <param name="Rows">The number.</param>
/// <param name="Cents">Their sum.</param>
public sealed record TotalEntry(int Rows, long Cents);

/// <summary>A tag or plate that is on no known car.</summary>
/// <param name="Device">The tag or plate.</param>
/// <param name="Tolls">The number of its rows.</param>
/// <param name="Cents">Their sum.</param>
/// <param name="First">The time of the first row, local with offset.</param>
/// <param name="Last">The time of the last row.</param>
public sealed record UnknownItem(string Device, int Tolls, long Cents, string First, string Last);

/// <summary>The matching rules.</summary>
/// <param name="Zone">The time zone of trips.</param>
/// <param name="ReviewBeforeMinutes">Minutes before a trip's start in which tolls need review.</param>
/// <param name="ReviewAfterMinutes">Minutes after a trip's end in which tolls need review.</param>
/// <param name="ReviewHandoverMinutes">Minutes after a handover in which tolls need review.</param>
public sealed record SettingsItem(string Zone, double ReviewBeforeMinutes, double ReviewAfterMinutes, double ReviewHandoverMinutes)
{
    /// <summary>See <see cref="SettingsChanged.LateReturnMinutes"/>.</summary>
    public double? LateReturnMinutes { get; init; }

    /// <summary>See <see cref="SettingsChanged.LateFeeMinutes"/>.</summary>
    public double? LateFeeMinutes { get; init; }

    /// <summary>See <see cref="SettingsChanged.DeliveryMinutes"/>.</summary>
    public double? DeliveryMinutes { get; init; }

    /// <summary>See <see cref="SettingsChanged.OneAccountSeconds"/>.</summary>
    public double? OneAccountSeconds { get; init; }

    /// <summary>See <see cref="SettingsChanged.TwoAccountsSeconds"/>.</summary>
    public double? TwoAccountsSeconds { get; init; }

    internal static SettingsItem Of(SettingsChanged fact) => new(fact.Zone, fact.ReviewBeforeMinutes, fact.ReviewAfterMinutes, fact.ReviewHandoverMinutes)
    {
        LateReturnMinutes = fact.LateReturnMinutes,
        LateFeeMinutes = fact.LateFeeMinutes,
        DeliveryMinutes = fact.DeliveryMinutes,
        OneAccountSeconds = fact.OneAccountSeconds,
        TwoAccountsSeconds = fact.TwoAccountsSeconds,
    };

    internal LedgerSettings Read() => LedgerSettings.Of(new SettingsChanged
    {
        At = "",
        By = "",
        Zone = Zone,
        ReviewBeforeMinutes = ReviewBeforeMinutes,
        ReviewAfterMinutes = ReviewAfterMinutes,
        ReviewHandoverMinutes = ReviewHandoverMinutes,
        LateReturnMinutes = LateReturnMinutes,
        LateFeeMinutes = LateFeeMinutes,
        DeliveryMinutes = DeliveryMinutes,
        OneAccountSeconds = OneAccountSeconds,
        TwoAccountsSeconds = TwoAccountsSeconds,
    });
}
