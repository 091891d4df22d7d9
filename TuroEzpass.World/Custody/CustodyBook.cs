using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Custody;

/// <summary>Who really has which car, and when. Unlike the booked times, it includes early pickups, late returns and direct handovers between guests.
/// Times are in the car's local time.</summary>
internal sealed class CustodyBook
{
    /// <summary>The room within which an early pickup or a late return affects no other trip.</summary>
    private static readonly TimeSpan Room = TimeSpan.FromHours(9);

    private readonly Dictionary<Car, List<Stay>> stays = [];

    private readonly record struct Stay(LocalDateTime From, LocalDateTime To, Driver Driver);

    /// <summary>Gives a car to a driver for a time. The last call wins.</summary>
    public void Give(Car car, LocalDateTime from, LocalDateTime to, Driver driver)
    {
        if (!stays.TryGetValue(car, out var own))
            stays.Add(car, own = []);
        own.Add(new Stay(from, to, driver));
    }

    /// <summary>Who has the car; the host if it was given to no one.</summary>
    public Driver DriverAt(Car car, LocalDateTime moment)
    {
        if (stays.TryGetValue(car, out var own))
        {
            for (var index = own.Count - 1; index >= 0; index--)
            {
                if (own[index].From <= moment && moment < own[index].To)
                    return own[index].Driver;
            }
        }

        return car.HasNoTrips ? Driver.OffPlatform : Driver.Host;
    }

    /// <summary>When a trip's guest really had its car; null if never.</summary>
    public (LocalDateTime From, LocalDateTime To)? TimesOf(GuestTrip trip)
    {
        var own = stays.TryGetValue(trip.Car, out var all) ? all.Where(stay => stay.Driver == Driver.GuestOf(trip)).ToList() : [];
        return own.Count == 0 ? null : (own.Min(stay => stay.From), own.Max(stay => stay.To));
    }

    /// <summary>Gives a car to the guests of its trips: some pick up to an hour early or return up to four hours late. If the second of two trips
    /// follows soon, the car changes hands at any time that the booked times allow.</summary>
    public void GiveToGuests(Car car, IEnumerable<GuestTrip> booked, Dice dice)
    {
        var trips = booked.Where(trip => trip.WasDriven).OrderBy(trip => trip.Start).ToList();
        LocalDateTime? changed = null;
        for (var index = 0; index < trips.Count; index++)
        {
            var trip = trips[index];
            var hasRoomBefore = index == 0 || trips[index - 1].End.Until(trip.Start) >= Room;
            var from = hasRoomBefore && dice.Percent(25) ? trip.Start.PlusMinutes(-dice.Number(1, 61)) : changed ?? trip.Start;
            changed = null;
            LocalDateTime to;
            if (index + 1 < trips.Count && trip.End.Until(trips[index + 1].Start) < Room)
                changed = to = ChangeBetween(trip, trips[index + 1], dice);
            else
                to = dice.Percent(30) ? trip.End.PlusMinutes(dice.Number(1, 241)) : trip.End;
            if (changed < trips[Math.Min(index + 1, trips.Count - 1)].Start)
                changed = null;
            Give(car, from, to, Driver.GuestOf(trip));
        }
    }

    private static LocalDateTime ChangeBetween(GuestTrip first, GuestTrip second, Dice dice)
    {
        var pause = first.End.Until(second.Start);
        if (pause < TimeSpan.Zero)
            return dice.Moment(second.Start, first.End)!.Value;
        if (pause == TimeSpan.Zero)
            return first.End.PlusSeconds(dice.Number(0, 60));
        // After a short pause the second guest picks up on time; if the first guest was just due, up to half an hour late.
        return dice.Moment(first.End, pause <= TimeSpan.FromHours(2) ? second.Start.PlusMinutes(30) : second.Start)!.Value;
    }
}
