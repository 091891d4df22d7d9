using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>The result of matching: one decision for every row of every statement.</summary>
public sealed class Reconciliation
{
    private readonly Decision[][] decisions;
    private readonly IReadOnlyDictionary<RowPlace, RowPlace> rivals;
    private readonly List<Crossing> grouped;
    private ILookup<RowPlace, RowPlace>? held;
    private readonly Dictionary<RowPlace, Crossing> inGroup = [];

    internal Reconciliation(
        IReadOnlyList<Statement> statements, TripBook trips, FleetBook fleet, MatchingOptions options,
        DecisionBook book, List<Crossing> grouped, TripTimelines timelines)
    {
        Statements = statements;
        Trips = trips;
        Fleet = fleet;
        Options = options;
        Timelines = timelines;
        decisions = book.All;
        rivals = book.Rivals;
        this.grouped = grouped;
        foreach (var crossing in grouped)
        {
            foreach (var place in crossing.Rows)
                inGroup[place] = crossing;
        }
    }

    /// <summary>The statements.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>The trips.</summary>
    public TripBook Trips { get; }

    /// <summary>The tags and plates.</summary>
    public FleetBook Fleet { get; }

    /// <summary>The matching rules that were used.</summary>
    public MatchingOptions Options { get; }

    internal TripTimelines Timelines { get; }

    /// <summary>The decisions of a statement, one for each row in order.</summary>
    public IReadOnlyList<Decision> DecisionsOf(int statement) => decisions[statement];

    /// <summary>A row.</summary>
    public ref readonly StatementRow RowAt(RowPlace place) => ref Statements[place.Statement].Rows[place.Row];

    /// <summary>A row's decision.</summary>
    public Decision DecisionAt(RowPlace place) => decisions[place.Statement][place.Row];

    /// <summary>The other row that a row's reason is about: the row that it repeats, the other charge of its passage, or the credit
    /// that may refund it. Null if there is none.</summary>
    public RowPlace? RivalOf(RowPlace place) => rivals.TryGetValue(place, out var rival) ? rival : null;

    /// <summary>The charges that a credit may refund, in the order of the files.</summary>
    public IReadOnlyList<RowPlace> ChargesOf(RowPlace credit)
    {
        held ??= rivals.Where(pair => DecisionAt(pair.Key).Reason == Reason.MayBeRefunded).ToLookup(pair => pair.Value, pair => pair.Key);
        return [.. held[credit].OrderBy(place => place.Statement).ThenBy(place => place.Row)];
    }

    /// <summary>The crossings of an outcome: those with a credit among their rows, and every other toll row on its own.</summary>
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

    /// <summary>The crossings with a credit among their rows, regardless of their outcome.</summary>
    internal IReadOnlyList<Crossing> Grouped => grouped;

    internal bool IsGrouped(RowPlace place) => inGroup.Count > 0 && inGroup.ContainsKey(place);

    /// <summary>The crossing with a credit that a row belongs to; null if there is none.</summary>
    internal Crossing? GroupOf(RowPlace place) => inGroup.GetValueOrDefault(place);

    internal void Set(RowPlace place, Decision decision) => decisions[place.Statement][place.Row] = decision;
}
