using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Data;
using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;
using TuroEzpass.World.Statements;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>Pennsylvania Turnpike: forms with a token, a search by POST, and result pages that a script loads. The session remembers the
/// search.</summary>
internal sealed class PennsylvaniaSite(Portal portal, TollRows rows) : IPortalSite
{
    private const string Root = $"/{PortalIds.Pennsylvania}/ezpass/Maintenance";
    private const string Transactions = $"{Root}/Transactions";
    private const string Empty = "No transactions were found for the selected criteria.";
    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly PennsylvaniaWriter Writer = new();

    private readonly SignInPages signIn = new(portal, new SignInPlace(
        "/ezpass/Maintenance/Login", "/ezpass/Maintenance/VerifyCode", "/ezpass/Maintenance/AccountSummary", new("UserName", "User Name"), new("Password", "Password"), "Login", "Log In")
    {
        FormId = "loginForm",
        ButtonName = "btnLogin",
        HasFormToken = true,
        Captcha = CaptchaPicture.Field($"{Root}/captcha.svg", "captcha", "captcha"),
    });

    public Portal Portal => portal;

    public string Start => signIn.Login;

    private (string From, string To, string Search, string Download) Names => portal.Is(Scenario.LayoutB)
        ? ("Finder.First", "Finder.Last", "action:Find", "action:Sheet")
        : ("TransSearchModel.PostingStartDate", "TransSearchModel.PostingEndDate", "action:SearchTrans", "action:ExportTrans");

    public void Map(RouteGroupBuilder group)
    {
        signIn.Map(group);
        var pages = group.MapGroup("/ezpass/Maintenance");
        pages.MapGet("/captcha.svg", () => CaptchaPicture.Of(portal.Options.Code));
        pages.MapGet("/LogOut", IResult (HttpContext context) => signIn.SignOut(context));
        pages.MapGet("/AccountSummary", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Summary(context));
        pages.MapGet("/Transponders", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Transponders(context));
        pages.MapGet("/Vehicles", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Vehicles(context));
        pages.MapGet("/Transactions", IResult (HttpContext context) => portal.Session(context) is { } session ? Search(context, session, Html.None) : signIn.Expired());
        pages.MapPost("/Transactions", (Delegate)SearchAsync);
        pages.MapPost("/TransactionResultPagination", (Delegate)PageAsync);
    }

    private async Task<IResult> SearchAsync(HttpContext context)
    {
        if (portal.Session(context) is not { } session)
            return signIn.Expired();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!signIn.IsOwn(form))
            return Results.BadRequest();
        session.Filter = new RowFilter(Day(form[Names.From]), Day(form[Names.To]), Vehicle: form["TransponderSelected"]);
        if (form.ContainsKey(Names.Download))
            return Downloads.Give(portal, Writer.Workbook(portal.Rows(rows, session.Filter)), WorkbookType, "TransactionsResult.xlsx");
        return Search(context, session, LateList.Of(portal, Found(session, 1), Empty));
    }

    private async Task<IResult> PageAsync(HttpContext context)
    {
        if (portal.Session(context) is not { } session)
            return Results.Unauthorized();
        using var asked = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (!asked.RootElement.TryGetProperty("Page", out var number) || !number.TryGetInt32(out var page) || page is < 1 or > 100_000)
            return Results.BadRequest();
        using var text = new StringWriter();
        Found(session, page).WriteTo(text, HtmlEncoder.Default);
        return Results.Text(text.ToString(), "text/html");
    }

    private IHtmlContent Navigation(HttpContext context) => Html.Of($"""
        <nav aria-label="Main">
        <a href="{Root}/AccountSummary">Account Summary</a>
        <a href="{ForeignLink.Or(portal, context, Transactions)}">Transactions</a>
        <a href="{Root}/Transponders">Transponders</a>
        <a href="{Root}/Vehicles">Vehicles</a>
        <a href="{Root}/LogOut">Log Out</a>
        </nav>
        """);

    private Page Summary(HttpContext context) => new("Account Summary", portal.Name, Html.Of($"<p>Welcome to your account.</p>"), Navigation(context));

    private Page Transponders(HttpContext context) =>
        new("Transponders", portal.Name, Table.Of("transponderstatustable", ["Transponder", "Status"], rows.Tags.Select(tag => new[] { $"{tag[..3]} {tag[3..]}", "Active" })), Navigation(context));

    private Page Vehicles(HttpContext context) => new(
        "Vehicles", portal.Name,
        Html.Of($"""<div id="divVehicleList">{Table.Of("vehicles", ["License Plate", "State"], rows.Plates.Select(plate => new[] { plate[3..], plate[..2] }))}</div>"""), Navigation(context));

    private IResult Search(HttpContext context, PortalSession session, IHtmlContent result)
    {
        if (portal.Is(Scenario.ForeignRedirect))
            return Results.Redirect(ForeignLink.Or(portal, context, ""));
        var (from, to, search, download) = Names;
        var tags = Html.Join(rows.Tags.Select(tag => Html.Of($"<option value=\"{tag}\"{Html.If(tag == session.Filter.Vehicle, $" selected")}>{tag[..3]} {tag[3..]}</option>")));
        var main = Html.Of($"""
            <p>Transactions may take up to 48 hours to appear. Dates are posting dates.</p>
            <form method="post" action="{Transactions}" id="{(portal.Is(Scenario.LayoutB) ? "finder" : "transactionsForm")}">
            {signIn.Token()}
            <p><label for="start">Posting start date</label> <input type="date" id="start" name="{from}" value="{Text(session.Filter.From)}">
            <label for="end">Posting end date</label> <input type="date" id="end" name="{to}" value="{Text(session.Filter.To)}"></p>
            <p><label for="transponder">Transponder</label> <select id="transponder" name="TransponderSelected"><option value="">All</option>{tags}</select>
            <label for="sort">Sort by</label> <select id="sort" name="SortBySelected"><option>PostingDate</option></select>
            <label for="order">Order</label> <select id="order" name="OrderBySelected"><option>Descending</option></select>
            <input type="hidden" name="TBPFilterBySelection" value="ALL"></p>
            <p><button type="submit" name="{search}" value="1">{(portal.Is(Scenario.LayoutB) ? "Find" : "Search")}</button>
            {Html.If(!portal.Is(Scenario.NoDownload), $"""<button type="submit" name="{download}" value="1">{(portal.Is(Scenario.LayoutB) ? "Sheet" : "Download to Excel")}</button>""")}</p>
            </form>
            <div id="transactionResult" data-pages="{Root}/TransactionResultPagination" data-sign-in="{signIn.Login}?expired=1">{result}</div>
            """);
        return new Page("Transactions", portal.Name, main, Navigation(context)) { Scripts = ["late-list.js", "pa-pages.js"] };
    }

    private IHtmlContent Found(PortalSession session, int number)
    {
        var page = portal.PageOf(rows, session.Filter, number, session.Filter.Size);
        if (page.Total == 0)
            return Html.Of($"<p>{Empty}</p>");
        var isB = portal.Is(Scenario.LayoutB);
        var table = isB
            ? Table.Of("resultGrid", PennsylvaniaTable.Header.Reverse(), page.Rows.Select(row => PennsylvaniaTable.Cells(row).Reverse()))
            : Table.Of("tableTransactions", PennsylvaniaTable.Header, page.Rows.Select(PennsylvaniaTable.Cells));
        return Html.Of($"""
            <p class="results">Showing {page.First} to {page.Last} of {page.Total} transactions</p>
            {table}
            <nav class="pagination" aria-label="Pages">
            {Html.If(page.Page > 1, $"""<button type="button" data-page="{page.Page - 1}">Previous</button> """)}<span aria-current="page">Page {page.Page} of {page.Pages}</span>{Html.If(page.Page < page.Pages, $""" <button type="button" data-page="{page.Page + 1}">{(isB ? "More" : "Next")}</button>""")}
            </nav>
            """);
    }

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
