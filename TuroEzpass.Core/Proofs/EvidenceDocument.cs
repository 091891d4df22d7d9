namespace TuroEzpass.Core.Proofs;

/// <summary>The content of the evidence for one claim: the trip, the car, and every toll with the row it came from.
/// It is the host's summary and never imitates an agency's document.</summary>
/// <param name="ReservationId">Turo's reservation id.</param>
/// <param name="Guest">The guest's name in Turo's export; may be empty.</param>
/// <param name="Vehicle">The car's description in Turo's export.</param>
/// <param name="Plates">The plates that the tolls were read by, such as <c>NY ABC1234</c>.</param>
/// <param name="Tags">The transponders that the tolls were read by.</param>
/// <param name="TripStart">The booked start in local time, formatted.</param>
/// <param name="TripEnd">The booked end in local time, formatted.</param>
/// <param name="Tolls">The tolls, in order of their time.</param>
/// <param name="Total">The sum of the tolls.</param>
public sealed record EvidenceDocument(
    string ReservationId,
    string Guest,
    string Vehicle,
    IReadOnlyList<string> Plates,
    IReadOnlyList<string> Tags,
    string TripStart,
    string TripEnd,
    IReadOnlyList<EvidenceToll> Tolls,
    Money Total)
{
    /// <summary>When the guest picked up the car, local time, formatted; empty if the host did not state it.</summary>
    public string PickedUp { get; init; } = "";

    /// <summary>When the guest returned the car, local time, formatted; empty if the host did not state it.</summary>
    public string Returned { get; init; } = "";
}

/// <summary>One toll of a claim: the amount owed for one crossing.</summary>
/// <param name="Date">Local date at the toll facility, <c>2025-11-12</c>.</param>
/// <param name="Time">Local time at the toll facility with its offset, <c>15:10:36 -05:00</c>; empty if the statement has none.</param>
/// <param name="Agency">The toll agency's code or name.</param>
/// <param name="Plaza">The plaza, with the entry plaza if there is one (<c>15 → 19</c>).</param>
/// <param name="ReadBy">The tag or plate that was read.</param>
/// <param name="Amount">The amount of the crossing minus credits.</param>
/// <param name="Rows">The statement rows of the crossing: a charge, and any re-rates and credits.</param>
public sealed record EvidenceToll(
    string Date,
    string Time,
    string Agency,
    string Plaza,
    string ReadBy,
    Money Amount,
    IReadOnlyList<EvidenceRow> Rows);

/// <summary>The original text of a statement row.</summary>
/// <param name="File">The statement's file name.</param>
/// <param name="Line">The physical line of the row in the file.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, in lower-case hex.</param>
/// <param name="Headers">The file's column headers.</param>
/// <param name="Cells">The row's cells, one for each header; there may be fewer or more.</param>
public sealed record EvidenceRow(
    string File,
    int Line,
    string Sha256,
    IReadOnlyList<string> Headers,
    IReadOnlyList<string> Cells);
