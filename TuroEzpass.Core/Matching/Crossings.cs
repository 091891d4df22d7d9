using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Matching;

/// <summary>The position of a row.</summary>
/// <param name="Statement">The statement's index.</param>
/// <param name="Row">The row's index in the statement.</param>
public readonly record struct RowPlace(int Statement, int Row);

/// <summary>One passage of a car: the rows that charge, re-rate and credit it. The net is the amount owed for it.</summary>
/// <param name="Rows">Its rows, in the order of the files.</param>
/// <param name="Net">Charges minus credits.</param>
public sealed record Crossing(IReadOnlyList<RowPlace> Rows, Money Net);

/// <summary>Decides about passages: which rows are copies, which charge and credit one crossing, and which charges can't both be right.</summary>
internal sealed class Crossings(PassageRows rows, DecisionBook book)
{
    private readonly Dictionary<RowPlace, RowPlace> copyOf = [];
    private readonly Dictionary<RowPlace, Crossing> crossingOf = [];

    /// <summary>The crossings that have a credit among their rows.</summary>
    public List<Crossing> Grouped { get; } = [];

    /// <summary>The crossing of a row; null if the row is a crossing of its own.</summary>
    public Crossing? Of(RowPlace place) => crossingOf.GetValueOrDefault(place);

    /// <summary>Settles all pairs of rows that may belong to one passage.</summary>
    /// <param name="pairs">Rows of one car that are close in time.</param>
    /// <param name="byId">A credit and the charge with the same ID, on any day.</param>
    public void Settle(IReadOnlyList<(RowPlace One, RowPlace Other)> pairs, IReadOnlyList<(RowPlace Credit, RowPlace Charge)> byId)
    {
        MarkCopies(pairs);
        Net(pairs, byId);
        foreach (var (one, other) in pairs)
        {
            var (a, b) = (LeadOf(one), LeadOf(other));
            if (a != b && IsCharge(a) && IsCharge(b) && rows.AreOnePassage(one, other) && (Of(a) is not { } crossing || crossing != Of(b)))
                Doubt(a, b);
        }
    }

    /// <summary>Marks copies: the first row of a passage stays, the others are duplicates. One form lists each passage once, so of two
    /// forms the larger count stays.</summary>
    private void MarkCopies(IReadOnlyList<(RowPlace One, RowPlace Other)> pairs)
    {
        var groups = new RowGroups();
        foreach (var (one, other) in pairs)
        {
            if (rows.AreCopies(one, other, out _))
                groups.Join(one, other);
        }

        foreach (var group in groups.All())
        {
            var passages = new List<(RowPlace Lead, HashSet<PassageRows.Form> Forms, List<RowPlace> Rows)>();
            foreach (var place in group)
            {
                var form = rows.FormOf(place);
                var known = passages
                    .Where(passage => passage.Rows.Exists(row => rows.AreCopies(row, place, out var byMark) && (byMark || !passage.Forms.Contains(form))))
                    .OrderByDescending(passage => rows.At(passage.Lead).Travel == rows.At(place).Travel)
                    .FirstOrDefault();
                if (known.Forms is null)
                {
                    passages.Add((place, [form], [place]));
                    continue;
                }

                known.Forms.Add(form);
                known.Rows.Add(place);
                copyOf[place] = known.Lead;
                SetCopy(place, known.Lead);
            }
        }
    }

    private void SetCopy(RowPlace place, RowPlace lead)
    {
        var (own, first) = (book[place], book[lead]);
        book.Set(place, new Decision(Outcome.Duplicate, Reason.Repeat), lead);
        // A copy with a less exact time may seem to be another trip's.
        if (first.Outcome == Outcome.Matched && (own.Outcome != Outcome.Matched || own.Trip != first.Trip) && own.Outcome != Outcome.Unmapped)
            book.Set(lead, first.Ending(Outcome.NeedsReview, Reason.CopiesDiffer), place);
    }

    /// <summary>Puts credits to their charges.</summary>
    private void Net(IReadOnlyList<(RowPlace One, RowPlace Other)> pairs, IReadOnlyList<(RowPlace Credit, RowPlace Charge)> byId)
    {
        var found = new List<(RowPlace Credit, RowPlace Charge, bool IsExact)>();
        foreach (var (one, other) in pairs)
        {
            var (a, b) = (LeadOf(one), LeadOf(other));
            if (a == b || PassageRows.IsCredit(rows.At(a)) == PassageRows.IsCredit(rows.At(b)))
                continue;
            var (credit, charge) = PassageRows.IsCredit(rows.At(a)) ? (a, b) : (b, a);
            if (IsCharge(charge) && rows.AreOneCrossing(rows.At(credit), rows.At(charge), out var isExact))
                found.Add((credit, charge, isExact));
        }

        var exact = found.Where(pair => pair.IsExact).Select(pair => pair.Credit).ToHashSet();
        var groups = new RowGroups();
        foreach (var (credit, charge, isExact) in found)
        {
            if (isExact || !exact.Contains(credit))
                groups.Join(credit, charge);
        }

        foreach (var (credit, charge) in byId)
            groups.Join(LeadOf(credit), LeadOf(charge));
        foreach (var group in groups.All())
            Decide(group);
    }

    /// <summary>The rows of one crossing share one outcome, and its net is what is owed.</summary>
    private void Decide(List<RowPlace> group)
    {
        var net = Money.Zero;
        foreach (var place in group)
            net += rows.At(place).Amount ?? Money.Zero;
        var decision = DecisionOf(group, net);
        var crossing = new Crossing(group, net);
        Grouped.Add(crossing);
        foreach (var place in group)
        {
            crossingOf[place] = crossing;
            book.Set(place, decision);
        }
    }

    private Decision DecisionOf(List<RowPlace> group, Money net)
    {
        var charges = group.Where(IsCharge).ToList();
        var first = book[charges[0]];
        // An adjustment whose sign the layout does not tell, or that raises a toll, is a person's to read.
        if (group.Exists(place => PassageRows.IsChange(rows.At(place)) && rows.At(place).Amount > Money.Zero))
            return first.Ending(Outcome.NeedsReview, Reason.AdjustmentUnclear);
        if (net == Money.Zero)
            return new Decision(Outcome.Excluded, Reason.Netted);
        if (net < Money.Zero)
            return first.Ending(Outcome.NeedsReview, Reason.CreditWithoutCharge);
        foreach (var place in charges.Skip(1))
        {
            var next = book[place];
            if (next.Outcome != first.Outcome || next.Vehicle != first.Vehicle || next.Judgement != first.Judgement)
                return (first.Trip is null ? next : first).Ending(Outcome.NeedsReview, Reason.CrossingRowsDiffer);
        }

        return net > charges.Max(place => rows.At(place).Amount!.Value) && first.Outcome is Outcome.Matched
            ? first.Ending(Outcome.NeedsReview, Reason.SamePassage)
            : first;
    }

    /// <summary>Two charges of one passage: both wait for a person, unless neither is a guest's.</summary>
    private void Doubt(RowPlace one, RowPlace other)
    {
        var (a, b) = (book[one], book[other]);
        if (!IsOpen(a) || !IsOpen(b) || (a.Outcome == Outcome.HostExpense && b.Outcome == Outcome.HostExpense))
            return;
        var reason = rows.AreOnTwoAccounts(one, other) ? Reason.TwoAccounts : Reason.SamePassage;
        Doubt(one, reason, other);
        Doubt(other, reason, one);
    }

    /// <summary>Leaves a row, and the crossing that it is of, to a person.</summary>
    public void Doubt(RowPlace place, Reason reason, RowPlace? rival)
    {
        foreach (var row in Of(place)?.Rows ?? [place])
        {
            // Of two doubts of this kind the first in the list of reasons stays, so that the order of comparing does not show.
            var known = book[row];
            var told = known.Outcome == Outcome.NeedsReview && known.Reason is Reason.TwoAccounts or Reason.SamePassage && known.Reason < reason ? known.Reason : reason;
            book.Set(row, known.Ending(Outcome.NeedsReview, told), rival);
        }
    }

    private static bool IsOpen(Decision decision) => decision.Outcome is Outcome.Matched or Outcome.NeedsReview or Outcome.HostExpense;

    private bool IsCharge(RowPlace place) => rows.At(place).Kind == RowKind.Toll && rows.At(place).Amount > Money.Zero;

    private RowPlace LeadOf(RowPlace place) => copyOf.GetValueOrDefault(place, place);
}
