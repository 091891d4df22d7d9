using TuroEzpass.Benchmarks.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Scale;

/// <summary>One owner with two years of data, created by the ledger itself: the reads and writes of its import and of a morning's
/// collection, and the resulting partitions with their sizes.</summary>
internal sealed class OwnerSample
{
    /// <summary>The number of days with trips in the invented fleet.</summary>
    public const int Days = 700;

    /// <summary>The days that a collection reads: the new one, and the thirty before it again, because agencies post late.</summary>
    public const int DaysOfACollection = 31;

    private OwnerSample(int tolls, Meter history, Meter morning, IReadOnlyList<KeyValuePair<RecordKey, MeteredStore.Held>> items, int rows, int bytes) =>
        (Tolls, History, Morning, Items, RowsOfAMorning, BytesOfAMorning) = (tolls, history, morning, items, rows, bytes);

    public int Tolls { get; }

    /// <summary>All of it imported at once, as from files.</summary>
    public Meter History { get; }

    /// <summary>One collection of <see cref="DaysOfACollection"/> days, one of them new.</summary>
    public Meter Morning { get; }

    /// <summary>The stored items at the end.</summary>
    public IReadOnlyList<KeyValuePair<RecordKey, MeteredStore.Held>> Items { get; }

    public int RowsOfAMorning { get; }

    public int BytesOfAMorning { get; }

    /// <summary>Creates the sample.</summary>
    public static OwnerSample Make(int tolls)
    {
        var fleet = BulkFleet.Make(tolls, tolls / 10);
        using var folder = new LedgerFolder();
        var store = new MeteredStore(folder.Records);
        var ledger = folder.Open(store);
        LedgerFolder.Result(ledger.ImportTripsAsync(fleet.Trips.Name, fleet.Trips.Bytes, "bench"));
        LedgerFolder.Result(ledger.ImportFleetAsync(fleet.FleetFile.Name, fleet.FleetFile.Bytes, "bench"));
        // Newest first, evenly spread: this many lines are a day.
        var lines = Lines(fleet.Statement.Bytes);
        var (header, rows, ofADay) = (lines[0], lines[1..], tolls / Days);
        LedgerFolder.Result(ledger.ImportStatementAsync("history.csv", Text(header, rows[ofADay..]), "bench"));
        var history = store.Meter;
        // As for a process that has not opened the ledger before.
        store.Meter = new Meter();
        var collected = rows[..(ofADay * DaysOfACollection)];
        var file = Text(header, collected);
        LedgerFolder.Result(folder.Open(store).ImportStatementAsync(fleet.Statement.Name, file, "bench"));
        return new OwnerSample(tolls, history, store.Meter, [.. store.Items], collected.Length, file.Length);
    }

    private static string[] Lines(byte[] file) => System.Text.Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Text(string header, string[] rows) => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)) + "\n");
}
