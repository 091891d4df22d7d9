using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>The kind of a device.</summary>
[JsonConverter(typeof(OnlyNames<DeviceKind>))]
public enum DeviceKind
{
    /// <summary>A transponder.</summary>
    Tag,

    /// <summary>A license plate.</summary>
    Plate,
}

/// <summary>A tag or plate that is assigned to a car for a time.</summary>
/// <param name="Id">Its ID, for removing it from the car; null for a plate from Turo's label.</param>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number.</param>
/// <param name="State">A plate's state; empty for a tag or if not known.</param>
/// <param name="From">The start, ISO 8601 in UTC, inclusive; null for no start.</param>
/// <param name="To">The end, exclusive; null for no end.</param>
public sealed record Device(string? Id, DeviceKind Kind, string Value, string State, string? From, string? To);

/// <summary>A car.</summary>
/// <param name="Id">Turo's vehicle ID, or the host's own ID for a car that is in no trips file.</param>
/// <param name="Name">The car's display name.</param>
/// <param name="Zone">The IANA time zone of its trips, if the fleet sets one.</param>
/// <param name="Trips">The number of trips.</param>
/// <param name="Devices">Its tags and plates, oldest first.</param>
public sealed record Vehicle(string Id, string Name, string? Zone, int Trips, IReadOnlyList<Device> Devices)
{
    /// <summary>The days for which the host stated that the trips files are complete.</summary>
    public IReadOnlyList<DaySpan> Complete { get; init; } = [];

    /// <summary>Turo's older IDs, if the car was listed again.</summary>
    public IReadOnlyList<string> OlderIds { get; init; } = [];

    /// <summary>The last six characters of the VIN; null if unknown.</summary>
    public string? Vin { get; init; }
}

/// <summary>Days, both inclusive.</summary>
/// <param name="From">The first day: <c>2026-03-01</c>.</param>
/// <param name="To">The last day.</param>
public sealed record DaySpan(string From, string To);

/// <summary>States that the trips files have all trips of a car for some days.</summary>
/// <param name="From">The first day: <c>2026-03-01</c>.</param>
/// <param name="To">The last day.</param>
/// <param name="IsComplete">False takes an earlier statement about these days back.</param>
public sealed record StateCoverage(string From, string To, bool IsComplete = true);

/// <summary>A tag or plate that appears in statements and is not assigned to a car.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number, as the statement shows it.</param>
/// <param name="Tolls">The number of its tolls.</param>
/// <param name="Amount">The total amount of its tolls.</param>
/// <param name="First">The time of its first toll, ISO 8601.</param>
/// <param name="Last">The time of its last toll.</param>
public sealed record UnknownDevice(DeviceKind Kind, string Value, int Tolls, MoneyAmount Amount, string First, string Last);

/// <summary>The cars, and unknown tags and plates.</summary>
/// <param name="Vehicles">The cars.</param>
/// <param name="Unknown">Tags and plates that are not assigned to a known car.</param>
public sealed record Fleet(IReadOnlyList<Vehicle> Vehicles, IReadOnlyList<UnknownDevice> Unknown);

/// <summary>The car whose trips contain most of the tolls of an unknown tag or plate. A suggestion only.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number, as in <see cref="UnknownDevice"/>.</param>
/// <param name="Vehicle">The car's ID.</param>
public sealed record LikelyVehicle(DeviceKind Kind, string Value, string Vehicle);

/// <summary>Sets when a tag or plate was last on a car.</summary>
/// <param name="To">The last day (inclusive), or a local time in the car's time zone; null for no end.</param>
public sealed record EndDevice(string? To);

/// <summary>Assigns a tag or plate to a car.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number.</param>
/// <param name="State">A plate's state, such as <c>NY</c>.</param>
/// <param name="From">The first day, or a local time in the car's time zone; null for no start.</param>
/// <param name="To">The last day (inclusive), or a local time; null for no end.</param>
public sealed record AddDevice(DeviceKind Kind, string Value, string? State = null, string? From = null, string? To = null);
