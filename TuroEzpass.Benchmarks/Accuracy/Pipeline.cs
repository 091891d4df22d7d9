using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;
using TuroEzpass.World;
using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.Benchmarks.Accuracy;

/// <summary>The program's own way from files to decisions, as <c>reconcile</c> goes it.</summary>
internal static class Pipeline
{
    /// <summary>Reads and decides.</summary>
    public static Reconciliation Run(TrueFleet fleet)
    {
        var symbols = new Symbols();
        var reader = new StatementReader(LayoutCatalog.BuiltIn, symbols);
        var statements = fleet.Statements.Select(file => reader.Read(file.Name, file.Bytes)).ToList();
        var (trips, book) = ReadTrips(fleet.Trips, fleet.FleetFile);
        return Reconciler.Decide(statements, trips, book, symbols, new MatchingOptions());
    }

    /// <summary>Reads the trips and the fleet file.</summary>
    public static (TripBook Trips, FleetBook Fleet) ReadTrips(IReadOnlyList<InputFile> files, InputFile? fleetFile)
    {
        var zone = Zones.Get("America/New_York");
        var asOf = new NodaTime.LocalDate(2026, 4, 20);
        var tripsFiles = files.Select(file => TripsReader.Read(file.Name, file.Bytes, asOf)).ToList();
        var vehicles = TripBook.ReadVehicles(tripsFiles);
        var assignments = fleetFile is null ? [] : FleetFile.Read(fleetFile.Name, fleetFile.Bytes, vehicles, zone);
        return (TripBook.Build(tripsFiles, vehicles, zone), new FleetBook(assignments, vehicles));
    }

    /// <summary>The bytes of <c>outcomes.csv</c>: what a host gets to see.</summary>
    public static byte[] Outcomes(Reconciliation reconciliation)
    {
        using var stream = new MemoryStream();
        ResultFiles.WriteOutcomes(reconciliation, stream);
        return stream.ToArray();
    }
}
