using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Ledger;

/// <summary>A line of the fleet, as a user writes it.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">The number.</param>
/// <param name="State">A plate's state; may be empty.</param>
/// <param name="Vehicle">The car: Turo's id, a plate, or a name that only one car has.</param>
/// <param name="From">A date or a local time; empty for no start.</param>
/// <param name="To">A date (inclusive) or a local time; empty for no end.</param>
public sealed record FleetLine(ReadBy Kind, string Value, string State, string Vehicle, string From, string To);

/// <content>Single tags and plates. Each change writes the whole fleet as a new file, which is stored like any other.</content>
public sealed partial class OwnerLedger
{
    private const string FleetFileName = "fleet.csv";

    /// <summary>The current fleet as a <c>fleet.csv</c>.</summary>
    public byte[] FleetCsv() => FleetCsv(state.Reconciliation.Fleet.Assignments, null);

    /// <summary>Replaces the whole fleet by a <c>fleet.csv</c>, if the current fleet is the one that the person saw.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="seen">The ETag of <see cref="FleetCsv()"/> that the person saw; null to skip the check.</param>
    /// <param name="by">Who.</param>
    /// <exception cref="InputException">The file can't be read, or two lines contradict each other.</exception>
    /// <exception cref="LedgerStaleException">The fleet has changed since.</exception>
    public Task<ImportResult> ReplaceFleetAsync(byte[] bytes, string? seen, string by, CancellationToken cancellation = default) =>
        ImportFleetAsync(FleetFileName, bytes, by, _ => seen is null || seen == LedgerReader.ETagOf(FleetCsv()), cancellation);

    /// <summary>Assigns a tag or plate to a car.</summary>
    /// <exception cref="InputException">It is not a valid tag or plate, or another line has it at that time.</exception>
    public Task<ImportResult> AddDeviceAsync(FleetLine line, string by, CancellationToken cancellation = default) =>
        ChangeFleetAsync(lines => FleetCsv(lines, line), by, cancellation);

    /// <summary>Removes a tag or plate from a car.</summary>
    /// <param name="place">The key among the projected items: <c>TAG#tag#from</c> or <c>PLATE#state#plate#from</c>.</param>
    /// <param name="by">Who.</param>
    /// <exception cref="LedgerRefusedException">There is no such line.</exception>
    public Task<ImportResult> RemoveDeviceAsync(string place, string by, CancellationToken cancellation = default) => ChangeFleetAsync(
        lines => lines.Where(line => PlaceText(line) != place).ToList() is var left && left.Count < lines.Count
            ? FleetCsv(left, null)
            : throw new LedgerRefusedException("This tag or plate is no longer on the car."),
        by, cancellation);

    /// <summary>Sets the end of a tag's or plate's time on a car.</summary>
    /// <param name="place">The key among the projected items.</param>
    /// <param name="to">A date (inclusive) or a local time in the car's zone; empty for no end.</param>
    /// <param name="by">Who.</param>
    /// <exception cref="InputException">It would end before it starts, or overlap another line.</exception>
    /// <exception cref="LedgerRefusedException">There is no such line.</exception>
    public Task<ImportResult> EndDeviceAsync(string place, string to, string by, CancellationToken cancellation = default) => ChangeFleetAsync(
        lines => lines.FirstOrDefault(line => PlaceText(line) == place) is { } ended
            ? FleetCsv(lines.Where(line => line != ended), new ExportTables(owner, state).LineOf(ended) with { To = to })
            : throw new LedgerRefusedException("This tag or plate is no longer on the car."),
        by, cancellation);

    private async Task<ImportResult> ChangeFleetAsync(Func<IReadOnlyList<Assignment>, byte[]> change, string by, CancellationToken cancellation)
    {
        while (true)
        {
            await ReadStateAsync(cancellation).ConfigureAwait(false);
            var last = state.Standing.OfType<FleetReplaced>().LastOrDefault()?.Sha256;
            try
            {
                return await ImportFleetAsync(FleetFileName, change(state.Reconciliation.Fleet.Assignments), by, now => now == last, cancellation).ConfigureAwait(false);
            }
            catch (LedgerStaleException)
            {
                // Another writer changed the fleet meanwhile: apply the change to the new state.
            }
        }
    }

    private static string PlaceText(Assignment line)
    {
        var (device, from) = ProjectedItems.PlaceOf(line);
        return $"{device}#{from}";
    }

    private byte[] FleetCsv(IEnumerable<Assignment> lines, FleetLine? more)
    {
        using var stream = new MemoryStream();
        new ExportTables(owner, state).Fleet(stream, lines, more);
        return stream.ToArray();
    }
}
