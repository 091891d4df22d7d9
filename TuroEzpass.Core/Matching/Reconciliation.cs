using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>What was decided: one decision for every row of every statement.</summary>
public sealed class Reconciliation
{
    private readonly Decision[][] decisions;
    private readonly List<Crossing> grouped;
    private readonly HashSet<RowPlace> inGroup;

    internal Reconciliation(
        IReadOnlyList<Statement> statements, TripBook trips, FleetBook fleet, MatchingOptions options,
        Decision[][] decisions, List<Crossing> grouped, TripTimelines timelines)
    {
        Statements = statements;
        Trips = trips;
        Fleet = fleet;
        Options = options;
        Timelines = timelines;
        this.decisions = decisions;
        this.grouped = grouped;
        inGroup = [.. grouped.SelectMany(crossing => crossing.Rows)];
    }

    /// <summary>The statements.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>The trips.</summary>
    public TripBook Trips { get; }

    /// <summary>The tags and plates.</summary>
    public FleetBook Fleet { get; }

    /// <summary>The doubtful times it was decided with.</summary>
    public MatchingOptions Options { get; }

    internal TripTimelines Timelines { get; }

    /// <summary>A statement's decisions, one for each row in its order.</summary>
    public IReadOnlyList<Decision> DecisionsOf(int statement) => decisions[statement];

    /// <summary>A row.</summary>
    public ref readonly StatementRow RowAt(RowPlace place) => ref Statements[place.Statement].Rows[place.Row];

    /// <summary>A row's decision.</summary>
    public Decision DecisionAt(RowPlace place) => decisions[place.Statement][place.Row];

    /// <summary>The crossings of an outcome: those with a credit among their rows, and every other toll row by itself.</summary>
    public IEnumerable<Crossing> CrossingsOf(Outcome outcome)
    {
        foreach (var crossing in grouped)
        {
            if (DecisionAt(crossing.Rows[0]).Outcome == outcome)
                yield return crossing;
        }

        for (var file = 0; file < decisions.Length; file++)
        {
            for (var index = 0; index < decisions[file].Length; index++)
            {
                var place = new RowPlace(file, index);
                if (decisions[file][index].Outcome == outcome && Statements[file].Rows[index].Kind == RowKind.Toll && !IsGrouped(place))
                    yield return new Crossing([place], Statements[file].Rows[index].Amount ?? Money.Zero);
            }
        }
    }

    /// <summary>The crossings that have a credit among their rows, whatever their outcome.</summary>
    internal IReadOnlyList<Crossing> Grouped => grouped;

    internal bool IsGrouped(RowPlace place) => inGroup.Count > 0 && inGroup.Contains(place);

    internal void Set(RowPlace place, Decision decision) => decisions[place.Statement][place.Row] = decision;
}
