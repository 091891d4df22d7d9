using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Fleet;

/// <summary>Which car a tag or plate was on: none known, one, or more than can be told apart.</summary>
public enum VehicleAnswer
{
    /// <summary>Nothing puts it on a car.</summary>
    None,

    /// <summary>One car.</summary>
    One,

    /// <summary>Two cars are possible.</summary>
    Several,

    /// <summary>The fleet file knows the plate, but not at that time; only Turo's label names a car.</summary>
    OutsideFleetDates,
}

/// <summary>The cars of one tag or plate over time.</summary>
internal sealed class IdentifierHistory
{
    public static readonly IdentifierHistory Empty = new([], []);

    private readonly Assignment[] assignments;
    private readonly Vehicle[] labelled;

    public IdentifierHistory(Assignment[] assignments, Vehicle[] labelled)
    {
        this.assignments = assignments;
        this.labelled = labelled;
    }

    /// <summary>Whether anything is known of it, at whatever time.</summary>
    public bool IsKnown => assignments.Length + labelled.Length > 0;

    /// <summary>Every car it may have been on at a moment.</summary>
    public IEnumerable<Vehicle> Possible(long unixSeconds)
    {
        var dated = assignments.Where(assignment => assignment.From <= unixSeconds && unixSeconds < assignment.To).Select(assignment => assignment.Vehicle).ToList();
        return dated.Count > 0 ? dated.Distinct() : labelled;
    }

    /// <summary>The car at a moment.</summary>
    /// <param name="unixSeconds">The moment.</param>
    /// <param name="vehicle">The car, or one of several.</param>
    public VehicleAnswer At(long unixSeconds, out Vehicle? vehicle)
    {
        vehicle = null;
        foreach (var assignment in assignments)
        {
            if (unixSeconds < assignment.From || unixSeconds >= assignment.To)
                continue;
            if (vehicle is not null && vehicle != assignment.Vehicle)
                return VehicleAnswer.Several;
            vehicle = assignment.Vehicle;
        }

        if (vehicle is not null)
            return VehicleAnswer.One;
        if (labelled.Length == 0)
            return VehicleAnswer.None;
        vehicle = labelled[0];
        return assignments.Length > 0 ? VehicleAnswer.OutsideFleetDates
            : labelled.Length == 1 ? VehicleAnswer.One
            : VehicleAnswer.Several;
    }
}

/// <summary>The host's tags and plates: the fleet file's dated lines, which beat the plates in Turo's labels.</summary>
public sealed class FleetBook
{
    private readonly ILookup<string, Assignment> tags;
    private readonly ILookup<string, Assignment> plates;
    private readonly ILookup<string, (TagOrPlate Plate, Vehicle Vehicle)> labels;

    /// <summary>Makes the book.</summary>
    /// <param name="assignments">The fleet file's lines; none when there is no file.</param>
    /// <param name="vehicles">The cars with the plates in their labels.</param>
    public FleetBook(IReadOnlyList<Assignment> assignments, VehicleDirectory vehicles)
    {
        Assignments = assignments;
        tags = assignments.Where(assignment => assignment.Identifier.Kind == ReadBy.Tag).ToLookup(assignment => assignment.Identifier.Value);
        plates = assignments.Where(assignment => assignment.Identifier.Kind == ReadBy.Plate).ToLookup(assignment => assignment.Identifier.Value);
        labels = vehicles.Vehicles
            .SelectMany(vehicle => vehicle.LabelPlates.Select(plate => (Plate: plate, Vehicle: vehicle)))
            .ToLookup(label => label.Plate.Value);
    }

    /// <summary>The fleet file's lines.</summary>
    public IReadOnlyList<Assignment> Assignments { get; }

    internal IdentifierHistory HistoryOf(TagOrPlate identifier)
    {
        if (identifier.Kind == ReadBy.Tag)
            return new IdentifierHistory([.. tags[identifier.Value]], []);
        var dated = plates[identifier.Value].Where(assignment => VehicleDirectory.SamePlate(assignment.Identifier, identifier)).ToList();
        // Where a line names the plate's state, lines without one are not asked.
        if (dated.Any(assignment => assignment.Identifier.State == identifier.State))
            dated.RemoveAll(assignment => assignment.Identifier.State != identifier.State);
        var labelled = labels[identifier.Value].Where(label => VehicleDirectory.SamePlate(label.Plate, identifier)).Select(label => label.Vehicle).Distinct();
        return new IdentifierHistory([.. dated], [.. labelled]);
    }
}
