using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Trips;

/// <summary>What the car's name in a fleet file says about its tolls.</summary>
public enum VehicleUse
{
    /// <summary>A car that may be rented out.</summary>
    Rental,

    /// <summary>The host's private car on the same toll account: the word <c>host</c>.</summary>
    HostsOwn,

    /// <summary>Someone else's tag or plate: the word <c>not-ours</c>.</summary>
    NotOurs,
}

/// <summary>One of the host's cars.</summary>
public sealed class Vehicle
{
    internal Vehicle(string id, int index)
    {
        Id = id;
        Index = index;
        Use = id.ToUpperInvariant() switch
        {
            "HOST" => VehicleUse.HostsOwn,
            "NOT-OURS" => VehicleUse.NotOurs,
            _ => VehicleUse.Rental,
        };
    }

    /// <summary>Whether guests may drive it.</summary>
    public VehicleUse Use { get; }

    /// <summary>Turo's vehicle id, or the host's own name for a car that is in no trips file.</summary>
    public string Id { get; }

    /// <summary>Turo's model and year; may be empty.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Turo's label, which contains the plate: <c>Host's Honda (NY #ABC1234)</c>; may be empty.</summary>
    public string Label { get; internal set; } = "";

    /// <summary>The plates in the labels of its trips.</summary>
    public IReadOnlyCollection<TagOrPlate> LabelPlates => labelPlates;

    /// <summary>The time zone of its trips, if the fleet file sets one; null for the run's default.</summary>
    public ZoneCalendar? Zone { get; internal set; }

    /// <summary>Whether a trips file has it.</summary>
    public bool HasTrips { get; internal set; }

    /// <summary>Whether trips files give its id two VINs, so that it may be two cars.</summary>
    public bool HasTwoVins { get; internal set; }

    /// <summary>Turo's older ids for it, if it was listed again.</summary>
    public IReadOnlyCollection<string> OlderIds => olderIds;

    /// <summary>The last six characters of its VIN; null if the trips files have none or two.</summary>
    public string? VinEnd { get; internal set; }

    internal int Index { get; }

    internal void AddPlate(TagOrPlate plate) => labelPlates.Add(plate);

    internal void AddOlderId(string id) => olderIds.Add(id);

    private readonly HashSet<TagOrPlate> labelPlates = [];
    private readonly HashSet<string> olderIds = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The host's cars, by the names in the files.</summary>
public sealed class VehicleDirectory
{
    private readonly Dictionary<string, Vehicle> byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Vehicle> vehicles = [];

    /// <summary>Every car.</summary>
    public IReadOnlyList<Vehicle> Vehicles => vehicles;

    /// <summary>The car with Turo's id; added if it is new.</summary>
    public Vehicle GetOrAdd(string id)
    {
        if (byId.TryGetValue(id, out var known))
            return known;
        var vehicle = new Vehicle(id, vehicles.Count);
        vehicles.Add(vehicle);
        byId.Add(id, vehicle);
        return vehicle;
    }

    /// <summary>Adds an older id of a car that was listed again.</summary>
    internal void AddId(string id, Vehicle vehicle)
    {
        if (byId.TryAdd(id, vehicle))
            vehicle.AddOlderId(id);
    }

    /// <summary>Finds a car by Turo's id, a plate (<c>NY ABC1234</c>) or a name that only one car has.</summary>
    /// <param name="text">The user's text.</param>
    /// <param name="problem">Why there is not exactly one; null if there is one, or if no car matches.</param>
    /// <returns>The car, or null.</returns>
    public Vehicle? Find(string text, out string? problem)
    {
        problem = null;
        if (byId.TryGetValue(text, out var byIdentity))
            return byIdentity;
        TagOrPlate.ReadPlate(text, "", out var plate);
        var found = vehicles
            .Where(vehicle => Same(vehicle.Name, text) || Same(vehicle.Label, text) || (plate is not null && vehicle.LabelPlates.Any(known => SamePlate(known, plate))))
            .ToList();
        if (found.Count > 1)
            problem = $"'{text}' matches {found.Count} cars ({string.Join(", ", found.Select(vehicle => vehicle.Id))}). Use Turo's vehicle id instead.";
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Whether two plates are the same, if one may lack its state.</summary>
    internal static bool SamePlate(TagOrPlate one, TagOrPlate other) =>
        one.Value == other.Value && (one.State == other.State || one.State.Length == 0 || other.State.Length == 0);

    private static bool Same(string name, string text) => name.Length > 0 && name.Equals(text, StringComparison.OrdinalIgnoreCase);
}
