using Sylvan.Data.Csv;
using TuroEzpass.Benchmarks.Accuracy;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>How fast statements are read and decided, compared with the minimum that any program needs.</summary>
internal static class SpeedChecks
{
    /// <summary>Measures with a host's files.</summary>
    public static IEnumerable<Check> Run(BulkFleet fleet)
    {
        var (trips, book) = Pipeline.ReadTrips([fleet.Trips], fleet.FleetFile);
        var bytes = fleet.Statement.Bytes;
        var (parse, pass) = Ratio.Measure(
            () =>
            {
                var own = new Symbols();
                var read = new StatementReader(LayoutCatalog.BuiltIn, own).Read(fleet.Statement.Name, bytes);
                Reconciler.Decide([read], trips, book, own, new MatchingOptions());
            },
            () => PassOver(bytes));
        var symbols = new Symbols();
        var statement = new StatementReader(LayoutCatalog.BuiltIn, symbols).Read(fleet.Statement.Name, bytes);
        yield return Check.AtMost(
            $"parse and decide {statement.Rows.Count:#,0} rows / bare Sylvan pass", parse / pass, 4,
            $"{Check.Milliseconds(parse)} against {Check.Milliseconds(pass)}: medians of interleaved runs on the same bytes ({bytes.Length / 1e6:0} MB, New York's layout, {trips.Trips.Count:#,0} trips already read). "
            + "Parse and decide hashes the file, reads every row and decides it, on as many threads as the reader takes; the bare pass is a CsvDataReader that reads every row and each field's text with GetString.");

        var pairs = Pairs(statement, trips);
        var copy = new (int Vehicle, long Instant)[pairs.Length];
        var (decide, sort) = Ratio.Measure(
            () => Reconciler.Decide([statement], trips, book, symbols, new MatchingOptions()),
            () => Array.Sort(copy),
            prepare: () => pairs.CopyTo(copy, 0));
        yield return Check.AtMost(
            $"decide {pairs.Length:#,0} rows on one thread / Array.Sort of their (vehicle, instant) pairs", decide / sort, 4,
            $"{Check.Milliseconds(decide)} against {Check.Milliseconds(sort)}: medians of interleaved runs. Deciding includes building the cars' timelines; the pairs are (int, long) tuples in the statement's order.");
    }

    private static int PassOver(byte[] bytes)
    {
        using var reader = CsvDataReader.Create(
            new StreamReader(new MemoryStream(bytes), System.Text.Encoding.UTF8, false, 1 << 16),
            new CsvDataReaderOptions { BufferSize = 1 << 17 });
        var letters = 0;
        while (reader.Read())
        {
            for (var field = 0; field < reader.FieldCount; field++)
                letters += reader.GetString(field).Length;
        }

        return letters;
    }

    private static (int Vehicle, long Instant)[] Pairs(Statement statement, TripBook trips)
    {
        var numbers = trips.Vehicles.Vehicles.Count;
        return [.. statement.Rows.Select(row => (row.Identifier!.GetHashCode() % numbers, row.Travel.LocalSeconds))];
    }
}
