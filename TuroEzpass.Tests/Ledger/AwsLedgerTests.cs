using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A ledger's whole life cycle on AWS services, played by an emulator.</summary>
public sealed class AwsLedgerTests
{
    private const string First = "50000001-1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ledger_on_aws_imports_decides_claims_recovers_and_verifies()
    {
        await using var world = await LedgerWorld.NewAsync(new AwsEngine());
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.FleetAsync("tag,00499000111,,1000001,2025-01-01,,");
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00", "($3.00)", id: "00499000111"), Rows.Nj("2025-11-25 15:00:00", "($1.00)"));
        Assert.False((await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00", "($3.00)", id: "00499000111"), Rows.Nj("2025-11-25 15:00:00", "($1.00)"))).IsNew);
        await world.DecideAsync((await world.TollAsync("2025-11-25T15")).Id, DecisionKind.AssignToTrip, LedgerWorld.Trip1);
        await world.ApproveAsync(First);
        await world.MoveAsync(First, LedgerClaimState.Sent);

        // A process ends after a credit was committed and before its tolls were written; another one takes over.
        var failing = await world.OpenAsync(world.Host(FaultyStore.FailsAfter(world.Records, 3)));
        await Assert.ThrowsAsync<StorageException>(() => failing.ImportStatementAsync(
            "credit.csv", LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:00:00", "$1.00 ", posted: "12/01/2025"), Rows.Nj("2025-11-21 14:00:00", "($4.00)")), "ann", cancellation: Cancel));
        await world.ReopenAsync();
        var other = await world.OpenAsync(world.Host(holder: "other"));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => other.ApproveClaimAsync(First, "other", cancellation: Cancel));

        var claims = await world.ClaimsAsync();
        Assert.Equal(("Sent", 617), (claims[First].State, claims[First].Cents));
        Assert.Equal((ClaimCode.RefundDue, 100), (Assert.Single(claims[First].Flags).Code, claims[First].Flags[0].Args!.Cents!.Value));
        Assert.Equal(("Draft", 400), (claims["50000001-2"].State, claims["50000001-2"].Cents));
        var owed = await world.Records.ReadAllAsync(new(RecordSource.Index2, LedgerWorld.Owner.Partition("TOLLSTATE#owed")), Cancel).CountAsync(Cancel);
        Assert.Equal(1, owed);
        await world.VerifyAsync();
        Assert.Equal(0, await world.Ledger.RebuildAsync(Cancel));
    }
}
