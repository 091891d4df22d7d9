using System.Text.RegularExpressions;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for trips and their reminders.</summary>
public static partial class TripWords
{
    /// <summary>Whether it was canceled.</summary>
    public static bool IsCancelled(TripSummary trip)
    {
        ArgumentNullException.ThrowIfNull(trip);
        return trip.Status.Contains("cancel", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Turo's status as a badge.</summary>
    public static Word Status(TripSummary trip)
    {
        ArgumentNullException.ThrowIfNull(trip);
        var name = Capital().Replace(trip.Status, " $1").Trim();
        name = name.Length > 1 ? name[..1] + name[1..].ToLowerInvariant() : name;
        return new Word(name.Length > 0 ? name : "Status unknown", "", IsCancelled(trip) ? "bad" : trip.Status switch { "Completed" => "good", "InProgress" => "accent", "Booked" => "accent", _ => "plain" });
    }

    /// <summary>The trip's page on Turo, for a person to open (seen on a live account). Nothing here requests it.</summary>
    public static string OnTuro(string reservation) => $"https://turo.com/us/en/reservation/{Uri.EscapeDataString(reservation)}";

    /// <summary>The message that gives a guest the car's tag numbers.</summary>
    public static string Message(Reminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        var (car, tags) = (reminder.Trip.VehicleName, string.Join(" and ", reminder.Tags));
        return $"Hi {Plain.FirstName(reminder.Trip.Guest)}, the {CarOf(car).Split("'s ", 2)[^1]} has an E-ZPass toll tag. Its number is {tags}. Tolls on your trip are charged to this tag, and I pass them on to you at cost through Turo. Have a great trip!";
    }

    /// <summary>What the listing should say.</summary>
    public static string ListingText(Reminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return $"This car has an E-ZPass toll tag. Its number is {string.Join(" and ", reminder.Tags)}. Guests pay the tolls for their trip, at cost.";
    }

    /// <summary>A car's name without the plate from Turo's label; messages to guests don't need it.</summary>
    public static string CarOf(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return PlatePart().Replace(label, "").Trim() is { Length: > 0 } name ? name : label;
    }

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\s*\([A-Z]{2} #[^)]*\)")]
    private static partial Regex PlatePart();
}
