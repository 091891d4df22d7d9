using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>A car is its VIN; and what the host says is no rental car at all.</summary>
public sealed class ListingTests
{
    private const string Vin = "1HGXX00X0XX000001";
    private const string Tag = "00500000101";
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", vin: Vin);
    private static readonly string Relisted = Trip("50000002", "2025-12-11 09:30", "2025-12-14 21:30", vehicle: "1000009", vin: Vin);

    [Theory]
    [InlineData("1000001")]
    [InlineData("1000009")]
    public void Two_listings_with_one_VIN_are_one_car_under_its_newest_id(string named)
    {
        var answers = Scenario.With(First, Relisted).Fleet($"tag,{Tag},,{named},,")
            .Nj(Nj("2025-11-12 12:00:00", id: Tag), Nj("2025-12-12 12:00:00", id: Tag), Nj("2025-11-12 13:00:00"), Nj("2025-12-12 13:00:00"), Nj("2025-12-01 12:00:00")).Run().Answers;

        Assert.Equal(["50000001", "50000002", "50000001", "50000002"], answers.Take(4).Select(answer => answer.Trip));
        Assert.All(answers.Take(4), answer => Assert.Equal((Outcome.Matched, "1000009"), (answer.Outcome, answer.Vehicle)));
        Assert.Equal(Outcome.HostExpense, answers[4].Outcome);
    }

    [Fact]
    public void One_id_with_two_VINs_may_be_two_cars()
    {
        var answer = Scenario.With(First, Trip("50000002", "2025-12-11 09:30", "2025-12-14 21:30", vin: "1HGXX00X0XX000002")).Nj(Nj("2025-11-12 12:00:00")).Run().Only;

        Assert.Equal((Outcome.NeedsReview, Reason.TwoVins), (answer.Outcome, answer.Reason));
    }

    [Fact]
    public void A_private_car_of_the_host_and_a_tag_that_is_not_the_hosts_end_as_the_fleet_file_says()
    {
        var answers = Scenario.With(First).Fleet($"tag,{Tag},,host,,", "tag,00500000102,,not-ours,,")
            .Nj(Nj("2025-11-12 12:00:00", id: Tag), Nj("2025-11-12 12:00:00", id: "00500000102", plaza: "ESS")).Run().Answers;

        Assert.Equal([(Outcome.HostExpense, Reason.HostsOwnCar), (Outcome.Excluded, Reason.NotOurs)], answers.Select(answer => (answer.Outcome, answer.Reason)));
    }
}
