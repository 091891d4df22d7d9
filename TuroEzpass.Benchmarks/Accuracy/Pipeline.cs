using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;
using TuroEzpass.World;
using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.Benchmarks.Accuracy;

/// <summary>The program's path from files to decisions, the same as in <c>reconcile</c>.</summary>
internal static class Pipeline
{
    /// <summary>Reads the files and decides all rows.</summary>
    /// <param name="fleet">The files.</param>
    /// <param name="handovers">The stated times of pickups and returns; null for none.</param>
    public static Reconciliation Run(TrueFleet fleet, IReadOnlyList<Handover>? handovers = null)
    {
        var symbols = new Symbols();
        var reader = new StatementReader(LayoutCatalog.BuiltIn, symbols);
        var files = Files(fleet.Trips, fleet.FleetFile, symbols, [.. fleet.Statements.Select(file => reader.Read(file.Name, file.Bytes))]);
        return (files with { Handovers = handovers ?? [] }).Decide().Reconciliation;
    }

    /// <summary>Reads the trips and the fleet file.</summary>
    public static (TripBook Trips, FleetBook Fleet) ReadTrips(IReadOnlyList<InputFile> files, InputFile? fleetFile) =>
        Files(files, fleetFile, new Symbols(), []).ReadTrips();

    /// <summary>The bytes of <c>outcomes.csv</c>, as a host sees it.</summary>
    public static byte[] Outcomes(Reconciliation reconciliation)
    {
        using var stream = new MemoryStream();
        ResultFiles.WriteOutcomes(reconciliation, stream);
        return stream.ToArray();
    }

    private static TollFiles Files(IReadOnlyList<InputFile> trips, InputFile? fleet, Symbols symbols, IReadOnlyList<Statement> statements) => new()
    {
        Statements = statements,
        Symbols = symbols,
        Trips = [.. trips.Select(file => TripsReader.Read(file.Name, file.Bytes, new NodaTime.LocalDate(2026, 4, 20)))],
        Fleet = fleet is null ? null : (fleet.Name, fleet.Bytes),
    };
}
