using System.Globalization;
using Microsoft.AspNetCore.Html;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Data;
using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Statements;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>E-ZPass New York as it has been since 2024: a single page that scripts fill.</summary>
internal sealed class NewYorkSite(Portal portal, TollRows rows, TimeProvider clock) : IPortalSite
{
    private const string Root = $"/{PortalIds.NewYork}/ezpass";
    /// <summary>The invented account number.</summary>
    private const string Account = "000000002";

    private static readonly NewYorkWriter Writer = new();
    private static readonly int[] Sizes = [10, 25, 100];

    private readonly SignInPages signIn = new(portal, new SignInPlace(
        "/ezpass/sign-in", "/ezpass/verify", "/ezpass/dashboard", new("username", "Username"), new("password", "Password"), "Sign In", "Sign In")
    {
        Captcha = CaptchaPicture.Field($"{Root}/captcha.svg", "captcha", "captcha"),
    });

    public Portal Portal => portal;

    public string Start => signIn.Login;

    public void Map(RouteGroupBuilder group)
    {
        signIn.Map(group);
        group.MapGet("/ezpass/captcha.svg", () => CaptchaPicture.Of(portal.Options.Code));
        group.MapPost("/ezpass/sign-out", IResult (HttpContext context) => signIn.SignOut(context));
        group.MapGet("/ezpass/dashboard", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Dashboard(context));
        group.MapGet("/ezpass/dashboard/transactions", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Transactions(context));
        group.MapGet("/ezpass/api/transactions", IResult (HttpContext context) => portal.Session(context) is null ? Results.Unauthorized() : Rows(context));
        group.MapGet("/ezpass/api/transactions/export", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Export(context));
    }

    private IHtmlContent Navigation(HttpContext context) => Html.Of($"""
        <nav aria-label="Main">
        <a href="{Root}/dashboard">Dashboard</a>
        <a href="{ForeignLink.Or(portal, context, $"{Root}/dashboard/transactions")}">Transactions</a>
        <form method="post" action="{Root}/sign-out"><button>Sign Out</button></form>
        </nav>
        """);

    private Page Dashboard(HttpContext context) => new("Dashboard", portal.Name, Html.Of($"<p>Welcome to your account.</p>"), Navigation(context));

    private IResult Transactions(HttpContext context)
    {
        if (portal.Is(Scenario.ForeignRedirect))
            return Results.Redirect(ForeignLink.Or(portal, context, ""));
        var loading = portal.Is(Scenario.EmptyWhileLoading) ? portal.Options.LongLoadingMilliseconds : portal.Options.LoadingMilliseconds;
        var vehicles = string.Join('|', rows.Tags.Concat(rows.Plates));
        var sizes = string.Join('|', portal.Is(Scenario.PageSize10) ? [10] : Sizes);
        var root = Html.Of($"""
            <div id="root" data-api="{Root}/api/transactions" data-sign-in="{Root}/sign-in?expired=1" data-loading="{loading}" data-vehicles="{vehicles}" data-sizes="{sizes}"
             data-layout="{(portal.Is(Scenario.LayoutB) ? "b" : "a")}" data-download="{(portal.Is(Scenario.NoDownload) ? "no" : "yes")}"></div>
            <noscript>You need to enable JavaScript to run this app.</noscript>
            """);
        return new Page("Transactions", portal.Name, root, Navigation(context)) { Scripts = ["ny-dates.js", "ny-choices.js", "ny-transactions.js"] };
    }

    private IResult Rows(HttpContext context)
    {
        var page = portal.PageOf(rows, FilterOf(context.Request.Query), Number(context.Request.Query["page"], 1), Number(context.Request.Query["size"], 10));
        return Results.Json(new
        {
            page.First,
            page.Last,
            page.Total,
            page.Page,
            page.Pages,
            Rows = page.Rows.Select(NewYorkTable.Cells),
        });
    }

    private IResult Export(HttpContext context)
    {
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(portal.Options.Zone)).TimeOfDay;
        var name = string.Create(CultureInfo.InvariantCulture, $"Transaction_Report_{Account}_{rows.Today:yyyyMMdd}_{now:hhmmss}.csv");
        return Downloads.Give(portal, Writer.File(portal.Rows(rows, FilterOf(context.Request.Query))), "text/csv", name);
    }

    private static RowFilter FilterOf(IQueryCollection query) => new(
        Day(query["start"]), Day(query["end"]), Enum.TryParse<LineKind>(query["type"], ignoreCase: true, out var kind) ? kind : null, query["vehicle"]);

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000 ? number : otherwise;
}
