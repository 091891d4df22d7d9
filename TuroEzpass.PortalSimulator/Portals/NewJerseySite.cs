using System.Globalization;
using Microsoft.AspNetCore.Html;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Data;
using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;
using TuroEzpass.World.Statements;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>E-ZPass New Jersey: pages rendered on the server, like those of its "vector" software. The session remembers the search, and the
/// download contains its rows.</summary>
internal sealed class NewJerseySite(Portal portal, TollRows rows) : IPortalSite
{
    private const string Account = $"/{PortalIds.NewJersey}/vector/account";
    private const string Search = $"{Account}/transactions/batatransactionSearch.do";
    private const string DayFormat = "MM/dd/yyyy";
    private static readonly NewJerseyWriter Writer = new();
    private static readonly int[] Sizes = [10, 25, 100];

    private readonly SignInPages signIn = new(portal, new SignInPlace(
        "/vector/account/home/accountLogin.do", "/vector/account/home/accountVerify.do", "/vector/account/home/accountHome.do",
        new("login", "Username", "tt_username1"), new("loginPassword", "Password", "tt_loginPassword1"), "Login", "Login")
    {
        FormId = "accountLoginForm",
        ButtonName = "btnLogin",
        CaptchaField = "jcaptcha_response",
        Captcha = CaptchaPicture.Field($"{Account}/home/captcha.svg", "jcaptcha_response", "jcaptcha_response1"),
    });

    public Portal Portal => portal;

    public string Start => signIn.Login;

    private (string From, string To) DateNames => portal.Is(Scenario.LayoutB) ? ("rangeFirst", "rangeLast") : ("startDateAll", "endDateAll");

    public void Map(RouteGroupBuilder group)
    {
        signIn.Map(group);
        var account = group.MapGroup("/vector/account");
        account.MapGet("/home/captcha.svg", () => CaptchaPicture.Of(portal.Options.Code));
        account.MapGet("/home/accountLogout.do", IResult (HttpContext context) => signIn.SignOut(context));
        account.MapGet("/home/accountHome.do", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Home(context));
        account.MapGet("/transactions/batatransactionSearch.do", IResult (HttpContext context) => portal.Session(context) is { } session ? Read(context, session) : signIn.Expired());
        account.MapPost("/transactions/batatransactionSearch.do", (Delegate)SearchAsync);
    }

    private async Task<IResult> SearchAsync(HttpContext context)
    {
        if (portal.Session(context) is not { } session)
            return signIn.Expired();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (from, to) = DateNames;
        session.Filter = new RowFilter(Day(form[from]), Day(form[to]), Size: int.TryParse(form["pageSize"], out var size) && Sizes.Contains(size) ? size : 10);
        return List(context, session, 1);
    }

    private IResult Read(HttpContext context, PortalSession session)
    {
        var query = context.Request.Query;
        if (query["printType"] == "xls" && query["exclGen"] == "true")
            return Downloads.Give(portal, Writer.File(portal.Rows(rows, session.Filter)), "text/csv", "Transactions.csv");
        if (portal.Is(Scenario.ForeignRedirect))
            return Results.Redirect(ForeignLink.Or(portal, context, ""));
        return List(context, session, int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) && page is > 0 and <= 100_000 ? page : 1);
    }

    private IHtmlContent Navigation(HttpContext context) => Html.Of($"""
        <nav aria-label="Main">
        <a href="{Account}/home/accountHome.do">My Account</a>
        <a href="{ForeignLink.Or(portal, context, Search)}">Transactions</a>
        <a href="{Account}/home/accountLogout.do">Logout</a>
        </nav>
        """);

    private Page Home(HttpContext context) => new("Account Overview", portal.Name, Html.Of($"<p>Welcome to your account.</p>"), Navigation(context));

    private Page List(HttpContext context, PortalSession session, int number)
    {
        var (from, to) = DateNames;
        var page = portal.PageOf(rows, session.Filter, number, session.Filter.Size);
        var isB = portal.Is(Scenario.LayoutB);
        var sizes = Html.Join((portal.Is(Scenario.PageSize10) ? [10] : Sizes).Select(size => Html.Of($"""<option{Html.If(size == page.Size, $" selected")}>{size}</option>""")));
        var main = Html.Of($"""
            <form method="post" action="{Search}" id="{(isB ? "finder" : "transactionSearchForm")}">
            <p><label for="{from}">Start Date</label> <input id="{from}" name="{from}" placeholder="MM/DD/YYYY" value="{Text(session.Filter.From)}">
            <label for="{to}">End Date</label> <input id="{to}" name="{to}" placeholder="MM/DD/YYYY" value="{Text(session.Filter.To)}">
            <label for="pageSize">Rows per page</label> <select id="pageSize" name="pageSize">{sizes}</select>
            <button type="submit" name="{(isB ? "find" : "btnView")}">{(isB ? "Find" : "View")}</button></p>
            </form>
            {LateList.Of(portal, Found(page, isB), "Nothing found to display.")}
            """);
        return new Page("Transactions", portal.Name, main, Navigation(context)) { Scripts = ["late-list.js"] };
    }

    private IHtmlContent Found(RowPage page, bool isB)
    {
        if (page.Total == 0)
            return Html.Of($"""<p class="pagebanner">Nothing found to display.</p>""");
        var download = Html.If(!portal.Is(Scenario.NoDownload), $"""<p><a href="{Search}?printType=xls&exclGen=true" id="{(isB ? "sheet" : "downloadCsv")}">Download CSV</a></p>""");
        return Html.Of($"""
            <p class="pagebanner">{page.Total} items found, displaying {page.First} to {page.Last}.</p>
            {download}
            {Table.Of(isB ? "movements" : "transactionItem", isB ? [.. Writer.Columns.Reverse()] : Writer.Columns, page.Rows.Select(row => isB ? [.. Writer.Cells(row).Reverse()] : Writer.Cells(row)))}
            <nav class="pagelinks" aria-label="Pages">
            {Html.If(page.Page > 1, $"""<a href="{Search}?page={page.Page - 1}">Prev</a> """)}<span>Page <strong aria-current="page">{page.Page}</strong> of {page.Pages}</span>{Html.If(page.Page < page.Pages, $""" <a href="{Search}?page={page.Page + 1}">Next</a>""")}
            </nav>
            """);
    }

    private static string Text(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text?.Trim(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
