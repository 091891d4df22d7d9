using System.Text;
using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Tests.Matching;

/// <summary>The outcome of one statement row, in plain values.</summary>
internal sealed record Answer(
    string File, int Line, Outcome Outcome, Reason Reason, string? Trip, string? Other, string? Vehicle, string Amount, string At, string Kind, string Text)
{
    /// <summary>Everything that must not depend on any order.</summary>
    public string Essence => $"{Outcome} {Reason} {Trip} {Other} {Vehicle} {Amount} {At} {Kind}";
}

/// <summary>A run from file bytes: statements, trips and fleet are text, and everything from the readers to the reports is real.</summary>
internal sealed class Scenario
{
    private readonly List<(string Name, byte[] Bytes, string? Vehicle)> statements = [];
    private readonly List<(string Name, byte[] Bytes)> trips = [];
    private readonly List<(string Name, byte[] Bytes)> filed = [];
    private readonly List<Handover> handovers = [];
    private string? fleet;

    public MatchingOptions Options { get; init; } = new();

    public string Zone { get; init; } = "America/New_York";

    public LocalDate AsOf { get; init; } = new(2026, 3, 31);

    public bool HasProof { get; init; }

    public ClaimRules Rules { get; init; } = new();

    public int ParallelBytes { get; init; } = StatementReader.UsualParallelBytes;

    public static Scenario With(params string[] tripLines) => new Scenario().Trips(tripLines);

    /// <summary>A New Jersey statement of the lines given.</summary>
    public Scenario Nj(params string[] lines) => Statement($"nj{statements.Count + 1}.csv", Text([Rows.NjHeader, .. lines]));

    /// <summary>A New York statement of the lines given.</summary>
    public Scenario Ny(params string[] lines) => Statement($"ny{statements.Count + 1}.csv", Text([Rows.NyHeader, .. lines]));

    public Scenario Statement(string name, string text, string? vehicle = null) => Statement(name, Encoding.UTF8.GetBytes(text), vehicle);

    public Scenario Statement(string name, byte[] bytes, string? vehicle = null)
    {
        statements.Add((name, bytes, vehicle));
        return this;
    }

    /// <summary>A trips file downloaded on 2026-03-31.</summary>
    public Scenario Trips(params string[] lines) => TripsOf("trip_earnings_export_20260331.csv", lines);

    public Scenario TripsOf(string name, params string[] lines) => TripsOf(name, Encoding.UTF8.GetBytes(Text([Rows.TripHeader, .. lines])));

    public Scenario TripsOf(string name, byte[] bytes)
    {
        trips.Add((name, bytes));
        return this;
    }

    /// <summary>The lines of fleet.csv, without its header.</summary>
    public Scenario Fleet(params string[] lines)
    {
        fleet = Text(["kind,value,state,vehicle,from,to,zone", .. lines]);
        return this;
    }

    /// <summary>Stated times, in the order in which they were recorded.</summary>
    public Scenario Handovers(params Handover[] stated)
    {
        handovers.AddRange(stated);
        return this;
    }

    public Scenario Filed(byte[] outcomes)
    {
        filed.Add(("filed.csv", outcomes));
        return this;
    }

    public Decided Run()
    {
        var symbols = new Symbols();
        var reader = new StatementReader(LayoutCatalog.BuiltIn, symbols) { ParallelBytes = ParallelBytes };
        var known = new FiledTolls();
        foreach (var (name, bytes) in filed)
            known.Add(name, bytes);
        var decided = new TollFiles
        {
            Statements = statements.ConvertAll(file => reader.Read(file.Name, file.Bytes, file.Vehicle)),
            Symbols = symbols,
            Trips = trips.ConvertAll(file => TripsReader.Read(file.Name, file.Bytes, AsOf)),
            Fleet = fleet is null ? null : ("fleet.csv", Encoding.UTF8.GetBytes(fleet)),
            Handovers = handovers,
            Filed = known,
            Zone = Zones.Get(Zone),
            Matching = Options,
        }.Decide();
        return new Decided(decided.Reconciliation, decided.Claims(Rules, AsOf, HasProof));
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";
}

/// <summary>The result of a scenario.</summary>
internal sealed class Decided
{
    public Decided(Reconciliation reconciliation, IReadOnlyList<Claim> claims)
    {
        Reconciliation = reconciliation;
        Claims = claims;
        Answers = [.. reconciliation.Statements.SelectMany((statement, file) => statement.Rows.Select((row, index) => Of(statement, row, reconciliation.DecisionsOf(file)[index])))];
    }

    public Reconciliation Reconciliation { get; }

    public IReadOnlyList<Claim> Claims { get; }

    public IReadOnlyList<Answer> Answers { get; }

    /// <summary>The only answer of a run with one row.</summary>
    public Answer Only => Assert.Single(Answers);

    public Answer At(int line, string? file = null) => Assert.Single(Answers, answer => answer.Line == line && (file is null || answer.File == file));

    public IEnumerable<Outcome> Outcomes => Answers.Select(answer => answer.Outcome);

    public byte[] Outcomes_csv => Written(stream => ResultFiles.WriteOutcomes(Reconciliation, stream));

    public byte[] Claims_csv => Written(stream => ResultFiles.WriteClaims(Reconciliation, Claims, stream));

    public byte[] Review_csv => Written(stream => ResultFiles.WriteReview(Reconciliation, stream));

    public byte[] Unmapped_csv => Written(stream => ResultFiles.WriteUnmapped(Reconciliation, stream));

    /// <summary>The cells of a written table, its header first.</summary>
    public static List<string[]> Cells(byte[] csv)
    {
        var lines = new List<string[]>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in Encoding.UTF8.GetString(csv))
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            if (isQuoted || letter is not (',' or '\n'))
            {
                cell.Append(letter);
                continue;
            }

            cells.Add(Unquoted(cell.ToString()));
            cell.Clear();
            if (letter == ',')
                continue;
            lines.Add([.. cells]);
            cells.Clear();
        }

        Assert.True(cell.Length == 0 && !isQuoted, "the last line is not ended");
        return lines;
    }

    private static string Unquoted(string cell) =>
        cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;

    /// <summary>A column of a written table, without the header.</summary>
    public static List<string> Column(byte[] csv, string name)
    {
        var cells = Cells(csv);
        var ordinal = Array.IndexOf(cells[0], name);
        return cells.Skip(1).Select(line => line[ordinal]).ToList();
    }

    private static byte[] Written(Action<Stream> write)
    {
        var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static Answer Of(Statement statement, StatementRow row, Decision decision) => new(
        statement.FileName, row.Line, decision.Outcome, decision.Reason, decision.Trip?.ReservationId, decision.Other?.ReservationId,
        decision.Vehicle?.Id, row.Amount?.ToString() ?? "", RowTexts.TransactionAt(row), Reasons.KindOf(row, decision), ReasonText.Of(Reasons.Of(row, decision)));
}
