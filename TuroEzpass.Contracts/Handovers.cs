using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>An end of a trip.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HandoverEnd>))]
public enum HandoverEnd
{
    /// <summary>The guest picks up the car.</summary>
    Pickup,

    /// <summary>The guest returns the car.</summary>
    Return,
}

/// <summary>The real start and end of a trip. Null means unknown; a PUT with null clears an earlier statement.</summary>
/// <param name="PickedUpAt">When the guest picked up the car, ISO 8601: local time of the car (<c>2026-03-28T10:20</c>), or with an offset.</param>
/// <param name="ReturnedAt">When the guest returned the car.</param>
public sealed record Handover(string? PickedUpAt, string? ReturnedAt);

/// <summary>A question: when did the guest pick up or return the car?</summary>
/// <param name="Trip">Turo's reservation ID.</param>
/// <param name="End">Which end of the trip.</param>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's ID.</param>
/// <param name="VehicleName">The car's display name.</param>
/// <param name="Booked">The booked time, ISO 8601 with offset.</param>
/// <param name="BookedLocal">The booked time without offset: send it back to confirm that the guest was on time.</param>
/// <param name="Tolls">The number of tolls that wait for the answer.</param>
/// <param name="Amount">Their total.</param>
/// <param name="Listed">The IDs of the first 50 of these tolls.</param>
public sealed record HandoverQuestion(
    string Trip, HandoverEnd End, string Guest, string Vehicle, string VehicleName, string Booked, string BookedLocal, int Tolls, MoneyAmount Amount, IReadOnlyList<string> Listed);

/// <summary>Confirms that a guest was on time.</summary>
/// <param name="Trip">Turo's reservation ID.</param>
/// <param name="End">Which end of the trip.</param>
/// <param name="BookedLocal">The booked time that the person saw. If a later trips file shows another one, the question is asked again.</param>
public sealed record OnTimeAnswer(string Trip, HandoverEnd End, string BookedLocal);
