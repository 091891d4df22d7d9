using Microsoft.Extensions.Options;
using NodaTime;
using SkiaSharp;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.SigningIn;

namespace TuroEzpass.Tests.Scraper.Collecting;

/// <summary>The collector beyond single responses: sessions, forms of rows, masking, missing parts.</summary>
[Collection(SimulatedPortalTests.Name)]
public sealed class CollectorTests(SimulatedPortals portals)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_used_again_without_a_sign_in()
    {
        await portals.PlayAsync("normal", "ezpassny");
        var (first, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(), "ezpassny", SimulatedPortals.Credentials, cancellation: Cancel);
        var (again, _, told) = await SimulatedPortals.CollectAsync(portals.Collector(), "ezpassny", null, first.Session, cancellation: Cancel);
        Assert.Equal(Assert.IsType<Collected.Complete>(first).Rows, Assert.IsType<Collected.Complete>(again).Rows);
        Assert.Equal(1, await portals.SeenAsync("ezpassny", "signInTries"));
        portals.AssertNoSecret(again, told);
    }

    [Fact]
    public async Task A_session_that_expires_during_a_run_costs_one_sign_in()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        await portals.PlayAsync("normal", "ezpassnj");
        var (first, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(), "ezpassnj", SimulatedPortals.Credentials, from: SimulatedPortals.Today.PlusDays(-20), cancellation: Cancel);
        await portals.SwitchAsync("session-expiry", "ezpassnj");
        var (again, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(), "ezpassnj", SimulatedPortals.Credentials, first.Session, SimulatedPortals.Today.PlusDays(-20), Cancel);
        Assert.Equal(Assert.IsType<Collected.Complete>(first).Rows, Assert.IsType<Collected.Complete>(again).Rows);
        Assert.Equal(2, await portals.SeenAsync("ezpassnj", "signInTries"));
    }

    [Fact]
    public async Task Without_session_or_sign_in_no_page_is_opened()
    {
        await portals.PlayAsync("normal", "ezpassny");
        var (outcome, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(), "ezpassny", null, "not a session"u8.ToArray(), cancellation: Cancel);
        var failed = Assert.IsType<Collected.Failed>(outcome);
        Assert.Equal(RunReason.NeedsSignIn, failed.Reason);
        Assert.Contains("turoezpass signin ezpassny", failed.Message, StringComparison.Ordinal);
        Assert.Equal(0, await portals.SeenAsync("ezpassny", "requests"));
    }

    [Theory]
    [InlineData("ezpassny")]
    [InlineData("paturnpike")]
    public async Task Rows_read_from_the_table_are_known_as_those_of_the_export(string portal)
    {
        Assert.SkipUnless(portal == "ezpassny" || Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        await portals.PlayAsync("normal", portal);
        var (exported, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(), portal, SimulatedPortals.Credentials, cancellation: Cancel);
        await portals.SwitchAsync("no-download", portal);
        var (read, pictures, _) = await SimulatedPortals.CollectAsync(portals.Collector(), portal, SimulatedPortals.Credentials, cancellation: Cancel);
        var (files, tables) = (Assert.IsType<Collected.Complete>(exported), Assert.IsType<Collected.Complete>(read));
        Assert.Equal(files.Rows, tables.Rows);
        Assert.True(pictures.Count >= tables.Files.Count);

        var symbols = new Symbols();
        var reader = new StatementReader(LayoutCatalog.BuiltIn, symbols);
        var statements = files.Files.Concat(tables.Files).Select(file => reader.Read(file.Name, file.Content.ToArray())).ToList();
        var vehicles = TripBook.ReadVehicles([]);
        var decided = Reconciler.Decide(statements, TripBook.Build([], vehicles, Zones.Get("America/New_York")), new FleetBook([], vehicles), symbols, new MatchingOptions());
        var again = Enumerable.Range(files.Files.Count, tables.Files.Count).SelectMany(decided.DecisionsOf).ToList();
        Assert.Equal(tables.Rows, again.Count(decision => decision.Outcome is Outcome.Duplicate or Outcome.Excluded));
    }

    [Fact]
    public async Task A_row_added_while_pages_are_read_is_noticed_and_the_days_are_read_again()
    {
        // The table with ten rows per page; when the page is first turned, a row is added on top.
        await portals.PlayAsync("row-inserted", "ezpassny");
        var catalog = portals.CatalogWith("ezpassny", yaml => Without(yaml, "  export:", "  table:").Replace("option: '100'", "option: '10'", StringComparison.Ordinal));
        var (outcome, pictures, told) = await SimulatedPortals.CollectAsync(portals.Collector(catalog: catalog), "ezpassny", SimulatedPortals.Credentials, from: SimulatedPortals.Today.PlusDays(-30), cancellation: Cancel);
        var complete = Assert.IsType<Collected.Complete>(outcome);
        Assert.Contains(told, text => text.Contains("Rows were added or removed", StringComparison.Ordinal));
        Assert.Equal((complete.Rows + 9) / 10, pictures.Count);
    }

    [Fact]
    public async Task A_person_signs_in_at_Turo_and_the_trips_are_collected_with_that_session()
    {
        await portals.PlayAsync("normal", "turo");
        Assert.SkipWhen(portals.Browser.Missing is not null, "There is no Chromium on this machine: install chromium-headless-shell.");
        var done = Assert.IsType<PersonSignedIn.Done>(await portals.Person().RunAsync("turo", cancellation: Cancel));
        var (outcome, pictures, told) = await SimulatedPortals.CollectAsync(portals.Collector(), "turo", SimulatedPortals.Credentials, done.Session, cancellation: Cancel);
        var file = Assert.Single(Assert.IsType<Collected.Complete>(outcome).Files);
        Assert.Equal(("trip_earnings_export_20260420.csv", PortalKind.Trips), (file.Name, file.Kind));
        Assert.NotEmpty(TripsReader.Read(file.Name, file.Content.ToArray(), SimulatedPortals.Today).Rows);
        Assert.Single(pictures);
        portals.AssertNoSecret(outcome, told);
    }

    [Fact]
    public async Task Turos_form_is_never_filled_in()
    {
        await portals.PlayAsync("normal", "turo");
        var (outcome, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(), "turo", SimulatedPortals.Credentials, """{"cookies":[],"origins":[]}"""u8.ToArray(), cancellation: Cancel);
        Assert.Equal(RunReason.NeedsSignIn, Assert.IsType<Collected.Failed>(outcome).Reason);
        Assert.Equal(0, await portals.SeenAsync("turo", "signInTries"));
    }

    [Fact]
    public async Task A_person_who_does_not_finish_leaves_nothing()
    {
        await portals.PlayAsync("normal", "turo");
        Assert.SkipWhen(portals.Browser.Missing is not null, "There is no Chromium on this machine: install chromium-headless-shell.");
        var gone = new PersonSignIn(portals.Catalog, Options.Create(new ScraperOptions()), Options.Create(SimulatedPortals.Timing())) { Person = page => page.CloseAsync() };
        Assert.Contains("closed", Assert.IsType<PersonSignedIn.GivenUp>(await gone.RunAsync("turo", cancellation: Cancel)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_it_says_how_to_get_one()
    {
        var options = new ScraperOptions { Browser = "/no/such/browser" };
        await using var none = new BrowserHost(portals.Catalog, Options.Create(options), Options.Create(SimulatedPortals.Timing()), new ListLogger<BrowserHost>(portals.Logged));
        var (outcome, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(browser: none, options: options), "ezpassny", SimulatedPortals.Credentials, cancellation: Cancel);
        var failed = Assert.IsType<Collected.Failed>(outcome);
        Assert.Equal(RunReason.CannotRun, failed.Reason);
        Assert.Contains("Scraper:Browser", failed.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install", BrowserFinder.Remedy(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_portal_is_answered_with_those_that_are_known()
    {
        var (outcome, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(), "nowhere", null, cancellation: Cancel);
        Assert.Contains("ezpassnj, ezpassny, paturnpike, turo", Assert.IsType<Collected.Failed>(outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_that_takes_too_long_is_stopped()
    {
        await portals.PlayAsync("slow-pages", "ezpassny");
        var (outcome, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(options: new ScraperOptions { RunTime = TimeSpan.FromMilliseconds(400) }), "ezpassny", SimulatedPortals.Credentials, cancellation: Cancel);
        Assert.Equal(RunReason.TimedOut, Assert.IsType<Collected.Failed>(outcome).Reason);
    }

    [Fact]
    public async Task Two_collections_of_one_portal_come_one_after_the_other()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        await portals.PlayAsync("slow-pages", "ezpassnj");
        var collector = portals.Collector();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SimulatedPortals.CollectAsync(collector, "ezpassnj", SimulatedPortals.Credentials, from: SimulatedPortals.Today.PlusDays(-5), cancellation: Cancel)));
        Assert.Equal(1, await portals.SeenAsync("ezpassnj", "mostConcurrent"));
    }

    [Fact]
    public async Task A_trace_holds_no_secret()
    {
        await portals.PlayAsync("count-mismatch", "ezpassny");
        var (outcome, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(options: new ScraperOptions { Traces = true }), "ezpassny", SimulatedPortals.Credentials, cancellation: Cancel);
        var failed = Assert.IsType<Collected.Failed>(outcome);
        var secrets = SimulatedPortals.Cookies(failed.Session).Append(SimulatedPortals.UserName).Append(SimulatedPortals.Password).ToList();
        Assert.True(secrets.Count > 2);
        Assert.False(TraceKeeper.Holds(failed.Trace!.Value.ToArray(), secrets));
        Assert.True(TraceKeeper.Holds(failed.Trace!.Value.ToArray(), ["transactions"]), "a trace in which nothing can be found proves nothing");
    }

    [Fact]
    public async Task In_a_picture_of_a_failure_fields_names_and_numbers_are_covered()
    {
        Assert.SkipWhen(portals.Browser.Missing is not null, "There is no Chromium on this machine: install chromium-headless-shell.");
        await using var profile = await portals.Browser.OpenAsync(default, Cancel);
        var page = await profile.Context.NewPageAsync();
        await page.SetContentAsync($"""
            <body style="margin:0;background:#fff;color:#c00"><style>p, input, h1 {"{"} position:absolute; left:10px; width:300px; height:30px; margin:0 {"}"}</style>
            <p style="top:10px">Welcome {SimulatedPortals.UserName}</p><input style="top:60px" value="{SimulatedPortals.Password}"><p style="top:110px">Account 123456789</p>
            <p style="top:160px">Your code is {SimulatedPortals.Code}</p><p id="name" style="top:210px">A name</p><p style="top:260px">Plain words</p>
            """);
        var portal = portals.Catalog.Find("ezpassny")! with { Private = ["#name"] };
        var capture = new PageCapture(portal, SimulatedPortals.Credentials);
        using var picture = SKBitmap.Decode(await capture.FailureAsync(page));
        Assert.All([10, 60, 110, 160, 210], top => Assert.True(IsCovered(picture, top), $"{top}"));
        Assert.False(IsCovered(picture, 260));
        using var proof = SKBitmap.Decode(await capture.ProofAsync(page));
        Assert.True(IsCovered(proof, 10) && IsCovered(proof, 210) && !IsCovered(proof, 260));
    }

    [Fact]
    public async Task A_broken_browser_is_restarted()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        Assert.SkipWhen(portals.Browser.Missing is not null, "There is no Chromium on this machine: install chromium-headless-shell.");
        await portals.PlayAsync("normal", "ezpassny");
        await using var own = new BrowserHost(portals.Catalog, Options.Create(new ScraperOptions()), Options.Create(SimulatedPortals.Timing()), new ListLogger<BrowserHost>(portals.Logged));
        await using (var profile = await own.OpenAsync(default, Cancel))
        {
            var control = await profile.Context.Browser!.NewBrowserCDPSessionAsync();
            _ = control.SendAsync("Browser.crash");
            for (var waited = 0; profile.IsAlive && waited < 300; waited++)
                await Task.Delay(100, Cancel);
            Assert.False(profile.IsAlive);
        }

        var (outcome, _, _) = await SimulatedPortals.CollectAsync(portals.Collector(browser: own), "ezpassny", SimulatedPortals.Credentials, from: SimulatedPortals.Today.PlusDays(-5), cancellation: Cancel);
        Assert.IsType<Collected.Complete>(outcome);
    }

    [Fact]
    public void Days_are_asked_for_in_windows_that_touch()
    {
        var windows = DayWindow.Of(new LocalDate(2026, 1, 1), new LocalDate(2026, 3, 5), 31);
        Assert.Equal(["2026-01-01 to 2026-01-31", "2026-02-01 to 2026-03-03", "2026-03-04 to 2026-03-05"], windows.Select(window => window.ToString()));
        Assert.Single(DayWindow.Of(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 1), 31));
        Assert.Empty(DayWindow.Of(new LocalDate(2026, 1, 2), new LocalDate(2026, 1, 1), 31));
    }

    private static bool IsCovered(SKBitmap picture, int top) =>
        Enumerable.Range(0, 200).All(left => picture.GetPixel(15 + left, top + 15) is { Red: 0x30, Green: 0x40, Blue: 0x4f });

    private static string Without(string yaml, string from, string to) => yaml.Remove(yaml.IndexOf(from, StringComparison.Ordinal), yaml.IndexOf(to, StringComparison.Ordinal) - yaml.IndexOf(from, StringComparison.Ordinal));
}
