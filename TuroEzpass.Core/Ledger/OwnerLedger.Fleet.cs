using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Ledger;

/// <summary>A line of the fleet, in a person's words.</summary>
/// <param name="Kind">Tag or plate.</param>
/// <param name="Value">Its number.</param>
/// <param name="State">A plate's state; may be empty.</param>
/// <param name="Vehicle">The car: Turo's id, a plate, or a name that only one car has.</param>
/// <param name="From">A day, or a local time; empty from the beginning.</param>
/// <param name="To">A day (included), or a local time; empty for good.</param>
public sealed record FleetLine(ReadBy Kind, string Value, string State, string Vehicle, string From, string To);

/// <content>Single tags and plates: each change is the whole fleet anew, as a file that is kept like any other.</content>
public sealed partial class OwnerLedger
{
    private const string FleetFileName = "fleet.csv";

    /// <summary>The fleet in force, as a <c>fleet.csv</c>.</summary>
    public byte[] FleetCsv() => FleetCsv(state.Reconciliation.Fleet.Assignments, null);

    /// <summary>Takes a <c>fleet.csv</c> as the whole fleet from now on, if what it replaces is what the person saw.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="seen">The ETag of <see cref="FleetCsv()"/> as the person saw it; null replaces whatever there is.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InputException">It cannot be read, or two lines contradict each other.</exception>
    /// <exception cref="LedgerStaleException">The fleet is another by now.</exception>
    public Task<ImportResult> ReplaceFleetAsync(byte[] bytes, string? seen, string by, CancellationToken cancellation = default) =>
        ImportFleetAsync(FleetFileName, bytes, by, _ => seen is null || seen == LedgerReader.ETagOf(FleetCsv()), cancellation);

    /// <summary>Puts a tag or plate on a car.</summary>
    /// <exception cref="InputException">It is none, or another line has it at that time.</exception>
    public Task<ImportResult> AddDeviceAsync(FleetLine line, string by, CancellationToken cancellation = default) =>
        ChangeFleetAsync(lines => FleetCsv(lines, line), by, cancellation);

    /// <summary>Takes a tag or plate off a car.</summary>
    /// <param name="place">Where it stands among the projected items: <c>TAG#tag#from</c> or <c>PLATE#state#plate#from</c>.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="LedgerRefusedException">There is no such line.</exception>
    public Task<ImportResult> RemoveDeviceAsync(string place, string by, CancellationToken cancellation = default) => ChangeFleetAsync(
        lines => lines.Where(line => PlaceText(line) != place).ToList() is var left && left.Count < lines.Count
            ? FleetCsv(left, null)
            : throw new LedgerRefusedException("This tag or plate is not on the car any more."),
        by, cancellation);

    /// <summary>Says until when a tag or plate is on a car.</summary>
    /// <param name="place">Where it stands among the projected items.</param>
    /// <param name="to">A day (included), or a local time in the car's zone; empty for good.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InputException">It would end before it begins, or another line has it by then.</exception>
    /// <exception cref="LedgerRefusedException">There is no such line.</exception>
    public Task<ImportResult> EndDeviceAsync(string place, string to, string by, CancellationToken cancellation = default) => ChangeFleetAsync(
        lines => lines.FirstOrDefault(line => PlaceText(line) == place) is { } ended
            ? FleetCsv(lines.Where(line => line != ended), new ExportTables(owner, state).LineOf(ended) with { To = to })
            : throw new LedgerRefusedException("This tag or plate is not on the car any more."),
        by, cancellation);

    private async Task<ImportResult> ChangeFleetAsync(Func<IReadOnlyList<Assignment>, byte[]> change, string by, CancellationToken cancellation)
    {
        while (true)
        {
            await ReadStateAsync(cancellation).ConfigureAwait(false);
            var last = state.Facts.OfType<FleetReplaced>().LastOrDefault()?.Sha256;
            try
            {
                return await ImportFleetAsync(FleetFileName, change(state.Reconciliation.Fleet.Assignments), by, now => now == last, cancellation).ConfigureAwait(false);
            }
            catch (LedgerStaleException)
            {
                // Somebody else changed it in between: the change is made to what it is now.
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
