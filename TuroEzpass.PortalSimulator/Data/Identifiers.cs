using System.Globalization;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.PortalSimulator.Data;

/// <summary>An account's tags, and the host whose cars they are in.</summary>
/// <param name="Tags">Tags with 11 digits.</param>
internal sealed record Identifiers(IReadOnlyList<string> Tags)
{
    private static readonly string[] Plain = ["NJ SIM0001", "NY SIM0002", "PA SIM0003", "NJ SIM0004"];

    /// <summary>An account's tags and host, from the options or invented.</summary>
    public static Identifiers Of(string portal, SimulatorOptions options)
    {
        var begin = portal switch { PortalIds.NewYork => "004", PortalIds.NewJersey => "005", _ => "006" };
        var tags = options.Tags.Where(tag => tag.StartsWith(begin, StringComparison.Ordinal)).ToList();
        return new Identifiers(
            tags.Count > 0 ? tags : [.. Enumerable.Range(301, 4).Select(number => string.Create(CultureInfo.InvariantCulture, $"{begin}00000{number}"))]);
    }

    /// <summary>The host: cars with plates from the options or invented ones, and their guests' trips.</summary>
    public static OpenTrips GuestsOf(SimulatorOptions options) => new(options.Seed, options.Days, options.Trips, options.Plates.Count > 0 ? [.. options.Plates] : Plain);
}
