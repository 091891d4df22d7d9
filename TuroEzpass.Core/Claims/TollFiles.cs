using NodaTime;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Claims;

/// <summary>A host's parsed files: all input for matching. This is the only way from files to decisions and
/// claims, so that the command line, the ledger and the benchmarks give the same result.</summary>
public sealed record TollFiles
{
    /// <summary>The statements, in the order in which duplicates are found: the first copy of a toll is kept.</summary>
    public required IReadOnlyList<Statement> Statements { get; init; }

    /// <summary>The symbol tables that the statements were read with.</summary>
    public required Symbols Symbols { get; init; }

    /// <summary>Turo's trip exports.</summary>
    public required IReadOnlyList<TripsFile> Trips { get; init; }

    /// <summary>The stated times of pickups and returns, in the order in which they were recorded.</summary>
    public IReadOnlyList<Handover> Handovers { get; init; } = [];

    /// <summary>The host's statements about days on which the trips files are complete, in the order in which they were recorded.</summary>
    public IReadOnlyList<StatedCoverage> Coverage { get; init; } = [];

    /// <summary>The fleet file, not parsed yet: which lines are valid depends on the cars of the trips.</summary>
    public (string Name, byte[] Bytes)? Fleet { get; init; }

    /// <summary>Tolls that were filed earlier; null if the caller tracks claims itself.</summary>
    public FiledTolls? Filed { get; init; }

    /// <summary>What people decided about credits: the charge that a credit refunds; null for none of those that it may refund.</summary>
    public IReadOnlyDictionary<RowPlace, RowPlace?> Refunds { get; init; } = new Dictionary<RowPlace, RowPlace?>();

    /// <summary>The time zone for trips of cars without one of their own.</summary>
    public ZoneCalendar Zone { get; init; } = Zones.Get("America/New_York");

    /// <summary>The matching rules.</summary>
    public MatchingOptions Matching { get; init; } = new();

    /// <summary>The trips and the cars' tags and plates.</summary>
    /// <exception cref="InputException">A line of the fleet file can't be read.</exception>
    public (TripBook Trips, FleetBook Fleet) ReadTrips()
    {
        var vehicles = TripBook.ReadVehicles(Trips);
        // The fleet file sets cars' time zones, which are needed to read their trips.
        var assignments = Fleet is var (name, bytes) ? FleetFile.Read(name, bytes, vehicles, Zone) : [];
        return (TripBook.Build(Trips, vehicles, Zone, new HandoverBook(Handovers), Coverage), new FleetBook(assignments, vehicles));
    }

    /// <summary>Decides every row.</summary>
    /// <exception cref="InputException">A line of the fleet file can't be read.</exception>
    public DecidedTolls Decide()
    {
        var (trips, fleet) = ReadTrips();
        var reconciliation = Reconciler.Decide(Statements, trips, fleet, Symbols, Matching, Refunds);
        Filed?.Apply(reconciliation);
        return new DecidedTolls(reconciliation);
    }
}

/// <summary>The result for a host's files: a decision for every row, and the claims that follow.</summary>
public sealed class DecidedTolls
{
    internal DecidedTolls(Reconciliation reconciliation) => Reconciliation = reconciliation;

    /// <summary>The decisions.</summary>
    public Reconciliation Reconciliation { get; }

    /// <summary>The claims of owed tolls, one for each trip, in the order of the last day to file.</summary>
    /// <param name="rules">The time limits.</param>
    /// <param name="asOf">The day for which the claims' states are computed.</param>
    /// <param name="hasProof">Whether the agency's own statement is attached.</param>
    /// <param name="isFree">Which crossings may be claimed; null for all.</param>
    public IReadOnlyList<Claim> Claims(ClaimRules rules, LocalDate asOf, bool hasProof, Func<Crossing, bool>? isFree = null) =>
        ClaimBuilder.Build(Reconciliation, rules, asOf, hasProof, isFree);
}
