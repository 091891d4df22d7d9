using System.Text;
using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>A portal's downloads, damaged if the scenario says so.</summary>
internal static class Downloads
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Sends a file.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="type">The media type.</param>
    /// <param name="name">The file name.</param>
    public static IResult Give(Portal portal, byte[] bytes, string type, string name)
    {
        if (portal.Is(Scenario.NoDownload))
            return new Page("Not Found", portal.Name, Html.Of($"<p>The page was not found.</p>")) { Status = StatusCodes.Status404NotFound };
        portal.CountDownload();
        if (portal.Is(Scenario.LogoutAsCsv))
            return Results.File(Encoding.UTF8.GetBytes(new Page("Logged out", portal.Name, Html.Of($"<p>You have been logged out. Please log in again.</p>")).Text()), type, name);
        if (portal.Is(Scenario.HugeDownload))
            return Results.Stream(stream => EndlessAsync(stream, bytes, portal.Options.HugeMegabytes), type, name);
        return Results.File(bytes, type, name);
    }

    private static async Task EndlessAsync(Stream stream, byte[] bytes, int megabytes)
    {
        var block = new byte[Megabyte];
        for (var at = 0; at < block.Length; at += bytes.Length)
            bytes.AsSpan(0, Math.Min(bytes.Length, block.Length - at)).CopyTo(block.AsSpan(at));
        for (var sent = 0; sent < megabytes; sent++)
            await stream.WriteAsync(block);
    }
}
