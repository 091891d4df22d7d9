using System.Text;
using NodaTime;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Api.Access;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Api;

/// <summary>An API on April 1, 2026, whose two owners have imported statements, trips and a fleet: the owner's cars 1000001
/// (plate ABC1234) and 1000002 (plate XYZ9876), the other owner's car 2000001 (plate OTH1111).</summary>
public sealed class FilledWorld : IAsyncLifetime
{
    /// <summary>A word in every name in the other owner's data.</summary>
    public const string OthersMark = "Zanzibar";

    /// <summary>The draft for the trip in November with three tolls, one of them uncertain.</summary>
    public const string FirstTrip = "50000001";
    public const string SecondTrip = "50000002";
    public const string ThirdTrip = "50000003";
    public const string OthersTrip = "60000001";
    public const string Car = "1000001";
    public const string OthersCar = "2000001";
    public const string UnknownTag = "00499000111";

    /// <summary>Every row of the owner's statement, by time and cents.</summary>
    public static readonly (string At, string Amount, string Device)[] Tolls =
    [
        ("2025-11-12 14:00:00", "2.17", "ABC1234-NY"), ("2025-11-12 15:00:00", "1.05", "ABC1234-NY"),
        ("2025-11-15 00:30:00", "4.00", "ABC1234-NY"), ("2025-11-17 16:00:00", "3.33", "ABC1234-NY"),
        ("2025-11-21 15:00:00", "3.10", "ABC1234-NY"), ("2026-03-02 16:00:00", "2.50", "ABC1234-NY"),
        ("2026-03-02 23:30:00", "2.60", "ABC1234-NY"), ("2026-03-11 08:00:00", "6.94", "XYZ9876-NY"),
        ("2026-03-11 09:00:00", "1.11", UnknownTag), ("2026-03-12 09:00:00", "1.12", UnknownTag),
    ];

    public ApiWorld World { get; private set; } = null!;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<FilledWorld> NewAsync(params string[] settings)
    {
        var filled = new FilledWorld();
        await filled.StartAsync(settings);
        return filled;
    }

    public ValueTask InitializeAsync() => StartAsync([]);

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>Uses an owner's ledger inside the API's process.</summary>
    public Task<T> LedgerAsync<T>(OwnerId owner, Func<OwnerLedger, Task<T>> work) => World.Service<LedgerPool>().UseAsync(owner, work, Cancel);

    /// <summary>A ledger that another process has open.</summary>
    public Task<OwnerLedger> OtherProcessAsync(OwnerId owner) =>
        OwnerLedger.OpenAsync(new LedgerHost(World.Service<IRecordStore>(), World.Service<IProofStore>(), World.Clock, "another process", _ => false), owner, Cancel);

    public static byte[] Statement(params IEnumerable<(string At, string Amount, string Device)> rows) =>
        Lines(Rows.NjHeader, rows.Select(row => Rows.Nj(row.At, $"(${row.Amount})", row.Device)));

    private static byte[] Lines(string header, IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(header)) + "\n");

    private async ValueTask StartAsync(string[] settings)
    {
        World = await ApiWorld.StartAsync(["Api:RequestsPerSecond=1000000", "Api:Burst=1000000", "Auth:SignInsPerMinute=1000000", .. settings]);
        World.Clock.Reset(Instant.FromUtc(2026, 4, 1, 16, 0));
        await LedgerAsync(ApiWorld.Owner, async ledger =>
        {
            await ledger.ImportTripsAsync("trip_earnings_export_20260331.csv", Lines(Rows.TripHeader,
            [
                Rows.Trip(FirstTrip, "2025-11-11 09:30", "2025-11-14 21:30"), Rows.Trip(SecondTrip, "2025-11-20 10:00", "2025-11-22 10:00", guest: "Guest B"),
                Rows.Trip(ThirdTrip, "2026-03-01 10:00", "2026-03-05 10:00", guest: "Guest C"),
                Rows.Trip("50000004", "2026-03-10 10:00", "2026-03-12 10:00", vehicle: "1000002", plate: "NY #XYZ9876", guest: "Guest D"),
            ]), "Holly Host", Cancel);
            return await ledger.ImportStatementAsync("nj.csv", Statement(Tolls), "Holly Host", cancellation: Cancel);
        });
        await LedgerAsync(ApiWorld.OtherOwner, async ledger =>
        {
            await ledger.ImportTripsAsync("zanzibar_20260331.csv", Lines(Rows.TripHeader,
            [
                Rows.Trip(OthersTrip, "2025-11-11 09:30", "2025-11-14 21:30", vehicle: OthersCar, plate: "NY #OTH1111", guest: $"{OthersMark} Guest", name: $"{OthersMark} Car"),
                Rows.Trip("60000002", "2025-12-11 09:30", "2025-12-14 21:30", vehicle: OthersCar, plate: "NY #OTH1111", guest: $"{OthersMark} Guest", name: $"{OthersMark} Car"),
            ]), OthersMark, Cancel);
            await ledger.ImportFleetAsync("fleet.csv", Lines("kind,value,state,vehicle,from,to", [$"tag,00499000999,,{OthersCar},,"]), OthersMark, Cancel);
            await ledger.ImportStatementAsync(
                "zanzibar.csv", Statement(("2025-11-12 14:00:00", "7.77", "OTH1111-NY"), ("2025-11-15 00:30:00", "8.88", "OTH1111-NY"), ("2025-12-12 14:00:00", "9.99", "OTH1111-NY")), OthersMark, cancellation: Cancel);
            var draft = ledger.State.Drafts(new(), new LocalDate(2026, 4, 1)).Single(draft => draft.Claim.Trip.ReservationId == "60000002");
            return await ledger.ApproveClaimAsync(draft.Id, OthersMark, cancellation: Cancel);
        });
        foreach (var (owner, id) in new[] { (ApiWorld.Owner, "run1"), (ApiWorld.OtherOwner, "zanzibarrun") })
        {
            await new RunBook(World.Service<IRecordStore>(), owner).TryAddAsync(
                new Run
                {
                    Id = id,
                    ScrapeDate = "2026-03-31",
                    Source = "ezpassnj",
                    Status = RunStatus.Succeeded,
                    CreatedAt = "2026-03-31T10:00:00Z",
                    Summary = $"{owner} 10 rows",
                    Screenshots = [new string('a', 64)],
                }, Cancel);
        }
    }
}

/// <summary>The other owner's ids, as that owner sees them.</summary>
internal static class OthersIds
{
    /// <summary>By the operation whose path has them, in the order of its placeholders.</summary>
    public static async Task<Dictionary<string, Dictionary<string, string>>> ReadAsync(ApiWorld world)
    {
        var other = world.OtherHost;
        var toll = (await other.GoodAsync(HttpMethod.Get, "/api/tolls")).GetProperty("items")[0].Text("id");
        var claims = (await other.GoodAsync(HttpMethod.Get, "/api/claims")).GetProperty("items").EnumerateArray().Select(claim => claim.Text("id")).ToList();
        var car = (await other.GoodAsync(HttpMethod.Get, "/api/vehicles")).GetProperty("vehicles")[0];
        var device = car.GetProperty("devices").EnumerateArray().First(device => device.TryGetProperty("id", out _)).Text("id");
        var token = (await other.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = FilledWorld.OthersMark, scopes = new[] { "Read" }, expiresAt = (string?)null })).GetProperty("info").Text("id");
        var import = (await other.GoodAsync(HttpMethod.Get, "/api/imports")).GetProperty("done")[0].Text("id");
        Dictionary<string, string> Id(string id) => new() { ["id"] = id };
        var finding = new Finding(AlertRules.BuiltIn.Find("unknown-tag")!, FilledWorld.OthersMark, FilledWorld.OthersMark, "", "/fleet");
        var alert = Alert.Seen(finding, null, world.Clock.GetCurrentInstant()).Open(world.Clock.GetCurrentInstant(), []);
        await new AlertBook(world.Service<IRecordStore>(), ApiWorld.OtherOwner).TryPutAsync(alert, null, FilledWorld.Cancel);
        var ids = new Dictionary<string, Dictionary<string, string>>
        {
            ["GetTrip"] = Id(FilledWorld.OthersTrip),
            ["AcknowledgeAlert"] = Id(alert.Id),
            ["ReminderDone"] = new() { ["trip"] = FilledWorld.OthersTrip },
            ["ReminderNotDone"] = new() { ["trip"] = FilledWorld.OthersTrip },
            ["GetVehicle"] = Id(FilledWorld.OthersCar),
            ["RevokeToken"] = Id(token),
            ["ChangeMember"] = new() { ["person"] = "p-other" },
            ["RemoveMember"] = new() { ["person"] = "p-other" },
            ["RemoveDevice"] = new() { ["id"] = FilledWorld.OthersCar, ["device"] = device },
            ["GetMonthReport"] = new() { ["month"] = "2025-12" },
            ["GetMonthTolls"] = new() { ["month"] = "2025-12" },
            ["GetImport"] = Id(import),
            ["WithdrawImport"] = Id(import),
            ["GetHandover"] = Id(FilledWorld.OthersTrip),
            ["PutHandover"] = Id(FilledWorld.OthersTrip),
            ["StateCoverage"] = Id(FilledWorld.OthersCar),
            ["ImportAgain"] = Id(import),
            ["GetImportColumns"] = Id(import),
            ["PreviewLayout"] = Id(import),
            ["SaveLayout"] = Id(import),
            ["EndDevice"] = new() { ["id"] = FilledWorld.OthersCar, ["device"] = device },
            ["GetRunScreenshot"] = new() { ["userId"] = ApiWorld.OtherOwner.Text, ["scrapeDate"] = "2026-03-31", ["runId"] = "zanzibarrun", ["sha256"] = new string('a', 64) },
            ["GetRunPage"] = new() { ["userId"] = ApiWorld.OtherOwner.Text, ["scrapeDate"] = "2026-03-31", ["runId"] = "zanzibarrun", ["sha256"] = new string('a', 64) },
            ["ListRunsOfDay"] = new() { ["userId"] = ApiWorld.OtherOwner.Text, ["scrapeDate"] = "2026-03-31" },
        };
        foreach (var operation in new[] { "GetToll", "DecideToll", "UndoTollDecision" })
            ids[operation] = Id(toll);
        foreach (var operation in new[] { "GetClaim", "GetEvidencePdf", "GetEvidencePng", "ApproveClaim", "ClaimSent", "ClaimPaid", "ClaimDisputed", "ClaimAnswered", "ClaimRejected", "ClaimExpired", "ClaimWithdrawn" })
            ids[operation] = Id(claims[operation == "ApproveClaim" ? 0 : ^1]);
        return ids;
    }
}
