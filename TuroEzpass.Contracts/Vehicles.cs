using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>Tag or plate.</summary>
[JsonConverter(typeof(OnlyNames<DeviceKind>))]
public enum DeviceKind
{
    /// <summary>A transponder.</summary>
    Tag,

    /// <summary>A licence plate.</summary>
    Plate,
}

/// <summary>A tag or plate on a car for a time.</summary>
/// <param name="Id">Its id, to take it off the car; null for a plate that Turo's own label shows.</param>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number.</param>
/// <param name="State">A plate's state; empty for a tag or where it is not known.</param>
/// <param name="From">From when, ISO 8601 in UTC, inclusive; null from the beginning.</param>
/// <param name="To">Until when, exclusive; null for good.</param>
public sealed record Device(string? Id, DeviceKind Kind, string Value, string State, string? From, string? To);

/// <summary>A car.</summary>
/// <param name="Id">Turo's vehicle id, or the host's word for a car that is in no trips file.</param>
/// <param name="Name">The car, for people.</param>
/// <param name="Zone">The IANA zone of its trips, where the fleet sets one.</param>
/// <param name="Trips">How many trips it has.</param>
/// <param name="Devices">Its tags and plates, oldest first.</param>
public sealed record Vehicle(string Id, string Name, string? Zone, int Trips, IReadOnlyList<Device> Devices);

/// <summary>A tag or plate that statements name and no car carries.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number, as the statement shows it.</param>
/// <param name="Tolls">How many tolls wait for it.</param>
/// <param name="Amount">What they come to.</param>
/// <param name="First">The first of them, ISO 8601.</param>
/// <param name="Last">The last of them.</param>
public sealed record UnknownDevice(DeviceKind Kind, string Value, int Tolls, MoneyAmount Amount, string First, string Last);

/// <summary>The cars, and what belongs to none.</summary>
/// <param name="Vehicles">The cars.</param>
/// <param name="Unknown">Tags and plates of no known car.</param>
public sealed record Fleet(IReadOnlyList<Vehicle> Vehicles, IReadOnlyList<UnknownDevice> Unknown);

/// <summary>The car whose trips hold most of the tolls of an unknown tag or plate. A suggestion only.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number, as <see cref="UnknownDevice"/> has it.</param>
/// <param name="Vehicle">The car's id.</param>
public sealed record LikelyVehicle(DeviceKind Kind, string Value, string Vehicle);

/// <summary>Says until when a tag or plate is on a car.</summary>
/// <param name="To">A day (included), or a local time in the car's zone; null for good.</param>
public sealed record EndDevice(string? To);

/// <summary>Puts a tag or plate on a car.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number.</param>
/// <param name="State">A plate's state, such as <c>NY</c>.</param>
/// <param name="From">From when: a day, or a local time in the car's zone; null from the beginning.</param>
/// <param name="To">Until when: a day (included), or a local time; null for good.</param>
public sealed record AddDevice(DeviceKind Kind, string Value, string? State = null, string? From = null, string? To = null);
