using NodaTime.Text;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Core.Ledger;

/// <content>Totals by month.</content>
internal sealed partial class ProjectedItems
{
    private IEnumerable<ProjectedItem> Totals()
    {
        var months = new SortedDictionary<string, TotalItem>(StringComparer.Ordinal);
        var reconciliation = state.Reconciliation;
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            for (var index = 0; index < reconciliation.Statements[file].Rows.Count; index++)
            {
                var place = new RowPlace(file, index);
                if (state.TollIdAt(place) is not { } id)
                    continue;
                ref readonly var row = ref reconciliation.RowAt(place);
                var decision = reconciliation.DecisionAt(place);
                var outcome = decision.Outcome.ToString();
                var cents = row.Amount?.Cents ?? 0;
                var total = Of(months, KeyOf(id, row).Month);
                Add(total.Outcomes, outcome, cents);
                if (row.Plaza?.Agency.Code is { Length: > 0 } agency)
                    Add(Of(total.Agencies, agency), outcome, cents);
                if (decision.Vehicle is { } vehicle)
                    Add(Of(total.Vehicles, vehicle.Id), outcome, cents);
            }
        }

        foreach (var claim in state.Claims.Where(claim => claim.State == LedgerClaimState.Paid))
        {
            var month = Of(months, MonthOf(claim.Steps[^1]));
            month.Paid = new TotalEntry(month.Paid.Rows + 1, month.Paid.Cents + claim.Cents);
        }

        return months.Select(month => new ProjectedItem(Key("TOTAL", month.Key), Bytes(month.Value), null, null));
    }

    private static T Of<T>(SortedDictionary<string, T> all, string name)
        where T : new()
    {
        if (!all.TryGetValue(name, out var one))
            all.Add(name, one = new T());
        return one;
    }

    private static void Add(SortedDictionary<string, TotalEntry> outcomes, string outcome, long cents)
    {
        var entry = outcomes.GetValueOrDefault(outcome) ?? new TotalEntry(0, 0);
        outcomes[outcome] = new TotalEntry(entry.Rows + 1, entry.Cents + cents);
    }

    /// <summary>The month of a claim's change, in the ledger's time zone.</summary>
    private string MonthOf(ClaimStep step) =>
        YearMonthPattern.Iso.Format(InstantPattern.General.Parse(step.At).Value.InZone(state.Settings.Zone.Zone).Date.ToYearMonth());
}
