using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Fleet;

/// <summary>Which car a tag or plate was on.</summary>
public enum VehicleAnswer
{
    /// <summary>No car is known.</summary>
    None,

    /// <summary>One car.</summary>
    One,

    /// <summary>More than one car is possible.</summary>
    Several,

    /// <summary>The fleet file has the plate, but not at that time; only Turo's label names a car.</summary>
    OutsideFleetDates,
}

/// <summary>The cars of one tag or plate over time.</summary>
/// <param name="dated">The lines of the fleet file.</param>
/// <param name="labelled">Cars whose label shows the plate, when no line of the fleet file has it.</param>
/// <param name="beaten">Cars whose label shows the plate, when a line has it.</param>
internal sealed class IdentifierHistory(Assignment[] dated, Vehicle[] labelled, Vehicle[] beaten)
{
    /// <summary>Whether any car is known for it, at any time.</summary>
    public bool IsKnown => dated.Length + labelled.Length + beaten.Length > 0;

    /// <summary>Every car that it may have been on at a time.</summary>
    public IEnumerable<Vehicle> Possible(long unixSeconds)
    {
        var certain = dated.Where(line => line.From <= unixSeconds && unixSeconds < line.To).Select(line => line.Vehicle).Concat(labelled).Distinct().ToList();
        return certain.Count > 0 ? certain : beaten;
    }

    /// <summary>Whether it was put on or taken off a car between two times.</summary>
    public bool ChangesWithin(long from, long to)
    {
        foreach (var line in dated)
        {
            if ((from < line.From && line.From <= to) || (from < line.To && line.To <= to))
                return true;
        }

        return false;
    }

    /// <summary>The car at a time.</summary>
    /// <param name="unixSeconds">The time.</param>
    /// <param name="vehicle">The car, or one of several.</param>
    public VehicleAnswer At(long unixSeconds, out Vehicle? vehicle)
    {
        vehicle = labelled.Length > 0 ? labelled[0] : null;
        if (labelled.Length > 1)
            return VehicleAnswer.Several;
        foreach (var line in dated)
        {
            if (unixSeconds < line.From || unixSeconds >= line.To)
                continue;
            if (vehicle is not null && vehicle != line.Vehicle)
                return VehicleAnswer.Several;
            vehicle = line.Vehicle;
        }

        if (vehicle is not null)
            return VehicleAnswer.One;
        if (beaten.Length == 0)
            return VehicleAnswer.None;
        vehicle = beaten[0];
        return VehicleAnswer.OutsideFleetDates;
    }
}

/// <summary>The host's tags and plates. The fleet file's dated lines take precedence over the plates in Turo's labels.</summary>
public sealed class FleetBook
{
    private readonly ILookup<string, Assignment> tags;
    private readonly ILookup<string, Assignment> plates;
    private readonly ILookup<string, (TagOrPlate Plate, Vehicle Vehicle)> labels;
    private ILookup<string, (TagOrPlate Plate, Vehicle Vehicle)>? skeletons;

    /// <summary>Creates the book.</summary>
    /// <param name="assignments">The lines of the fleet file; empty without a file.</param>
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

    /// <summary>Whether another car of the host has a plate that a camera may read for this one: it differs only in O and 0, I and 1, B and 8,
    /// or S and 5.</summary>
    internal bool LooksLikeAnothers(TagOrPlate identifier)
    {
        if (identifier.Kind != ReadBy.Plate)
            return false;
        var alike = Skeletons[Skeleton(identifier.Value)].Where(shown => shown.Plate.State == identifier.State || shown.Plate.State.Length == 0 || identifier.State.Length == 0).ToList();
        return alike.Exists(shown => shown.Plate.Value != identifier.Value) && alike.Select(shown => shown.Vehicle).Distinct().Skip(1).Any();
    }

    /// <summary>The host's plates that a camera may read for this one.</summary>
    internal IEnumerable<TagOrPlate> LookingLike(TagOrPlate identifier) => identifier.Kind == ReadBy.Plate ? Skeletons[Skeleton(identifier.Value)].Select(shown => shown.Plate) : [];

    private ILookup<string, (TagOrPlate Plate, Vehicle Vehicle)> Skeletons => skeletons ??= plates.SelectMany(lines => lines.Select(line => (Plate: line.Identifier, line.Vehicle)))
        .Concat(labels.SelectMany(shown => shown))
        .ToLookup(shown => Skeleton(shown.Plate.Value));

    private static string Skeleton(string plate) => plate.Replace('O', '0').Replace('I', '1').Replace('B', '8').Replace('S', '5');

    internal IdentifierHistory HistoryOf(TagOrPlate identifier)
    {
        if (identifier.Kind == ReadBy.Tag)
            return new IdentifierHistory([.. tags[identifier.Value]], [], []);
        var dated = plates[identifier.Value].Where(line => VehicleDirectory.SamePlate(line.Identifier, identifier)).ToList();
        var shown = labels[identifier.Value]
            .Where(label => VehicleDirectory.SamePlate(label.Plate, identifier))
            .ToLookup(label => dated.Exists(line => VehicleDirectory.SamePlate(line.Identifier, label.Plate)), label => label.Vehicle);
        return new IdentifierHistory([.. dated], [.. shown[false].Distinct()], [.. shown[true].Distinct()]);
    }
}
