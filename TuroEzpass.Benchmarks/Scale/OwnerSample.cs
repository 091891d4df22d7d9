using TuroEzpass.Benchmarks.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Scale;

/// <summary>One owner of two years, made by the ledger itself: what its import writes and reads, what a morning's collection writes
/// and reads, and which partitions of which size that leaves.</summary>
internal sealed class OwnerSample
{
    /// <summary>The trips of the invented fleet lie in this many days.</summary>
    public const int Days = 700;

    /// <summary>Days that a collection reads: the new one, and thirty before it again, for agencies post late.</summary>
    public const int DaysOfACollection = 31;

    private OwnerSample(int tolls, Meter history, Meter morning, IReadOnlyList<KeyValuePair<RecordKey, MeteredStore.Held>> items, int rows, int bytes) =>
        (Tolls, History, Morning, Items, RowsOfAMorning, BytesOfAMorning) = (tolls, history, morning, items, rows, bytes);

    public int Tolls { get; }

    /// <summary>All of it imported at once, as files a person brings.</summary>
    public Meter History { get; }

    /// <summary>One collection of <see cref="DaysOfACollection"/> days, of which one is new.</summary>
    public Meter Morning { get; }

    /// <summary>What is stored in the end.</summary>
    public IReadOnlyList<KeyValuePair<RecordKey, MeteredStore.Held>> Items { get; }

    public int RowsOfAMorning { get; }

    public int BytesOfAMorning { get; }

    /// <summary>Makes it.</summary>
    public static OwnerSample Make(int tolls)
    {
        var fleet = BulkFleet.Make(tolls, tolls / 10);
        using var folder = new LedgerFolder();
        var store = new MeteredStore(folder.Records);
        var ledger = folder.Open(store);
        LedgerFolder.Result(ledger.ImportTripsAsync(fleet.Trips.Name, fleet.Trips.Bytes, "bench"));
        LedgerFolder.Result(ledger.ImportFleetAsync(fleet.FleetFile.Name, fleet.FleetFile.Bytes, "bench"));
        // Newest first, spread evenly: so many lines are a day.
        var lines = Lines(fleet.Statement.Bytes);
        var (header, rows, ofADay) = (lines[0], lines[1..], tolls / Days);
        LedgerFolder.Result(ledger.ImportStatementAsync("history.csv", Text(header, rows[ofADay..]), "bench"));
        var history = store.Meter;
        // As a process finds it that has not had it open.
        store.Meter = new Meter();
        var collected = rows[..(ofADay * DaysOfACollection)];
        var file = Text(header, collected);
        LedgerFolder.Result(folder.Open(store).ImportStatementAsync(fleet.Statement.Name, file, "bench"));
        return new OwnerSample(tolls, history, store.Meter, [.. store.Items], collected.Length, file.Length);
    }

    private static string[] Lines(byte[] file) => System.Text.Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Text(string header, string[] rows) => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)) + "\n");
}
