using TuroEzpass.PortalSimulator.Pages;

namespace TuroEzpass.PortalSimulator.Scenarios;

/// <summary>The simulator's own endpoints: list and switch scenarios, and read the log.</summary>
internal static class Controls
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapControls(this WebApplication app, Simulator simulator)
    {
        app.MapGet("/", () => Home(simulator));
        app.MapPost("/scenario/{name}", (string name, string? portal, HttpContext context) => Play(simulator, name, portal, context));
        app.MapPost("/reset", () =>
        {
            foreach (var site in simulator.Sites)
                site.Portal.Reset();
            return Results.NoContent();
        });
        app.MapGet("/log", () => simulator.Sites.ToDictionary(site => site.Portal.Id, site => site.Portal.Log()));
        app.MapGet("/foreign/{id}", (string id) =>
        {
            if (simulator.Find(id) is not { } portal)
                return Results.NotFound();
            portal.CountForeign();
            return Notices.Foreign(portal);
        });
    }

    private static IResult Play(Simulator simulator, string name, string? id, HttpContext context)
    {
        if (Scenario.Find(name) is not { } scenario)
            return Results.Problem($"There is no scenario '{name}'. The scenarios are {string.Join(", ", Scenario.All.Select(one => one.Name))}.", statusCode: StatusCodes.Status404NotFound);
        if (id is not null && simulator.Find(id) is null)
            return Results.Problem($"There is no portal '{id}'. The portals are {string.Join(", ", simulator.Sites.Select(site => site.Portal.Id))}.", statusCode: StatusCodes.Status404NotFound);
        foreach (var site in simulator.Sites.Where(site => id is null || site.Portal.Id == id))
            site.Portal.Play(scenario);
        // A browser's form was sent, so show the list again.
        return context.Request.HasFormContentType ? Results.Redirect("/") : Results.NoContent();
    }

    private static Page Home(Simulator simulator)
    {
        var portals = simulator.Sites.Select(site => Html.Of($"<li><a href=\"{site.Start}\">{site.Portal.Name}</a> (<code>{site.Portal.Id}</code>): <strong>{site.Portal.Scenario.Name}</strong></li>\n"));
        var scenarios = Scenario.All.Select(one => Html.Of($"""
            <tr><th scope="row"><code>{one.Name}</code></th><td>{one.Explanation}</td><td><form method="post" action="/scenario/{one.Name}"><button name="play" aria-label="Play {one.Name}">Play</button></form></td></tr>

            """));
        return new Page("Simulated portals", "TuroEzpass portal simulator", Html.Of($"""
            <p>These sites behave like toll agencies' sites and Turo's, with invented data. Never enter a real password here.</p>
            <h2>Portals and current scenarios</h2>
            <ul>
            {Html.Join(portals)}</ul>
            <h2>Scenarios</h2>
            <p>A button switches all portals. <code>POST /scenario/(name)?portal=(id)</code> switches one, <code>POST /reset</code> resets everything, <code>GET /log</code> shows what was counted.</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Scenarios">
            <table>
            <thead><tr><th scope="col">Name</th><th scope="col">What you see</th><th scope="col">Switch</th></tr></thead>
            <tbody>
            {Html.Join(scenarios)}</tbody>
            </table>
            </div>
            """));
    }
}
