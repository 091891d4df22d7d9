namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>The simulator's scripts and style sheet, embedded in the program, so that it runs from anywhere.</summary>
internal static class Assets
{
    private const string Folder = "assets/";

    /// <summary>Maps the assets.</summary>
    public static void MapAssets(this WebApplication app) => app.MapGet("/assets/{name}", (string name) =>
        typeof(Assets).Assembly.GetManifestResourceStream(Folder + name) is { } stream
            ? Results.Stream(stream, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript")
            : Results.NotFound());
}
