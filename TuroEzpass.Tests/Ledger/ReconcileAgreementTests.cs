using CsCheck;
using TuroEzpass.Core.Statements;
using TuroEzpass.Tests.Cli;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Statements;
using static TuroEzpass.Tests.Ledger.LedgerSample;

namespace TuroEzpass.Tests.Ledger;

/// <summary>The same files give the same rows and claims through <c>reconcile</c> and through import and export.</summary>
public sealed class ReconcileAgreementTests
{
    private static readonly string[] OfRow = ["kind", "outcome", "reason", "reservation_id", "vehicle_id", "amount", "transaction_at"];
    private static readonly string[] OfClaim = ["reservation_id", "guest", "toll_count", "amount", "file_by"];

    /// <summary>A statement without tags or plates: it is imported for a car.</summary>
    private static readonly (string File, string Vehicle) Assigned = ("expresstoll-e470.csv", "1000002");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_samples_of_every_layout()
    {
        // Long trips, so that samples of all years have rows during and outside them.
        var trips = LedgerWorld.Lines(
            Rows.TripHeader,
            Rows.Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30"),
            Rows.Trip("60000001", "2018-01-01 09:00", "2025-06-30 09:00", vehicle: "1000002", plate: "NY #XYZ9876"),
            Rows.Trip("60000002", "2025-06-30 14:00", "2026-12-31 09:00", vehicle: "1000002", plate: "NY #XYZ9876"));
        var statements = SampleFiles.Tables.Select(name => (Name: name, Bytes: SampleFiles.Read(name))).ToList();
        var seen = statements.SelectMany(file => Identifiers(file.Name, file.Bytes)).Distinct().Where((_, index) => index % 3 > 0);
        var fleet = LedgerWorld.Lines("kind,value,state,vehicle,from,to,zone", seen.Select(identifier => identifier.Kind == ReadBy.Tag
            ? $"tag,{identifier.Value.PadLeft(11, '0')},,1000002,,,"
            : $"plate,{identifier.Value},{identifier.State},1000002,,,"));

        var outcomes = await AgreeAsync(statements, [("trip_earnings_export_20260331.csv", trips)], fleet);

        Assert.Superset(new HashSet<string> { "Matched", "NeedsReview", "Unmapped", "Excluded" }, outcomes);
    }

    [Fact]
    public async Task On_random_runs()
    {
        await RandomRun.Any.SampleAsync(
            run => AgreeAsync(
                [.. run.Files.Select(file => (file.Name, LedgerWorld.Lines(file.Header, file.Tolls.Select(toll => toll.Line))))],
                [("trip_earnings_export_20251110.csv", LedgerWorld.Lines(Rows.TripHeader, run.OlderTrips)), ("trip_earnings_export_20260331.csv", LedgerWorld.Lines(Rows.TripHeader, run.Trips))]),
            iter: Rounds.Of(5, 50), threads: 1);
    }

    /// <summary>Matches the files both ways.</summary>
    /// <returns>The outcomes that occurred.</returns>
    private static async Task<HashSet<string>> AgreeAsync(List<(string Name, byte[] Bytes)> statements, List<(string Name, byte[] Bytes)> trips, byte[]? fleet = null)
    {
        // A ledger imports the same bytes only once.
        statements = [.. statements.DistinctBy(file => Convert.ToHexString(file.Bytes))];
        using var cli = new CommandLine();
        var result = cli.Run(
        [
            "reconcile", "--out", cli.Path_("out"), "--as-of", "2025-12-20", "--no-evidence",
            "--statement", .. statements.Select(file => cli.File_(file.Name, file.Bytes)),
            "--trips", .. trips.Select(file => cli.File_(file.Name, file.Bytes)),
            .. statements.Exists(file => file.Name == Assigned.File) ? ["--vehicle", $"{Assigned.File}={Assigned.Vehicle}"] : Array.Empty<string>(),
            .. fleet is null ? Array.Empty<string>() : ["--fleet", cli.File_("fleet.csv", fleet)],
        ]);
        Assert.True(result.Code is 0 or 1, result.Error);

        await using var world = await LedgerWorld.NewAsync();
        foreach (var (name, bytes) in trips)
            await world.Ledger.ImportTripsAsync(name, bytes, LedgerWorld.Me, Cancel);
        if (fleet is not null)
            await world.Ledger.ImportFleetAsync("fleet.csv", fleet, LedgerWorld.Me, Cancel);
        foreach (var (name, bytes) in statements)
            await world.Ledger.ImportStatementAsync(name, bytes, LedgerWorld.Me, name == Assigned.File ? Assigned.Vehicle : null, cancellation: Cancel);
        var exported = Unzip(await ExportAsync(world.Ledger));

        // A duplicate is not a toll of the ledger.
        var rows = Table(File.ReadAllBytes(cli.Path_("out/outcomes.csv")));
        var (repeats, tolls) = (rows.Count(row => row["outcome"] == "Duplicate"), rows.Where(row => row["outcome"] != "Duplicate"));
        Assert.Equal(Lines(tolls, ["statement", "line", .. OfRow]), Lines(Table(exported["tolls.csv"]), ["statement", "line", .. OfRow]));
        Assert.Equal(repeats, rows.Count - Table(exported["tolls.csv"]).Count);
        Assert.Equal(Lines(Table(File.ReadAllBytes(cli.Path_("out/claims.csv"))), OfClaim), Lines(Table(exported["claims.csv"]), OfClaim));
        return [.. rows.Select(row => row["outcome"])];
    }

    private static IEnumerable<TagOrPlate> Identifiers(string name, byte[] bytes) =>
        new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(name, bytes).Rows.Select(row => row.Identifier).OfType<TagOrPlate>();

    private static List<string> Lines(IEnumerable<Dictionary<string, string>> table, string[] columns) =>
        [.. table.Select(line => string.Join(" | ", columns.Select(column => line[column]))).Order(StringComparer.Ordinal)];
}
