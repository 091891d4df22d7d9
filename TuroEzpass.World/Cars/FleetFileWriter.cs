using System.Text;

namespace TuroEzpass.World.Cars;

/// <summary>A line of the host's fleet file.</summary>
/// <param name="Kind"><c>tag</c> or <c>plate</c>.</param>
/// <param name="Value">The tag or plate.</param>
/// <param name="Vehicle">The car, by Turo's ID or by its plate.</param>
/// <param name="State">The plate's state.</param>
/// <param name="From">The first day or time; empty for no start.</param>
/// <param name="To">The last day, or the time of removal; empty for no end.</param>
/// <param name="Zone">The time zone of the times; empty for the host's.</param>
internal sealed record FleetEntry(string Kind, string Value, string Vehicle, string State = "", string From = "", string To = "", string Zone = "");

/// <summary>Writes the host's fleet file.</summary>
internal static class FleetFileWriter
{
    public const string Header = "kind,value,state,vehicle,from,to,zone";

    public static byte[] File(IEnumerable<FleetEntry> entries) =>
        Encoding.UTF8.GetBytes(string.Concat(entries.Select(Row).Prepend(Header).Select(line => line + "\n")));

    public static string Row(FleetEntry entry) => $"{entry.Kind},{entry.Value},{entry.State},{entry.Vehicle},{entry.From},{entry.To},{entry.Zone}";
}
