using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>A claimed toll that became doubtful is flagged if a file caused it, but not if only the rules became stricter.
/// The review times in the settings are rules: a longer one is a stricter rule.</summary>
public sealed class NewEvidenceTests
{
    private const string First = $"{LedgerWorld.Trip1}-1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_that_became_more_careful_flags_no_claim()
    {
        await using var world = await ApprovedAsync();
        await CarefulAsync(world);

        Assert.Equal(nameof(Outcome.NeedsReview), (await world.TollAsync("2025-11-20T14:00:00")).Outcome);
        Assert.Empty((await world.ClaimsAsync())[First].Flags);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Files_that_have_nothing_to_do_with_it_change_nothing_of_that()
    {
        await using var world = await ApprovedAsync();
        await CarefulAsync(world);
        await world.NjAsync("later.csv", Rows.Nj("2025-12-10 14:00:00"));
        await world.FleetAsync("tag,00499000111,,1000002,2025-06-01,,");

        Assert.Equal(nameof(Outcome.NeedsReview), (await world.TollAsync("2025-11-20T14:00:00")).Outcome);
        Assert.Empty((await world.ClaimsAsync())[First].Flags);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_trip_that_a_later_file_shortens_flags_the_claim_under_careful_rules_too()
    {
        await using var world = await ApprovedAsync();
        await CarefulAsync(world);
        await world.TripsAsync(2, Earlier(), Rows.Trip(LedgerWorld.Trip1, "2025-11-20 13:30", "2025-11-20 13:45"));

        Assert.Equal(ClaimCode.NoLongerCertain, Assert.Single((await world.ClaimsAsync())[First].Flags).Code);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_tag_that_a_later_fleet_gives_to_another_car_flags_the_claim()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.FleetAsync("tag,00499000111,,1000001,2025-06-01,,");
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", id: "00499000111"));
        await world.ApproveAsync(First);
        await world.FleetAsync("tag,00499000111,,1000002,2025-06-01,,");

        Assert.Equal(ClaimCode.NoLongerCertain, Assert.Single((await world.ClaimsAsync())[First].Flags).Code);
        await world.VerifyAsync();
    }

    /// <summary>A toll half an hour into a trip that follows another one: certain until the handover needs review for an hour.</summary>
    private static async Task<LedgerWorld> ApprovedAsync()
    {
        var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Earlier(), Rows.Trip(LedgerWorld.Trip1, "2025-11-20 13:15", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"));
        await world.ApproveAsync(First);
        Assert.Empty((await world.ClaimsAsync())[First].Flags);
        return world;
    }

    private static string Earlier() => Rows.Trip(LedgerWorld.Trip2, "2025-11-18 10:00", "2025-11-20 12:45");

    private static Task<int> CarefulAsync(LedgerWorld world) => world.Ledger.ChangeSettingsAsync(
        LedgerSettings.Default with { Matching = new MatchingOptions { ReviewHandover = TimeSpan.FromHours(1) } }, LedgerWorld.Me, cancellation: Cancel);
}
