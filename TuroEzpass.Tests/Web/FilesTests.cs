using Microsoft.Playwright;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Web.Sample;

namespace TuroEzpass.Tests.Web;

/// <summary>From files to the first claim in a real browser: start, imports, unknown columns, fleet.</summary>
[Collection(MoreBrowserTests.Name)]
public sealed class FilesTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_start_leads_from_sample_data_to_the_first_claim(bool scripts)
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address, scripts ? 1280 : 390, scripts: scripts);
        await window.SignInAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Get started", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Load sample data" }).ClickAsync();
        if (scripts)
        {
            await UntilAsync(page, scripts, page.Locator(".step-foot a.primary", new() { HasText = "Continue to Tags" }));
            await page.Locator(".step-foot a.primary", new() { HasText = "Continue to Tags" }).ClickAsync();
        }

        // A reload goes to the first unfinished step.
        await UntilAsync(page, scripts, page.GetByLabel("Tag 00499000111"));
        await Assertions.Expect(page.GetByLabel("Tag 00499000111")).ToHaveValueAsync("1000001");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign to these cars" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your first claim", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open the claim" })).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Own_files_go_through_the_start_without_scripts()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address, scripts: false);
        await window.SignInAsync();
        var (page, today) = (window.Page, world.Api.Clock.GetCurrentInstant().InUtc().Date);
        foreach (var (name, content) in new[] { SampleFiles.Trips(today), SampleFiles.Statement(today) })
        {
            await page.GotoAsync("/start");
            await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });
            await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
            await UntilAsync(page, false, page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Continue to " + (name.StartsWith("trip", StringComparison.Ordinal) ? "Tags" : "First claim")) }));
        }

        await page.GotoAsync("/start");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Assign tags to cars" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Dropped_files_show_their_progress_and_result()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        var (page, today) = (window.Page, world.Api.Clock.GetCurrentInstant().InUtc().Date);
        await page.GotoAsync("/imports");
        await DropAsync(page, ("trips.csv", WebSample.Trips(today)), ("nj <b>1.csv", WebSample.Statement(today)), ("picture.png", [0x89, 0x50, 0x4E, 0x47, 0, 1]));
        var done = page.Locator("#done");
        await Assertions.Expect(done.GetByText("nj <b>1.csv")).ToBeVisibleAsync();
        await Assertions.Expect(done.GetByRole(AriaRole.Link, new() { NameRegex = new("Guest owes") })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-uploads] .file-why")).ToContainTextAsync("picture.png");
        await window.AssertAccessibleAsync("imports");
        Assert.DoesNotContain(window.Faults, fault => !fault.Contains("415", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unknown_layout_is_mapped_and_the_next_file_is_read_automatically(bool scripts)
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillAsync();
        await using var window = await browser.OpenAsync(world.Address, scripts ? 1280 : 390, scripts: scripts);
        await window.SignInAsync();
        var page = window.Page;
        await SendAsync(world, "greenway.csv", Greenway(1));
        await page.GotoAsync("/imports");
        await UntilAsync(page, scripts, page.GetByRole(AriaRole.Link, new() { Name = "Map columns" }));
        await page.GetByRole(AriaRole.Link, new() { Name = "Map columns" }).ClickAsync();
        await page.GetByLabel("Layout name").FillAsync("Dulles <i>Greenway</i>");
        var when = page.GetByLabel("Meaning of Passage on");
        Assert.Equal("dateTime", await Chosen(when));

        await page.GetByLabel("Dates").SelectOptionAsync("MonthFirst");
        await PreviewAsync(page, scripts);
        await Assertions.Expect(page.Locator(".map-wrong").First).ToContainTextAsync("not a date and time in the chosen format");
        await page.GetByLabel("Dates").SelectOptionAsync("DayFirst");
        await PreviewAsync(page, scripts);
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("3 of the first 4 rows are tolls");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save layout and import file" }).ClickAsync();
        await UntilAsync(page, scripts, page.Locator("#done").GetByText("greenway.csv"));

        await SendAsync(world, "greenway-2.csv", Greenway(2));
        await page.GotoAsync("/imports");
        await UntilAsync(page, scripts, page.Locator("#done").GetByText("greenway-2.csv"));
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task An_unknown_tag_is_named_and_its_tolls_become_owed_without_scripts()
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillAsync();
        await using var window = await browser.OpenAsync(world.Address, 390, scripts: false);
        await window.SignInAsync();
        var page = window.Page;
        await page.GotoAsync("/fleet");
        await page.GetByLabel("Car", new() { Exact = true }).SelectOptionAsync("1000001");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign to this car" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Assigned to the car.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Unknown tags and plates")).ToBeHiddenAsync();
        var matched = await world.Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, ledger => Task.FromResult(ledger.State.Reconciliation.DecisionsOf(0).Count(decision => decision.Outcome == TuroEzpass.Core.Matching.Outcome.Unmapped)), Cancel);
        Assert.Equal(0, matched);

        await page.GetByText("Edit 00499000222").ClickAsync();
        await page.GetByLabel("Last day on this car").First.FillAsync("2020-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Last day saved.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Unknown tags and plates")).ToBeVisibleAsync();
        await page.GetByText("Edit 00499000222").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove (entered by mistake)" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Removed from the car.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_fleet_file_replaces_only_the_fleet_that_was_seen()
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        var page = window.Page;
        await page.GotoAsync("/fleet");
        await world.Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, ledger => ledger.AddDeviceAsync(new(TuroEzpass.Core.Statements.ReadBy.Tag, "00499000333", "", "1000001", "", ""), "Cora", Cancel), Cancel);
        await page.GetByLabel("fleet.csv").SetInputFilesAsync(new FilePayload { Name = "fleet.csv", MimeType = "text/csv", Buffer = LedgerSample.Text("kind,value,state,vehicle,from,to", "tag,00499000222,,1000001,,") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace fleet" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has changed since you opened it");
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Tag 00499000333" })).ToBeVisibleAsync();
        await page.GetByLabel("fleet.csv").SetInputFilesAsync(new FilePayload { Name = "fleet.csv", MimeType = "text/csv", Buffer = LedgerSample.Text("kind,value,state,vehicle,from,to", "tag,00499000222,,1000001,,") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace fleet" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Fleet replaced. Tolls have been re-matched.")).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(LookTests.Looks), MemberType = typeof(LookTests))]
    public async Task The_pages_are_accessible_and_fit(int width, ColorScheme theme)
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address, width, theme);
        await window.SignInAsync();
        var look = $"{theme.ToString().ToLowerInvariant()}-{width}";
        await SeeAsync(window, "/imports", $"imports-empty-{look}");
        await SeeAsync(window, "/fleet", $"fleet-empty-{look}");
        await SeeAsync(window, "/start", $"start-{look}");
        var today = world.Api.Clock.GetCurrentInstant().InUtc().Date;
        await world.Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, async ledger =>
        {
            await ledger.ImportTripsAsync("trip_earnings_export.csv", SampleFiles.Trips(today).Content, "Hana Host", Cancel);
            await ledger.ImportFleetAsync("fleet.csv", LedgerSample.Text("kind,value,state,vehicle,from,to", $"tag,00499000300,,1000001,{today.PlusDays(-300):uuuu-MM-dd},{today.PlusDays(-100):uuuu-MM-dd}", $"plate,ABC12D,NJ,1000001,{today.PlusDays(-99):uuuu-MM-dd},"), "Hana Host", Cancel);
            await ledger.ImportStatementAsync("statement with a rather long name of the year.csv", SampleFiles.Statement(today).Content, "Hana Host", cancellation: Cancel);
            return true;
        }, Cancel);
        await SendAsync(world, "greenway.csv", Greenway(1));
        await window.Page.GotoAsync("/imports");
        await UntilAsync(window.Page, true, window.Page.GetByRole(AriaRole.Link, new() { Name = "Map columns" }));
        await SeeAsync(window, "/imports", $"imports-{look}");
        await SeeAsync(window, await window.Page.GetByRole(AriaRole.Link, new() { Name = "Map columns" }).GetAttributeAsync("href") ?? "", $"columns-{look}");
        await SeeAsync(window, "/fleet", $"fleet-{look}");
        foreach (var step in new[] { "statement", "tags", "claim" })
            await SeeAsync(window, $"/start?step={step}", $"start-{step}-{look}");
        Assert.Empty(window.Faults);
    }

    /// <summary>A statement with an unknown layout: dates with the day first, and the tag in a column with another name.</summary>
    private static byte[] Greenway(int number) => LedgerSample.Text(
        "Reference,Passage on,Device,Gantry,Fare,Remark",
        $"G{number}01,24/05/2026 08:1{number},00499000222,Exit <b>7</b>,5.80,", $"G{number}02,25/05/2026 17:4{number},00499000222,Mainline,5.80,",
        $"G{number}03,26/05/2026 07:5{number},00499000222,Exit 2,5.80,", $"G{number}04,,,,,");

    private static Task SendAsync(WebWorld world, string name, byte[] content) => ActAsync(world, async visitor =>
    {
        var html = await visitor.HtmlAsync("/imports");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/uploads") { Content = form };
        request.Headers.Add("RequestVerificationToken", html.Split("name=\"form-token\" content=\"")[1].Split('"')[0]);
        using var answer = await visitor.Client.SendAsync(request, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
    });

    private static async Task ActAsync(WebWorld world, Func<WebVisitor, Task> act)
    {
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        await act(visitor);
    }

    /// <summary>Waits for something: with scripts the page updates automatically, without them a user reloads.</summary>
    private static async Task UntilAsync(IPage page, bool scripts, ILocator wanted)
    {
        for (var tries = 0; !scripts && tries < 300 && !await wanted.First.IsVisibleAsync(); tries++)
        {
            await Task.Delay(100, Cancel);
            var again = page.GetByRole(AriaRole.Link, new() { Name = "Refresh" });
            if (await again.IsVisibleAsync())
                await again.ClickAsync();
            else
                await page.ReloadAsync();
        }

        await Assertions.Expect(wanted.First).ToBeVisibleAsync();
    }

    private static async Task PreviewAsync(IPage page, bool scripts)
    {
        if (!scripts)
            await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
    }

    private static Task<string> Chosen(ILocator select) => select.InputValueAsync();

    private static async Task DropAsync(IPage page, params (string Name, byte[] Content)[] files)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            files => {
              const made = new DataTransfer();
              for (const [name, text] of files) made.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
              return made;
            }
            """, files.Select(file => new[] { file.Name, Convert.ToBase64String(file.Content) }).ToArray());
        await page.Locator("[data-drop]").DispatchEventAsync("drop", new { dataTransfer = transfer });
    }

    private static async Task SeeAsync(Window window, string path, string name)
    {
        await window.Page.GotoAsync(path);
        await window.PictureAsync(name);
        await window.AssertFitsAsync(name);
        await window.AssertAccessibleAsync(name);
    }
}
