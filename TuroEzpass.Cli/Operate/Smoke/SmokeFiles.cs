using NodaTime;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Statements;
using TuroEzpass.World.Turo;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>The files of an invented host with one car, one trip and three tolls, two of them during the trip: importing the files must give
/// one claim of <see cref="ClaimCents"/>.</summary>
internal sealed class SmokeFiles
{
    /// <summary>The amount that the guest owes.</summary>
    public const long ClaimCents = FirstToll + SecondToll;

    /// <summary>The trip's reservation id.</summary>
    public const string Reservation = "90000001";

    /// <summary>The number of rows in the statement.</summary>
    public const int Rows = 3;

    private const long FirstToll = 2_17;
    private const long SecondToll = 1_05;
    private const long HostsToll = 4_44;
    private static readonly Car Car = new() { Id = "9000001", Make = "Car 9000001", Name = "Smoke Test Car", State = "NY", Plate = "SMK9001", Tag = "00499009001" };

    /// <summary>Builds the files as of a day: the trip ended twelve days earlier, so its tolls have posted and its claim is not late.</summary>
    public SmokeFiles(LocalDate today)
    {
        var (start, end) = (today.PlusDays(-15), today.PlusDays(-12));
        var trip = new GuestTrip { Id = Reservation, Guest = "Smoke Guest", Car = Car, Start = start.At(new LocalTime(10, 0)), End = end.At(new LocalTime(10, 0)) };
        Trips = TripsExport.File([new ExportedTrip(trip, today.AtMidnight()) { Dollars = 100, Miles = 100 }]);
        Fleet = FleetFileWriter.File([new FleetEntry("tag", Car.Tag, Car.Id)]);
        Statement = new NewJerseyWriter().File(
        [
            Toll(start.PlusDays(1).At(new LocalTime(12, 10, 11)), FirstToll, byTag: true),
            Toll(start.PlusDays(2).At(new LocalTime(18, 20, 21)), SecondToll, byTag: false),
            Toll(start.PlusDays(-7).At(new LocalTime(8, 30, 31)), HostsToll, byTag: true),
        ]);
    }

    /// <summary>Turo's trip-earnings export.</summary>
    public byte[] Trips { get; }

    /// <summary>The fleet file: the tag on the car.</summary>
    public byte[] Fleet { get; }

    /// <summary>New Jersey's statement.</summary>
    public byte[] Statement { get; }

    private static StatementLine Toll(LocalDateTime at, long cents, bool byTag) => new()
    {
        At = at,
        Posted = at.Date.PlusDays(1),
        Cents = cents,
        Plaza = new Plaza("GSP", "RAS", (int)cents),
        Tag = byTag ? Car.Tag : null,
        Plate = byTag ? null : Car.Plate,
        State = Car.State,
        BalanceCents = 467_11,
    };
}
