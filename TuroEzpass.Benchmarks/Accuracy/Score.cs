using TuroEzpass.Core.Matching;
using TuroEzpass.World.Custody;
using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.Benchmarks.Accuracy;

/// <summary>A row for which the program's outcome differs from the expected one.</summary>
internal sealed record Disagreement(int Seed, string Statement, TrueRow Truth, DecidedRow Decided);

/// <summary>The accuracy of the program's decisions over any number of fleets.</summary>
internal sealed class Score
{
    private const int Outcomes = (int)Outcome.AlreadyCharged + 1;

    /// <summary>Rows by expected (first) and decided (second) outcome.</summary>
    public int[,] Agreement { get; } = new int[Outcomes, Outcomes];

    public List<Disagreement> Disagreements { get; } = [];

    /// <summary>Rows and disagreements of each situation.</summary>
    public SortedDictionary<string, (int Rows, int Differ)> Situations { get; } = new(StringComparer.Ordinal);

    /// <summary>Files with a different number of rows in and out, with both counts.</summary>
    public List<string> LostRows { get; } = [];

    /// <summary>Who drove, compared with decisions by booked times alone.</summary>
    public CustodyScore Booked { get; } = new();

    /// <summary>The same with all real times stated.</summary>
    public CustodyScore Known { get; } = new();

    /// <summary>The same with some of the times, which are not exact.</summary>
    public CustodyScore Guessed { get; } = new();

    public int Rows { get; private set; }

    public long CentsIn { get; private set; }

    public long CentsOut { get; private set; }

    public int TrulyMatched { get; private set; }

    public int DecidedMatched { get; private set; }

    /// <summary>Matched rows that someone other than the guest drove, regardless of what the files show.</summary>
    public int OthersDrove { get; private set; }

    /// <summary>Rows whose expected outcome contradicts who drove: this means that the invented fleet is wrong.</summary>
    public int Contradictions { get; private set; }

    /// <summary>Matched, and to the right reservation.</summary>
    public int RightlyMatched { get; private set; }

    public double Precision => DecidedMatched == 0 ? 1 : (double)RightlyMatched / DecidedMatched;

    public double Recall => TrulyMatched == 0 ? 1 : (double)RightlyMatched / TrulyMatched;

    /// <summary>Disagreements that are worse than an unnecessary review.</summary>
    public IEnumerable<Disagreement> Errors => Disagreements.Where(differ => differ.Decided.Outcome != Outcome.NeedsReview);

    public bool IsSound => LostRows.Count == 0 && CentsIn == CentsOut && OthersDrove == 0 && Contradictions == 0 && !Errors.Any();

    /// <summary>Adds a fleet.</summary>
    public void Add(int seed, TrueFleet fleet, IReadOnlyList<DecidedRow> decided)
    {
        var byStatement = decided.ToLookup(row => row.Statement);
        foreach (var file in fleet.Statements)
        {
            var own = byStatement[file.Name].ToDictionary(row => row.Line);
            var matching = file.Rows.Count(row => own.ContainsKey(row.LineNumber));
            if (own.Count != file.Rows.Count || matching != file.Rows.Count)
                LostRows.Add($"seed {seed}, {file.Name}: {file.Rows.Count} rows in, {own.Count} out, {matching} by the same line");
            CentsOut += own.Values.Sum(row => row.Cents);
            foreach (var truth in file.Rows)
            {
                CentsIn += truth.Line.Cents;
                Rows++;
                if (own.TryGetValue(truth.LineNumber, out var row))
                    Compare(seed, file.Name, truth, row);
            }
        }
    }

    private void Compare(int seed, string statement, TrueRow truth, DecidedRow decided)
    {
        var expected = truth.Expected();
        Agreement[(int)expected, (int)decided.Outcome]++;
        var isRight = decided.Outcome == expected && (expected != Outcome.Matched || decided.Reservation == truth.Line.Reservation);
        TrulyMatched += expected == Outcome.Matched ? 1 : 0;
        DecidedMatched += decided.Outcome == Outcome.Matched ? 1 : 0;
        RightlyMatched += expected == Outcome.Matched && isRight ? 1 : 0;
        if (decided.Outcome == Outcome.Matched && truth.Line.Driver != new Driver(DriverKind.Guest, decided.Reservation))
            OthersDrove++;
        if (truth.Line.ContradictsTruth)
            Contradictions++;
        var (rows, differ) = Situations.GetValueOrDefault(truth.Line.Situation);
        Situations[truth.Line.Situation] = (rows + 1, differ + (isRight ? 0 : 1));
        if (!isRight)
            Disagreements.Add(new Disagreement(seed, statement, truth, decided));
    }
}

/// <summary>The expected decision for a row, in the program's terms.</summary>
internal static class Expectation
{
    /// <summary>The outcome that a row must have.</summary>
    public static Outcome Expected(this TrueRow row) => Enum.Parse<Outcome>(row.Answer.ToString());
}
