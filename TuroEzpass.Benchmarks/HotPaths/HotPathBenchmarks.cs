using BenchmarkDotNet.Attributes;
using TuroEzpass.Benchmarks.Accuracy;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.HotPaths;

/// <summary>Reading and deciding a statement of 100,000 rows.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class StatementBenchmarks
{
    private BulkFleet fleet = null!;
    private TripBook trips = null!;
    private FleetBook book = null!;
    private Symbols symbols = null!;
    private Statement statement = null!;

    [GlobalSetup]
    public void Setup()
    {
        fleet = BulkFleet.Make(100_000, 10_000);
        (trips, book) = Pipeline.ReadTrips([fleet.Trips], fleet.FleetFile);
        symbols = new Symbols();
        statement = new StatementReader(LayoutCatalog.BuiltIn, symbols).Read(fleet.Statement.Name, fleet.Statement.Bytes);
    }

    [Benchmark]
    public Statement ReadStatement() => new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(fleet.Statement.Name, fleet.Statement.Bytes);

    [Benchmark]
    public TripBook ReadTrips() => Pipeline.ReadTrips([fleet.Trips], fleet.FleetFile).Trips;

    [Benchmark]
    public Reconciliation Decide() => Reconciler.Decide([statement], trips, book, symbols, new MatchingOptions());
}

/// <summary>Reading the cells that every row has: an amount, and a tag or plate.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class CellBenchmarks
{
    [Params("$-2.86", "($1,234.56)", "0.56000000000000005")]
    public string Amount { get; set; } = "";

    [Benchmark]
    public long ReadAmount() => AmountText.TryRead(Amount, out var cents) ? cents : 0;
}

/// <summary>Reading a tag or plate in the forms that statements have.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class IdentifierBenchmarks
{
    [Params(" 00499000111", "NY ABC1234", "ABC1234    PA", "1.29143E+11")]
    public string Cell { get; set; } = "";

    [Benchmark]
    public TagOrPlate? ReadIdentifier()
    {
        TagOrPlate.Read(Cell, out var identifier);
        return identifier;
    }
}
