using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>Rules 5 and 7: which instants a row can mean, and that all of them must agree.</summary>
public sealed class TimeTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");
    private static readonly string Next = Trip("50000002", "2025-11-15 09:00", "2025-11-17 09:00");

    [Fact]
    public void Posting_never_decides()
    {
        var answer = Scenario.With(First, Next).Nj(Nj("2025-11-12 12:00:00", posted: "11/16/2025")).Run().Only;

        Assert.Equal((Outcome.Matched, "50000001"), (answer.Outcome, answer.Trip));
    }

    [Theory]
    [InlineData("09:10:00", "2025-11-11 09:45:00", Outcome.NeedsReview)] // entry before the start
    [InlineData("21:10:00", "2025-11-14 21:40:00", Outcome.NeedsReview)] // exit after the end
    [InlineData("09:31:00", "2025-11-11 10:45:00", Outcome.Matched)]
    public void Entry_and_exit_must_both_lie_in_the_trip(string entry, string exit, Outcome expected) =>
        Assert.Equal(expected, Scenario.With(First, Next).Nj(Nj(exit, agency: "NJTP", entryTime: entry, entryPlaza: "14", plaza: "18E")).Run().Only.Outcome);

    [Fact]
    public void An_entry_with_a_time_counts_even_when_its_plaza_is_a_dash()
    {
        var answer = Scenario.With(First, Next).Nj(Nj("2025-11-11 09:45:00", agency: "BCBC", entryTime: "09:10:00", entryPlaza: "-", plaza: "TPB")).Run().Only;

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Theory]
    [InlineData("00:00:00", "-", Outcome.Matched)] // a placeholder
    [InlineData("0:00:00", "-", Outcome.Matched)]
    [InlineData("00:00:00", "14", Outcome.NeedsReview)] // midnight at a plaza is a real entry
    public void Midnight_without_a_plaza_is_no_entry(string entry, string plaza, Outcome expected) =>
        Assert.Equal(expected, Scenario.With(First).Nj(Nj("2025-11-11 10:30:00", agency: "DRJTBC", entryTime: entry, entryPlaza: plaza, plaza: "I78")).Run().Only.Outcome);

    [Fact]
    public void An_entry_later_than_the_exit_was_the_day_before()
    {
        // Exit 00:17 on the 12th; the entry at 23:04 is the 11th's, inside the trip. Of the 12th it would be inside too,
        // so a trip that ends on the 12th at noon tells the two apart.
        var untilNoon = Trip("50000001", "2025-11-11 09:30", "2025-11-12 12:00");
        var fromMidnight = Trip("50000001", "2025-11-12 00:00", "2025-11-14 12:00");
        var toll = Nj("2025-11-12 00:17:32", agency: "NJTP", entryTime: "23:04:47", entryPlaza: "13", plaza: "11");

        Assert.Equal(Outcome.Matched, Scenario.With(untilNoon).Nj(toll).Run().Only.Outcome);
        Assert.Equal(Outcome.NeedsReview, Scenario.With(fromMidnight).Nj(toll).Run().Only.Outcome);
    }

    [Theory]
    [InlineData("2025-11-12 11:31:00", Outcome.Matched)] // two hours and more after the start
    [InlineData("2025-11-11 11:29:00", Outcome.NeedsReview)] // the entry may be before the start
    [InlineData("2025-11-14 21:29:00", Outcome.Matched)] // the exit is known, only the entry is missing
    public void New_York_leaves_out_the_entrys_time(string at, Outcome expected)
    {
        var answer = Scenario.With(First).Ny(Ny(at, agency: "NYSTA", entryPlaza: "15", plaza: "19")).Run().Only;

        Assert.Equal(expected, answer.Outcome);
        Assert.Equal(Outcome.Matched, Scenario.With(First).Ny(Ny(at)).Run().Only.Outcome); // a barrier has no entry
    }

    [Fact]
    public void A_hosts_toll_without_its_entrys_time_may_be_a_guests()
    {
        // A trip of an hour without review times around it: only the missing entry makes it uncertain.
        var options = new MatchingOptions { ReviewAfter = TimeSpan.Zero, ReviewBefore = TimeSpan.Zero };
        Outcome At(string at) => new Scenario { Options = options }.Trips(First).Ny(Ny(at, agency: "NYSTA", entryPlaza: "15", plaza: "19")).Run().Only.Outcome;

        Assert.Equal(Outcome.NeedsReview, At("2025-11-14 23:00:00"));
        Assert.Equal(Outcome.HostExpense, At("2025-11-14 23:31:00"));
    }

    [Theory]
    [InlineData("2025-11-14 19:29:00", Outcome.Matched)] // the exit, at most two hours later, is before the end
    [InlineData("2025-11-14 20:00:00", Outcome.NeedsReview)]
    [InlineData("2025-11-11 09:31:00", Outcome.Matched)] // the entry is known
    public void Marylands_away_rows_leave_out_the_exits_time(string at, Outcome expected)
    {
        var answer = Scenario.With(First).Statement("md.csv", $"{MdHeader}\n{Md(at, entry: at, entryPlaza: "T 247", agency: "PTC", type: "E-ZPass Away Toll Charge")}\n").Run().Only;

        Assert.Equal(expected, answer.Outcome);
    }

    [Fact]
    public void Marylands_barrier_without_an_entry_plaza_has_one_time()
    {
        var answer = Scenario.With(First).Statement("md.csv", $"{MdHeader}\n{Md("2025-11-14 21:20:00", agency: "DelDOT", type: "E-ZPass Away Toll Charge")}\n").Run().Only;

        Assert.Equal(Outcome.Matched, answer.Outcome);
    }

    [Fact]
    public void Pennsylvanias_two_times_are_both_judged()
    {
        Outcome At(string entry, string exit) => Scenario.With(First, Next).Statement("pa.csv", $"{PaHeader}\n{Pa(exit, entry, "New Jersey Turnpike - 16E", "New Jersey Turnpike - 6  ", "$16.20", "AWAY AGENCY TOLL")}\n").Run().Only.Outcome;

        Assert.Equal(Outcome.Matched, At("2025-11-12 09:00", "2025-11-12 10:00"));
        Assert.Equal(Outcome.NeedsReview, At("2025-11-14 21:00", "2025-11-14 22:00"));
        Assert.Equal(Outcome.NeedsReview, At("2025-11-14 21:00", "2025-11-15 12:00")); // from one trip into the next
    }

    [Theory]
    [InlineData("11/12/2025", Outcome.Matched)]
    [InlineData("11/11/2025", Outcome.NeedsReview)] // the trip starts on that day
    [InlineData("11/14/2025", Outcome.NeedsReview)] // it ends on that day
    [InlineData("11/20/2025", Outcome.HostExpense)] // the whole day is the host's
    public void A_date_without_a_time_is_matched_only_if_the_whole_day_lies_inside(string day, Outcome expected)
    {
        var answer = Scenario.With(First).Nj($"{day},{day},{Plate},GSP,TOLL,,-,-,,RAS,12S,1,($2.17),Y,BUSINESS,N,$4.00").Run().Only;

        Assert.Equal(expected, answer.Outcome);
        Assert.Equal($"2025-11-{day[3..5]}", answer.At);
    }

    [Fact]
    public void A_toll_of_Illinois_on_a_New_Jersey_statement_is_in_Central_time()
    {
        // 09:00 in Chicago is 10:00 in New York, in which the trip starts at 09:30.
        var answer = Scenario.With(First).Nj(Nj("2025-11-11 09:00:00", agency: "ILTOLL", plaza: "41")).Run().Only;

        Assert.Equal((Outcome.Matched, "2025-11-11T09:00:00-06:00"), (answer.Outcome, answer.At));
    }

    [Theory]
    [InlineData("2025-11-11 09:45:00", Outcome.NeedsReview)] // Eastern inside, as Central 10:45 inside too, but:
    [InlineData("2025-11-11 09:00:00", Outcome.NeedsReview)] // Eastern before the start, Central inside
    [InlineData("2025-11-14 21:00:00", Outcome.NeedsReview)] // Eastern inside, Central after the end
    [InlineData("2025-11-14 20:00:00", Outcome.Matched)]
    public void The_Indiana_Toll_Road_is_judged_in_each_zone_it_may_keep(string at, Outcome expected)
    {
        var trips = at == "2025-11-11 09:45:00" ? [Trip("50000001", "2025-11-11 09:30", "2025-11-11 10:30")] : new[] { First };

        Assert.Equal(expected, Scenario.With(trips).Nj(Nj(at, agency: "ITRCC", plaza: "EPT")).Run().Only.Outcome);
    }

    [Fact]
    public void A_cars_own_zone_or_the_runs_zone_applies_to_its_trips()
    {
        // The trip starts at 09:30 in Chicago, 10:30 in New York.
        var toll = Nj("2025-11-11 10:00:00");

        Assert.Equal(Outcome.Matched, Scenario.With(First).Nj(toll).Run().Only.Outcome);
        Assert.Equal(Outcome.NeedsReview, new Scenario { Zone = "America/Chicago" }.Trips(First).Nj(toll).Run().Only.Outcome);
        Assert.Equal(Outcome.NeedsReview, Scenario.With(First).Fleet("plate,ABC1234,NY,1000001,,,America/Chicago").Nj(toll).Run().Only.Outcome);
    }
}
