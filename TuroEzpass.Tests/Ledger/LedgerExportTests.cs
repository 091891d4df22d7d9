using System.Text;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;
using static TuroEzpass.Tests.Ledger.LedgerSample;

namespace TuroEzpass.Tests.Ledger;

/// <summary>The export of one owner's data.</summary>
public sealed class LedgerExportTests : IAsyncDisposable
{
    private readonly LedgerSample sample = new();

    [Fact]
    public async Task The_same_ledger_gives_the_same_bytes_also_after_reopening()
    {
        var first = await ExportAsync(await sample.FilledAsync());
        sample.Engine.Clock.AdvanceDays(3);

        Assert.Equal(first, await ExportAsync(await sample.OpenAsync()));
    }

    [Fact]
    public async Task Every_toll_is_in_the_table_with_its_cents()
    {
        var ledger = await sample.FilledAsync();

        var tolls = Table((await FilesAsync(ledger))["tolls.csv"]);

        var rows = ledger.State.Reconciliation.Statements.SelectMany(statement => Enumerable.Range(0, statement.Rows.Count).Select(row => statement.Rows[row])).ToList();
        Assert.Equal(rows.Count, tolls.Count);
        Assert.Equal(rows.Sum(row => row.Amount!.Value.Cents), tolls.Sum(toll => (long)(decimal.Parse(toll["amount"], null) * 100)));
        Assert.Equal(2, tolls.Count(toll => toll["reservation_id"] == "50000001"));
        Assert.Single(tolls, toll => toll["claim_id"].Length > 0);
        Assert.Single(tolls, toll => toll["decided_by"] == "'=host" && toll["outcome"] == "OffPlatform");
    }

    [Fact]
    public async Task Trips_claims_imports_and_the_audit_are_complete()
    {
        var files = await FilesAsync(await sample.FilledAsync());

        Assert.Equal([First, Second, Third], Table(files["trips.csv"]).Select(trip => trip["guest"]));
        var claims = Table(files["claims.csv"]);
        Assert.Contains(claims, claim => claim["state"] == "Sent" && claim["amount"] == "2.17" && claim["history"].Contains("Sent (=in the app)", StringComparison.Ordinal));
        Assert.Contains(claims, claim => claim["state"] == "Draft");
        Assert.Equal(["trips", "fleet", "statement", "statement"], Table(files["imports.csv"]).Select(import => import["kind"]));
        Assert.All(Table(files["imports.csv"]), import => Assert.Contains(import["original"], files.Keys));
        var audit = Table(files["audit.csv"]);
        Assert.Equal(Enumerable.Range(1, 7).Select(number => $"{number}"), audit.Select(line => line["number"]));
        Assert.Equal("Approved", audit[4]["before"]);
        Assert.StartsWith("HostExpense", audit[6]["before"], StringComparison.Ordinal);
        Assert.Equal("OffPlatform", audit[6]["after"]);
        Assert.Equal(7, Encoding.UTF8.GetString(files["facts.jsonl"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Originals_are_the_very_bytes_under_their_hash()
    {
        var files = await FilesAsync(await sample.FilledAsync());

        var originals = files.Where(file => file.Key.StartsWith("originals/", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, originals.Count);
        Assert.All(originals, original => Assert.Equal(Sha(original.Value), original.Key.Split('/')[1]));
        Assert.Equal(TripsBytes, files[$"originals/{Sha(TripsBytes)}/{TripsName}"]);
        Assert.Equal(Statement(1), files[$"originals/{Sha(Statement(1))}/_nj.csv"]);
    }

    [Fact]
    public async Task The_fleet_reads_back_to_the_same_assignments()
    {
        var ledger = await sample.FilledAsync();
        var vehicles = TripBook.ReadVehicles(ledger.State.Reconciliation.Trips.Files);

        var read = FleetFile.Read("fleet.csv", (await FilesAsync(ledger))["fleet.csv"], vehicles, ledger.State.Settings.Zone);

        Assert.Equal(
            ledger.State.Reconciliation.Fleet.Assignments.Select(line => (line.Identifier, line.Vehicle.Id, line.From, line.To)),
            read.Select(line => (line.Identifier, line.Vehicle.Id, line.From, line.To)));
        Assert.Equal("America/New_York", vehicles.Find("1000001", out _)!.Zone!.Zone.Id);
    }

    [Theory]
    [InlineData("tag,0000123,,1000001,,,")]
    [InlineData("plate,ABC1234,,1000001,2025-11-02 01:30,2026-11-01 01:30,")]
    [InlineData("plate,ABC1234,NY,'+car,2025-03-09 02:30,2025-03-09,America/Chicago")]
    [InlineData("tag,00499000111,,1000001,3/1/2025,9999-12-31,")]
    public async Task Any_line_of_a_fleet_file_comes_back(string line)
    {
        var ledger = await sample.OpenAsync();
        await ledger.ImportFleetAsync("fleet.csv", Text("kind,value,state,vehicle,from,to,zone", line), "host", Cancel);
        var before = Assert.Single(ledger.State.Reconciliation.Fleet.Assignments);

        var after = Assert.Single(FleetFile.Read("fleet.csv", (await FilesAsync(ledger))["fleet.csv"], new VehicleDirectory(), ledger.State.Settings.Zone));

        Assert.Equal((before.Identifier, before.Vehicle.Id, before.From, before.To, before.FromIsDay, before.ToIsDay), (after.Identifier, after.Vehicle.Id, after.From, after.To, after.FromIsDay, after.ToIsDay));
    }

    [Fact]
    public async Task No_cell_of_any_table_begins_a_formula()
    {
        var files = await FilesAsync(await sample.FilledAsync());

        foreach (var (_, bytes) in files.Where(file => file.Key.EndsWith(".csv", StringComparison.Ordinal) && !file.Key.Contains('/', StringComparison.Ordinal)))
            Assert.All(Table(bytes).SelectMany(row => row.Values), cell => Assert.DoesNotMatch(@"^[=+@\t]|^-(?![0-9])", cell));
    }

    [Fact]
    public async Task An_own_layout_is_kept_beside_its_statement()
    {
        var ledger = await sample.OpenAsync();
        // Any built-in layout can be used as a user's own.
        using var copy = new MemoryStream();
        await typeof(LayoutCatalog).Assembly.GetManifestResourceStream("layouts/ezpassnj.yaml")!.CopyToAsync(copy, Cancel);
        await ledger.ImportStatementAsync("nj.csv", Statement(1), "host", layout: copy.ToArray(), cancellation: Cancel);

        var files = await FilesAsync(ledger);

        Assert.Equal(copy.ToArray(), files[$"originals/{Sha(copy.ToArray())}/layout.yaml"]);
        Assert.EndsWith("/nj.csv", Table(files["imports.csv"])[0]["original"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd", "__.._etc_passwd")]
    [InlineData("..", "_")]
    [InlineData("", "_")]
    [InlineData("C:\\Users\\me\\a.csv", "C__Users_me_a.csv")]
    [InlineData("con.csv", "_con.csv")]
    [InlineData("März\u202Efdp.csv ", "_März_fdp.csv")]
    public void An_exported_file_name_stays_in_its_folder(string name, string safe) => Assert.Equal(safe, LedgerExport.SafeName(name));

    public ValueTask DisposeAsync() => sample.DisposeAsync();

    private static async Task<Dictionary<string, byte[]>> FilesAsync(OwnerLedger ledger) => Unzip(await ExportAsync(ledger));
}
