using NodaTime;
using TuroEzpass.Core.Matching;
using TuroEzpass.Tests.Matching;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.Hosts;
using TuroEzpass.World.Statements;
using TuroEzpass.World.Turo;

namespace TuroEzpass.Tests.Fleets;

/// <summary>The accounts and trips behind the simulated sites: who drove is stated, and no certain outcome contradicts it.</summary>
public sealed class OpenAccountTests
{
    private static readonly LocalDate Today = new(2026, 6, 30);
    private static readonly string[] Plates = ["NJ SIM0001", "NY SIM0002", "NJ SIM0003", "NJ SIM0004"];
    private static readonly string[] Tags = ["00500000301", "00500000302", "00500000303", "00500000304"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_matched_toll_was_driven_by_that_guest_and_a_hosts_by_the_host(int seed)
    {
        var guests = new OpenTrips(seed, 120, 60, Plates);
        var rows = new OpenAccount(Home.NewJersey, guests, Today, 600, Tags).RowsUpToToday();
        var decided = new Scenario { AsOf = Today }
            .TripsOf(TripsExport.NameOn(Today), TripsExport.File(guests.KnownOn(Today).Select(trip => OpenTrips.ExportedOn(trip, Today))))
            .Fleet([.. Tags.Select((tag, place) => $"tag,{tag},,{guests.Cars[place].Id},,,")])
            .Statement("nj.csv", new NewJerseyWriter().File(rows))
            .Run();

        var seen = decided.Answers.Select(answer => (Answer: answer, Row: rows[answer.Line - 2])).ToList();

        Assert.Equal(rows.Count, seen.Count);
        Assert.All(seen.Where(one => one.Answer.Outcome == Outcome.Matched), one => Assert.Equal(new Driver(DriverKind.Guest, one.Answer.Trip!), one.Row.Driver));
        Assert.All(seen.Where(one => one.Answer.Outcome == Outcome.HostExpense), one => Assert.Equal(Driver.Host, one.Row.Driver));
        Assert.All(seen.Where(one => one.Row.Kind is LineKind.Payment or LineKind.Fee), one => Assert.Equal(Driver.Nobody, one.Row.Driver));
        Assert.True(seen.Count(one => one.Answer.Outcome == Outcome.Matched) > 100);
    }

    [Fact]
    public void Guests_come_early_and_return_late()
    {
        var guests = new OpenTrips(1, 120, 60, Plates);
        var trips = guests.KnownOn(Today).ToDictionary(trip => trip.Id);
        var outside = new OpenAccount(Home.NewJersey, guests, Today, 5000, Tags).RowsUpToToday()
            .Where(row => trips.TryGetValue(row.Driver.Reservation, out var trip) && (row.At < trip.Start || row.At >= trip.End)).ToList();

        Assert.NotEmpty(outside);
    }

    /// <summary>Two states can issue the same plate, and a setting can name a tag twice.</summary>
    [Fact]
    public void A_plate_or_tag_that_occurs_twice_is_on_the_first_car()
    {
        var guests = new OpenTrips(1, 120, 60, ["NJ SIM0001", "NY SIM0001"]);

        Assert.NotEmpty(new OpenAccount(Home.NewJersey, guests, Today, 100, ["00500000301", "00500000301"]).RowsUpToToday());
    }

    [Fact]
    public void Tomorrows_account_states_the_same_of_todays_rows()
    {
        var guests = new OpenTrips(4, 120, 60, Plates);
        var today = new OpenAccount(Home.NewJersey, guests, Today, 600, Tags).RowsUpToToday().ToDictionary(row => row.Number);
        var tomorrow = new OpenAccount(Home.NewJersey, guests, Today.PlusDays(1), 600, Tags).RowsUpToToday();

        Assert.All(tomorrow.Where(row => today.ContainsKey(row.Number)), row => Assert.Equal((today[row.Number].At, today[row.Number].Driver), (row.At, row.Driver)));
    }
}
