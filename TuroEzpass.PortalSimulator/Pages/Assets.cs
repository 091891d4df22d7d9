namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>The simulator's own scripts and style sheet; they are inside the program, so that it runs from anywhere.</summary>
internal static class Assets
{
    private const string Folder = "assets/";

    /// <summary>Maps them.</summary>
    public static void MapAssets(this WebApplication app) => app.MapGet("/assets/{name}", (string name) =>
        typeof(Assets).Assembly.GetManifestResourceStream(Folder + name) is { } stream
            ? Results.Stream(stream, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript")
            : Results.NotFound());
}
