using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages.Reports;

/// <summary>The months with reports.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    private const int Shown = 12;

    /// <summary>The months, the newest first.</summary>
    public IReadOnlyList<MonthFigures> Months { get; private set; } = [];

    /// <summary>The last twelve, the oldest first, for the chart.</summary>
    public IReadOnlyList<MonthFigures> Charted => [.. Months.Take(Shown).Reverse()];

    /// <summary>What guests owed, and host expenses.</summary>
    public IReadOnlyList<Series> Series =>
    [
        new("Guests owe", [.. Charted.Select(month => Of(month, "Matched").Amount.Cents)]),
        new("Host expense", [.. Charted.Select(month => Of(month, "HostExpense").Amount.Cents)], 4),
    ];

    /// <summary>Loads the months.</summary>
    public async Task OnGetAsync() => Months = [.. (await Api.AnalyticsAsync()).Months.Where(month => month.Month != "none").OrderByDescending(month => month.Month, StringComparer.Ordinal)];

    /// <summary>The month's total for an outcome.</summary>
    public static Total Of(MonthFigures month, string outcome)
    {
        ArgumentNullException.ThrowIfNull(month);
        return month.Outcomes.GetValueOrDefault(outcome) ?? new Total(0, new MoneyAmount(0));
    }
}
