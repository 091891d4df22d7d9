using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Pages.Review;

/// <summary>A question of the queue, with the similar ones.</summary>
/// <param name="Item">The API's item.</param>
/// <param name="Alike">The similar tolls: the same reason for the same trips, or the same tag or plate.</param>
public sealed record Question(ReviewItem Item, IReadOnlyList<Toll> Alike)
{
    /// <summary>The toll.</summary>
    public Toll Toll => Item.Toll;

    /// <summary>The trips to choose from: the candidates, then the nearest other trip.</summary>
    public IReadOnlyList<TripSummary> Trips { get; } = [.. Item.Candidates.Append(Item.Nearest).OfType<TripSummary>().DistinctBy(trip => (trip.Id, trip.Start))];

    /// <summary>Whether the question is which car it was.</summary>
    public bool IsWhichCar => Toll.Outcome == "Unmapped" && Device is not null;

    /// <summary>Whether a guest can owe it: a toll with an amount.</summary>
    public bool IsChargeable => Toll is { Kind: "toll", Amount: not null };

    /// <summary>The tag or plate that identifies the car; the tag if the row has both.</summary>
    public (DeviceKind Kind, string Value)? Device =>
        Toll.Tag is { Length: > 0 } tag ? (DeviceKind.Tag, tag) : Toll.Plate is { Length: > 0 } plate ? (DeviceKind.Plate, plate) : null;

    /// <summary>The questions of a queue.</summary>
    public static IReadOnlyList<Question> Of(IReadOnlyList<ReviewItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var patterns = items.ToLookup(PatternOf, StringComparer.Ordinal);
        return [.. items.Select(item => new Question(item, [.. patterns[PatternOf(item)].Select(other => other.Toll).Where(other => other.Id != item.Toll.Id)]))];
    }

    /// <summary>Questions with the same pattern have the same answer: the same reason (ignoring durations), for the same trips of the same car.</summary>
    private static string PatternOf(ReviewItem item) => item.Toll.Outcome == "Unmapped"
        ? string.Join('\n', item.Toll.Outcome, item.Toll.Tag, item.Toll.Plate)
        : string.Join('\n', item.Toll.Outcome, item.Toll.Vehicle, ReasonOf(item.Toll.Reason), string.Join(',', item.Toll.Candidates), item.Nearest?.Id, item.Toll.Kind);

    private static (string Code, RemarkArgs About) ReasonOf(TollReason reason) => (reason.Code, reason.Args with { Minutes = null, OtherMinutes = null });
}
