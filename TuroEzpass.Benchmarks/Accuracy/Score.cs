using TuroEzpass.Benchmarks.Truth;
using TuroEzpass.Benchmarks.Truth.Files;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Benchmarks.Accuracy;

/// <summary>A row on which the program and the truth differ.</summary>
internal sealed record Disagreement(int Seed, string Statement, TrueRow Truth, DecidedRow Decided);

/// <summary>How well the program decided, over any number of fleets.</summary>
internal sealed class Score
{
    private const int Outcomes = (int)Outcome.AlreadyCharged + 1;

    /// <summary>Rows by true (first) and decided (second) outcome.</summary>
    public int[,] Agreement { get; } = new int[Outcomes, Outcomes];

    public List<Disagreement> Disagreements { get; } = [];

    /// <summary>Rows and disagreements of each situation.</summary>
    public SortedDictionary<string, (int Rows, int Differ)> Situations { get; } = new(StringComparer.Ordinal);

    /// <summary>Files whose rows in and out differ, with both counts.</summary>
    public List<string> LostRows { get; } = [];

    public int Rows { get; private set; }

    public long CentsIn { get; private set; }

    public long CentsOut { get; private set; }

    public int TrulyMatched { get; private set; }

    public int DecidedMatched { get; private set; }

    /// <summary>Matched, and to the right reservation.</summary>
    public int RightlyMatched { get; private set; }

    public double Precision => DecidedMatched == 0 ? 1 : (double)RightlyMatched / DecidedMatched;

    public double Recall => TrulyMatched == 0 ? 1 : (double)RightlyMatched / TrulyMatched;

    /// <summary>Disagreements that are worse than asking a person once too often.</summary>
    public IEnumerable<Disagreement> Errors => Disagreements.Where(differ => differ.Decided.Outcome != Outcome.NeedsReview);

    public bool IsSound => LostRows.Count == 0 && CentsIn == CentsOut && !Errors.Any();

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
        Agreement[(int)truth.Outcome, (int)decided.Outcome]++;
        var isRight = decided.Outcome == truth.Outcome && (truth.Outcome != Outcome.Matched || decided.Reservation == truth.Line.Reservation);
        TrulyMatched += truth.Outcome == Outcome.Matched ? 1 : 0;
        DecidedMatched += decided.Outcome == Outcome.Matched ? 1 : 0;
        RightlyMatched += truth.Outcome == Outcome.Matched && isRight ? 1 : 0;
        var (rows, differ) = Situations.GetValueOrDefault(truth.Line.Situation);
        Situations[truth.Line.Situation] = (rows + 1, differ + (isRight ? 0 : 1));
        if (!isRight)
            Disagreements.Add(new Disagreement(seed, statement, truth, decided));
    }
}
