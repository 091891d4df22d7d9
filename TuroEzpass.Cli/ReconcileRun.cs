using NodaTime;
using TuroEzpass.Core;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Cli;

/// <summary>The inputs of <c>reconcile</c>.</summary>
internal sealed record ReconcileInputs
{
    public required IReadOnlyList<FileInfo> Statements { get; init; }

    public required IReadOnlyList<FileInfo> Trips { get; init; }

    public FileInfo? Fleet { get; init; }

    public IReadOnlyList<FileInfo> Handovers { get; init; } = [];

    public IReadOnlyList<StatedCoverage> Complete { get; init; } = [];

    public required DirectoryInfo Out { get; init; }

    public required ZoneCalendar Zone { get; init; }

    public IReadOnlyList<FileInfo> Layouts { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Vehicles { get; init; } = [];

    public IReadOnlyList<FileInfo> Proofs { get; init; } = [];

    public IReadOnlyList<FileInfo> Filed { get; init; } = [];

    public required LocalDate AsOf { get; init; }

    public OutputFormat Format { get; init; }

    public bool WritesEvidence { get; init; } = true;

    public MatchingOptions Matching { get; init; } = new();

    public ClaimRules Rules { get; init; } = new();
}

/// <summary>Reads the files, matches the tolls and writes the results.</summary>
internal sealed class ReconcileRun(ReconcileInputs inputs)
{
    private readonly List<string> notes = [];

    /// <summary>Runs the command.</summary>
    /// <returns>0 if everything is decided, 1 if rows need review.</returns>
    /// <exception cref="InputException">An input cannot be read.</exception>
    public int Run()
    {
        using var progress = new Progress();
        if (inputs.WritesEvidence)
            EvidenceFiles.WarmUp();
        var proofs = inputs.Proofs.Select(file => ProofFile.Check(file.Name, InputFiles.Read(file))).ToList();
        var (reconciliation, claims, symbols, catalog) = Decide(progress);
        MakeFolder();
        var evidence = new EvidenceFiles(inputs, reconciliation, new StatementReader(catalog, symbols), proofs).Write(claims, progress, notes);
        progress.Say("writing the tables");
        Write("outcomes.csv", stream => ResultFiles.WriteOutcomes(reconciliation, stream));
        Write("claims.csv", stream => ResultFiles.WriteClaims(reconciliation, claims, stream));
        Write("review.csv", stream => ResultFiles.WriteReview(reconciliation, stream));
        Write("unmapped.csv", stream => ResultFiles.WriteUnmapped(reconciliation, stream));
        var summary = Summary.Of(reconciliation, claims, inputs.AsOf, evidence, notes);
        Write("summary.json", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(summary.ToJson())));
        progress.Dispose();
        if (inputs.Format == OutputFormat.Json)
            Console.Out.Write(summary.ToJson());
        else
            SummaryTable.Print(summary, claims, inputs.Out);
        return summary.NeedsPerson ? ExitCodes.NeedsPerson : ExitCodes.Done;
    }

    private (Reconciliation Reconciliation, IReadOnlyList<Claim> Claims, Symbols Symbols, LayoutCatalog Catalog) Decide(Progress progress)
    {
        var catalog = LayoutCatalog.BuiltIn.With(inputs.Layouts.Select(file => LayoutFile.Read(file.Name, new StringReader(System.Text.Encoding.UTF8.GetString(InputFiles.Read(file))))));
        var symbols = new Symbols();
        var reader = new StatementReader(catalog, symbols);
        var statements = new List<Statement>();
        foreach (var file in inputs.Statements)
        {
            progress.Say($"reading {file.Name}");
            var statement = reader.Read(file.Name, InputFiles.Read(file), VehicleOf(file));
            statement.ReadOn(inputs.AsOf);
            statements.Add(statement);
        }

        progress.Say("reading the trips");
        var tripsFiles = inputs.Trips.Select(file => TripsReader.Read(file.Name, InputFiles.Read(file), inputs.AsOf)).ToList();
        var handovers = inputs.Handovers.Select(file => HandoversFile.Read(file.Name, InputFiles.Read(file))).ToList();
        var filed = new FiledTolls();
        foreach (var file in inputs.Filed)
            filed.Add(file.Name, InputFiles.Read(file));

        var files = new TollFiles
        {
            Statements = statements,
            Symbols = symbols,
            Trips = tripsFiles,
            Fleet = inputs.Fleet is { } fleetFile ? (fleetFile.Name, InputFiles.Read(fleetFile)) : null,
            Handovers = [.. handovers.SelectMany(file => file.Lines, (_, line) => line.Handover)],
            Coverage = inputs.Complete,
            Filed = filed,
            Zone = inputs.Zone,
            Matching = inputs.Matching,
        };
        CheckHandovers(handovers, files);
        progress.Say("deciding");
        var decided = files.Decide();
        AddNotes(tripsFiles, statements, decided.Reconciliation.Fleet.Assignments);
        return (decided.Reconciliation, decided.Claims(inputs.Rules, inputs.AsOf, inputs.Proofs.Count > 0), symbols, catalog);
    }

    /// <summary>Each file is checked against the times in the files before it.</summary>
    private void CheckHandovers(List<HandoversFile> handovers, TollFiles files)
    {
        for (var index = 0; index < handovers.Count; index++)
        {
            var before = files with { Handovers = [.. handovers.Take(index).SelectMany(file => file.Lines, (_, line) => line.Handover)] };
            foreach (var unknown in handovers[index].Check(before.ReadTrips().Trips))
                notes.Add($"{handovers[index].FileName}, line {unknown.Line}: no trips file has trip {unknown.Handover.ReservationId}, so its times are not used.");
        }
    }

    private void MakeFolder()
    {
        if (File.Exists(inputs.Out.FullName))
            throw new InputException(inputs.Out.Name, null, "this is a file.", "--out must name a folder.");
        try
        {
            inputs.Out.Create();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(inputs.Out.Name, null, "the folder cannot be created.", "Give another one with --out.", fault);
        }
    }

    private string? VehicleOf(FileInfo file) => inputs.Vehicles
        .Where(pair => pair.Key == file.Name || Path.GetFullPath(pair.Key) == file.FullName)
        .Select(pair => pair.Value)
        .LastOrDefault();

    private void AddNotes(List<TripsFile> tripsFiles, List<Statement> statements, IReadOnlyList<Assignment> assignments)
    {
        foreach (var file in tripsFiles.Where(file => !file.IsDated))
            notes.Add($"{file.FileName} has no date in its name, so {file.Date:uuuu-MM-dd} is assumed{(file.Date < inputs.AsOf ? ", because a trip of that day had not started" : "")}. Keep the name that Turo gives the file: trip_earnings_export_YYYYMMDD.csv.");
        foreach (var statement in statements.Where(statement => statement.Layout.OneVehicle && statement.AssignedVehicle is null))
            notes.Add($"{statement.FileName} has no tag or plate column. Give its vehicle with --vehicle {statement.FileName}=ID.");
        foreach (var assignment in assignments.Where(assignment => !assignment.Vehicle.HasTrips).DistinctBy(assignment => assignment.Vehicle))
            notes.Add($"fleet vehicle {assignment.Vehicle.Id} ({inputs.Fleet!.Name}, line {assignment.Line}) is in no trips file, so its tolls cannot be matched.");
        foreach (var name in statements.GroupBy(statement => statement.FileName).Where(same => same.Count() > 1).Select(same => same.Key))
            notes.Add($"two statements are named {name}, so you can't tell their rows apart in outcomes.csv. Rename one.");
        foreach (var pair in inputs.Vehicles.Where(pair => !inputs.Statements.Any(file => pair.Key == file.Name || Path.GetFullPath(pair.Key) == file.FullName)))
            notes.Add($"--vehicle {pair.Key}={pair.Value} matches no statement of this run.");
        if (inputs.Filed.Count == 0)
            notes.Add("This command does not remember what you have filed with Turo. Pass the outcomes.csv of filed tolls with --filed, or they will be listed again.");
    }

    private void Write(string name, Action<Stream> write) => ResultFile.Write(Path.Combine(inputs.Out.FullName, name), write);
}
