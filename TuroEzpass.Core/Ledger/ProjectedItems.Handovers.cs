using NodaTime.Text;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <content>Questions about handovers.</content>
internal sealed partial class ProjectedItems
{
    /// <summary>The most tolls that a question lists.</summary>
    internal const int MostListed = 50;

    private IEnumerable<ProjectedItem> Handovers()
    {
        var reconciliation = state.Reconciliation;
        // Two versions of a trip may end at the same time.
        foreach (var same in HandoverQuestions.Of(reconciliation).GroupBy(question => (question.Trip.ReservationId, question.End, Booked: question.End == HandoverEnd.Pickup ? question.Trip.Start : question.Trip.End)))
        {
            var trip = same.First().Trip;
            var tolls = same.SelectMany(question => question.Tolls).Select(place => (Place: place, Id: state.TollIdAt(place)!)).ToList();
            var keys = tolls.Select(toll => KeyOf(toll.Id, reconciliation.RowAt(toll.Place)).ToString()).Order(StringComparer.Ordinal).ToList();
            var item = new HandoverItem
            {
                Reservation = trip.ReservationId,
                End = same.Key.End.ToString(),
                Guest = trip.Guest,
                Vehicle = trip.Vehicle.Id,
                VehicleText = ResultFiles.VehicleText(trip.Vehicle),
                Booked = TripTime(same.Key.Booked, trip),
                BookedLocal = StatedTime.BookedText(same.Key.Booked),
                Tolls = tolls.Count,
                Cents = tolls.Sum(toll => reconciliation.RowAt(toll.Place).Amount?.Cents ?? 0),
                Listed = [.. keys.Take(MostListed)],
            };
            yield return new ProjectedItem(Key("HANDOVER", $"{LocalDateTimePattern.GeneralIso.Format(same.Key.Booked)}#{trip.ReservationId}#{item.End}"), Bytes(item), null, null);
        }
    }
}
