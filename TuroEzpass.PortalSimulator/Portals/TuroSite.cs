using System.Globalization;
using Microsoft.AspNetCore.Html;
using NodaTime;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;
using TuroEzpass.World.Hosts;
using TuroEzpass.World.Statements;
using TuroEzpass.World.Turo;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>Turo: trips as cards without a year, and the earnings export. Always asks for a code after the password.</summary>
internal sealed class TuroSite(Portal portal, OpenTrips host, LocalDate today) : IPortalSite
{
    private const string Root = $"/{PortalIds.Turo}/us/en";
    private const string Earnings = $"{Root}/business/earnings";
    private const int CardsOnPage = 20;
    private const string Empty = "No trips yet";

    private readonly IReadOnlyList<GuestTrip> trips = host.KnownOn(today);

    private readonly SignInPages signIn = new(portal, new SignInPlace("/us/en/login", "/us/en/login/verify", "/us/en/trips", new("email", "Email"), new("password", "Password"), "Log in", "Log in")
    {
        Captcha = CaptchaPicture.Field($"{Root}/login/captcha.svg", "captcha", "captcha"),
    });

    public Portal Portal => portal;

    public string Start => signIn.Login;

    public void Map(RouteGroupBuilder group)
    {
        signIn.Map(group);
        var pages = group.MapGroup("/us/en");
        pages.MapGet("/login/captcha.svg", () => CaptchaPicture.Of(portal.Options.Code));
        pages.MapGet("/logout", IResult (HttpContext context) => signIn.SignOut(context));
        pages.MapGet("/trips", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Cards(context, "Trips", Root + "/trips", trip => StandingOf(trip) is TripStanding.Booked or TripStanding.InProgress));
        pages.MapGet("/trips/history", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Cards(context, "Trip history", Root + "/trips/history", trip => StandingOf(trip) is not (TripStanding.Booked or TripStanding.InProgress)));
        pages.MapGet("/reservation/{id:long}", IResult (HttpContext context, long id) => portal.Session(context) is null ? signIn.Expired() : Reservation(context, id));
        pages.MapGet("/business/earnings", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : EarningsPage(context));
        pages.MapGet("/business/earnings/export", IResult (HttpContext context) => portal.Session(context) is null ? signIn.Expired() : Downloads.Give(
            portal, TripsExport.File(All.Select(trip => OpenTrips.ExportedOn(trip, today))), "text/csv", TripsExport.NameOn(today)));
    }

    private IReadOnlyList<GuestTrip> All => portal.Is(Scenario.NoTransactions) ? [] : trips;

    private TripStanding StandingOf(GuestTrip trip) => trip.StandingAsOf(OpenTrips.NoonOf(today));

    private IHtmlContent Navigation(HttpContext context) => Html.Of($"""
        <nav aria-label="Main">
        <a href="{Root}/trips">Trips</a>
        <a href="{Root}/trips/history">History</a>
        <a href="{ForeignLink.Or(portal, context, Earnings)}">Earnings</a>
        <a href="{Root}/logout">Log out</a>
        </nav>
        """);

    private Page Cards(HttpContext context, string title, string path, Func<GuestTrip, bool> isShown)
    {
        var found = All.Where(isShown).ToList();
        var pages = Math.Max(1, (found.Count + CardsOnPage - 1) / CardsOnPage);
        var page = int.TryParse(context.Request.Query["page"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        var isB = portal.Is(Scenario.LayoutB);
        var cards = found.Skip((page - 1) * CardsOnPage).Take(CardsOnPage).Select(trip => Html.Of($"""
            <li><a href="{Root}/reservation/{trip.Id}" data-testid="{(isB ? "tripTile" : "baseTripCard")}"><strong>{trip.Guest}</strong><br>{trip.Car.Name}<br>{DayText(trip.Start)} – {DayText(trip.End)}<br>{TripsExport.WordOf(StandingOf(trip))}</a></li>

            """));
        var list = found.Count == 0 ? Html.Of($"<p>{Empty}</p>") : Html.Of($"""
            <ul class="cards">
            {Html.Join(cards)}</ul>
            <nav aria-label="Pages">{Html.If(page > 1, $"""<a href="{path}?page={page - 1}">Previous</a> """)}<span aria-current="page">Page {page} of {pages}</span>{Html.If(page < pages, $""" <a href="{path}?page={page + 1}">Next</a>""")}</nav>
            """);
        return new Page(title, portal.Name, LateList.Of(portal, list, Empty), Navigation(context)) { Scripts = ["late-list.js"] };
    }

    private Page Reservation(HttpContext context, long id)
    {
        if (All.FirstOrDefault(trip => trip.Id == id.ToString(CultureInfo.InvariantCulture)) is not { } trip)
            return new Page("Not found", portal.Name, Html.Of($"<p>There is no such trip.</p>"), Navigation(context)) { Status = StatusCodes.Status404NotFound };
        var main = Html.Of($"""
            <dl>
            <dt>Guest</dt><dd>{trip.Guest}</dd>
            <dt>Vehicle</dt><dd>{trip.Car.Name}, {trip.Car.State} {trip.Car.Plate}</dd>
            <dt>Trip start</dt><dd>{Text(trip.Start)}</dd>
            <dt>Trip end</dt><dd>{Text(trip.End)}</dd>
            <dt>Status</dt><dd>{TripsExport.WordOf(StandingOf(trip))}</dd>
            </dl>
            """);
        return new Page(FormattableString.Invariant($"Reservation {trip.Id}"), portal.Name, main, Navigation(context));
    }

    private IResult EarningsPage(HttpContext context)
    {
        if (portal.Is(Scenario.ForeignRedirect))
            return Results.Redirect(ForeignLink.Or(portal, context, ""));
        var isB = portal.Is(Scenario.LayoutB);
        var download = portal.Is(Scenario.NoDownload) || All.Count == 0 ? Html.Of($"<p>{(All.Count == 0 ? Empty : "Earnings are shown in the app.")}</p>")
            : Html.Of($"""<p><a href="{Earnings}/export" id="{(isB ? "sheet" : "downloadCsv")}">{(isB ? "Get file" : "Download CSV")}</a></p>""");
        return new Page("Earnings", portal.Name, LateList.Of(portal, download, Empty), Navigation(context)) { Scripts = ["late-list.js"] };
    }

    // Without a year, as on the real site.
    private static string DayText(LocalDateTime moment) => CellText.Of(moment, "ddd, MMM d");

    private static string Text(LocalDateTime moment) => CellText.Of(moment, "ddd, MMM d, yyyy, h:mm tt");
}
