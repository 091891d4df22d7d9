using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Tests.PortalSimulator;

public sealed class DownloadTests
{
    private static readonly LocalDate Today = new(2026, 9, 30);

    [Theory]
    [InlineData("ezpassny", "ezpassny", 0)]
    [InlineData("ezpassnj", "ezpassnj", 0)]
    [InlineData("paturnpike", "paturnpike", 1)]
    public async Task Every_row_of_a_statement_is_read_as_what_it_is(string portal, string layout, int totals)
    {
        await using var world = await SimulatorWorld.StartAsync("Rows=500");
        var statement = await StatementAsync(world, portal);

        Assert.Equal(layout, statement.Layout.Id);
        Assert.Equal(500 + totals, statement.Rows.Count);
        Assert.All(statement.Rows, row => Assert.Null(row.Unreadable));
        Assert.DoesNotContain(statement.Rows, row => row.Kind == RowKind.Unknown);
        Assert.All(statement.Rows.Where(row => row.Kind == RowKind.Toll), row => Assert.True(row.Tag is not null || row.Plate is not null));
        foreach (var kind in new[] { RowKind.Toll, RowKind.Payment, RowKind.Fee, RowKind.Adjustment })
            Assert.Contains(statement.Rows, row => row.Kind == kind);
        Assert.True(statement.Rows.Count(row => row.Kind == RowKind.Toll) > 400);
    }

    [Fact]
    public async Task Turos_export_is_read_with_every_standing_of_a_trip()
    {
        await using var world = await SimulatorWorld.StartAsync("Trips=200");
        await PortalVisit.Turo.SignInAsync(world);
        using var answer = await PortalVisit.Turo.ExportAsync(world);
        var (name, bytes) = await SimulatorWorld.DownloadAsync(answer);
        var file = TripsReader.Read(name, bytes, new LocalDate(2000, 1, 1));

        Assert.Equal("trip_earnings_export_20260930.csv", name);
        Assert.Equal(Today, file.Date);
        Assert.InRange(file.Rows.Count(row => row.Start.Date <= Today), 190, 210);
        foreach (var status in new[] { TripStatus.Completed, TripStatus.InProgress, TripStatus.Booked, TripStatus.Cancelled })
            Assert.Contains(file.Rows, row => row.Status == status);
        Assert.Equal(file.Rows.Count, file.Rows.Select(row => row.ReservationId).Distinct().Count());
        // No car has two guests at the same time.
        foreach (var car in file.Rows.GroupBy(row => row.VehicleId))
            Assert.All(car.OrderBy(row => row.Start).Zip(car.OrderBy(row => row.Start).Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    [Theory]
    [InlineData("ezpassny")]
    [InlineData("ezpassnj")]
    [InlineData("paturnpike")]
    [InlineData("turo")]
    public async Task A_seed_gives_the_same_bytes_and_another_gives_others(string portal)
    {
        var first = await BytesAsync(portal, "Seed=5");
        Assert.Equal(first, await BytesAsync(portal, "Seed=5"));
        Assert.NotEqual(first, await BytesAsync(portal, "Seed=6"));
    }

    [Theory]
    [InlineData("ezpassny")]
    [InlineData("ezpassnj")]
    [InlineData("paturnpike")]
    public async Task Tomorrows_account_has_todays_rows(string portal)
    {
        await using var today = await SimulatorWorld.StartAsync();
        await using var later = await SimulatorWorld.StartAsync("Today=2026-10-07");
        var before = Keys(await StatementAsync(today, portal));
        var after = Keys(await StatementAsync(later, portal));

        // The oldest week is gone and a new one has been added.
        Assert.InRange(before.Intersect(after).Count(), 85, 95);

        static List<string> Keys(Statement statement) =>
            [.. statement.Rows.Where(row => row.Kind != RowKind.Total).Select(row => $"{row.Travel}|{row.Tag}|{row.Plate}|{row.Plaza?.Code}|{row.Amount}|{row.TransactionId}")];
    }

    [Fact]
    public async Task Tags_and_plates_are_the_ones_that_were_given()
    {
        await using var world = await SimulatorWorld.StartAsync("Rows=300", "Tags:0=00500000201", "Tags:1=00499000206", "Plates:0=NY KLM1234");
        await PortalVisit.NewYork.SignInAsync(world);
        var text = await (await PortalVisit.NewYork.ExportAsync(world)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var found = Regex.Matches(text, "^\"[^\"]*\",\"([^\"]*)\"", RegexOptions.Multiline).Select(match => match.Groups[1].Value.Trim()).Where(value => value.Length > 0).Distinct().Order();

        Assert.Equal(["00499000206", "NY KLM1234"], found);
    }

    [Fact]
    public async Task New_Yorks_export_has_the_rows_of_the_days_asked_for()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await PortalVisit.NewYork.SignInAsync(world);
        using var answer = await world.GetAsync("/ezpassny/ezpass/api/transactions/export?start=2026-08-01&end=2026-08-31");
        var (name, bytes) = await SimulatorWorld.DownloadAsync(answer);
        var part = Reader().Read(name, bytes);
        var all = await StatementAsync(world, "ezpassny");

        Assert.Matches(@"^Transaction_Report_\d{9}_20260930_\d{6}\.csv$", name);
        Assert.NotEmpty(part.Rows);
        Assert.Equal(all.Rows.Count(row => InAugust(DayOf(row))), part.Rows.Count);
        Assert.All(part.Rows, row => Assert.True(InAugust(DayOf(row))));

        static bool InAugust(LocalDate day) => day >= new LocalDate(2026, 8, 1) && day <= new LocalDate(2026, 8, 31);
    }

    [Fact]
    public async Task New_Jerseys_export_has_what_the_last_search_found()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await PortalVisit.NewJersey.SignInAsync(world);
        using var found = await world.PostAsync(PortalVisit.NewJersey.Transactions, ("startDateAll", "08/01/2026"), ("endDateAll", "08/31/2026"), ("pageSize", "100"));
        var page = await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var answer = await PortalVisit.NewJersey.ExportAsync(world);
        var (name, bytes) = await SimulatorWorld.DownloadAsync(answer);
        var statement = Reader().Read(name, bytes);

        Assert.StartsWith("Transaction", name, StringComparison.Ordinal);
        Assert.Contains(SimulatorWorld.Invariant($"{statement.Rows.Count} items found, displaying 1 to {statement.Rows.Count}."), page, StringComparison.Ordinal);
        Assert.InRange(statement.Rows.Count, 15, 35);
        Assert.All(statement.Rows, row => Assert.True(row.Posted.Date >= new LocalDate(2026, 8, 1) && row.Posted.Date <= new LocalDate(2026, 8, 31)));
    }

    [Fact]
    public async Task Pennsylvanias_form_without_its_token_is_refused()
    {
        await using var world = await SimulatorWorld.StartAsync();
        using var refused = await world.PostAsync(PortalVisit.Pennsylvania.Login, ("UserName", SimulatorWorld.UserName), ("Password", SimulatorWorld.Password));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Five_thousand_rows_are_five_hundred_pages()
    {
        await using var world = await SimulatorWorld.StartAsync("Rows=5000");
        await PortalVisit.NewYork.SignInAsync(world);
        var last = await world.TextAsync("/ezpassny/ezpass/api/transactions?page=500&size=10");
        Assert.Contains("\"first\":4991,\"last\":5000,\"total\":5000,\"page\":500,\"pages\":500", last, StringComparison.Ordinal);
    }

    private static StatementReader Reader() => new(LayoutCatalog.BuiltIn, new Symbols());

    private static LocalDate DayOf(StatementRow row) => row.Travel.Date;

    private static async Task<Statement> StatementAsync(SimulatorWorld world, string portal)
    {
        var visit = PortalVisit.Of(portal);
        await visit.SignInAsync(world);
        using var answer = await visit.ExportAsync(world);
        var (name, bytes) = await SimulatorWorld.DownloadAsync(answer);
        return Reader().Read(name, bytes);
    }

    private static async Task<byte[]> BytesAsync(string portal, string option)
    {
        await using var world = await SimulatorWorld.StartAsync(option);
        var visit = PortalVisit.Of(portal);
        await visit.SignInAsync(world);
        using var answer = await visit.ExportAsync(world);
        return (await SimulatorWorld.DownloadAsync(answer)).Bytes;
    }
}
